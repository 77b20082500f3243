/** Which visitors have a page connected to this process, by how many sockets. */
export function createHere() {
  const sockets = new Map<string, number>();
  return {
    isHere: (visitorId: string) => sockets.has(visitorId),
    all: () => [...sockets.keys()],
    /** Answers whether this is her first page. */
    enter(visitorId: string): boolean {
      const count = (sockets.get(visitorId) ?? 0) + 1;
      sockets.set(visitorId, count);
      return count === 1;
    },
    /** Answers whether it was her last. */
    leave(visitorId: string): boolean {
      const count = (sockets.get(visitorId) ?? 1) - 1;
      if (count > 0) sockets.set(visitorId, count);
      else sockets.delete(visitorId);
      return count === 0;
    },
  };
}

export type Here = ReturnType<typeof createHere>;
