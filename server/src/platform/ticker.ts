import type { Pace } from './clock.ts';

/**
 * Runs `work` for a site some time after it was asked for, once for all who asked meanwhile,
 * and never twice at the same time: many changes become one telling, and the last is never missed.
 * What fails is tried again by itself only where `againMs` says when.
 */
export function createTicker(
  work: (siteId: string) => Promise<void>,
  failed: (error: unknown) => void,
  { pace = 1, againMs }: { pace?: Pace; againMs?: number } = {},
) {
  const planned = new Map<string, { timer: NodeJS.Timeout; dueMs: number }>();
  const running = new Map<string, Promise<void>>();
  const again = new Map<string, number>();

  let stopped = false;

  function soon(siteId: string, withinMs: number) {
    if (stopped) return;
    if (running.has(siteId)) {
      again.set(siteId, Math.min(withinMs, again.get(siteId) ?? withinMs));
      return;
    }
    const realMs = withinMs / pace;
    const dueMs = performance.now() + realMs;
    const before = planned.get(siteId);
    if (before && before.dueMs <= dueMs) return;
    if (before) clearTimeout(before.timer);
    planned.set(siteId, { timer: setTimeout(() => run(siteId), realMs), dueMs });
  }

  function run(siteId: string) {
    planned.delete(siteId);
    const ended = work(siteId)
      .then(() => undefined)
      .catch((error) => {
        failed(error);
        return againMs;
      })
      .then((triedAgainMs) => {
        running.delete(siteId);
        const withinMs = again.get(siteId) ?? triedAgainMs;
        again.delete(siteId);
        if (withinMs !== undefined) soon(siteId, withinMs);
      });
    running.set(siteId, ended);
  }

  /** Begins nothing more and waits for what is under way. */
  async function stop() {
    stopped = true;
    for (const { timer } of planned.values()) clearTimeout(timer);
    planned.clear();
    await Promise.all(running.values());
  }

  return { soon, stop };
}
