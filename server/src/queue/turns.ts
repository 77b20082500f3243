/** Does `work` for a site once at a time; those who ask while it runs share the next run, which begins after they asked. */
export function oneAtATime(work: (siteId: string) => Promise<void>) {
  const running = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();

  function start(siteId: string): Promise<void> {
    const run = work(siteId).finally(() => running.delete(siteId));
    running.set(siteId, run);
    return run;
  }

  return (siteId: string): Promise<void> => {
    const current = running.get(siteId);
    if (!current) return start(siteId);
    let following = next.get(siteId);
    if (!following) {
      const after = () => {
        next.delete(siteId);
        return start(siteId);
      };
      following = current.then(after, after);
      next.set(siteId, following);
    }
    return following;
  };
}
