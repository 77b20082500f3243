/**
 * Remembers what was last told of each thing to all who listen, so that what is as it was is not told again.
 * Whoever comes in is given the newest by herself; if that is not what all were told, it is told anew.
 */
export function createLastTold() {
  const told = new Map<string, string>();

  return {
    /** Answers whether this is news, and remembers it. */
    isNews(id: string, saying: string): boolean {
      if (told.get(id) === saying) return false;
      told.set(id, saying);
      return true;
    },
    gave(id: string, saying: string) {
      if (told.get(id) !== saying) told.delete(id);
    },
    forget: (id: string) => void told.delete(id),
  };
}
