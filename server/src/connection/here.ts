/** Which visitors have a page connected to this process, by how many sockets. */
export function createHere() {
  const pages = new Map<string, { sockets: number; cameMs: number | null }>();
  return {
    isHere: (visitorId: string) => pages.has(visitorId),
    all: () => [...pages.keys()],
    /** Answers whether this is her first page. */
    enter(visitorId: string): boolean {
      const known = pages.get(visitorId);
      if (known) known.sockets += 1;
      else pages.set(visitorId, { sockets: 1, cameMs: null });
      return known === undefined;
    },
    /** Her first page was opened by herself. */
    came(visitorId: string, nowMs: number) {
      const known = pages.get(visitorId);
      if (known) known.cameMs = nowMs;
    },
    cameMs: (visitorId: string) => pages.get(visitorId)?.cameMs ?? null,
    /** Answers whether it was her last. */
    leave(visitorId: string): boolean {
      const known = pages.get(visitorId);
      if (known && --known.sockets > 0) return false;
      pages.delete(visitorId);
      return true;
    },
  };
}

export type Here = ReturnType<typeof createHere>;
