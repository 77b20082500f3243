/** What outlives a reload, by names of this site's own. Where storage is blocked, it lives as long as the page. */
export interface Kept {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  names(): string[];
}

export function createKept(key: string, storage: () => Storage): Kept {
  const prefix = `straks:${key}:`;
  const memory = new Map<string, string>();
  const attempt = <T>(work: (from: Storage) => T, otherwise: T): T => {
    try {
      return work(storage());
    } catch {
      return otherwise;
    }
  };
  return {
    get: (name) => memory.get(name) ?? attempt((from) => from.getItem(prefix + name), null),
    set(name, value) {
      const isStored = attempt((to) => {
        to.setItem(prefix + name, value);
        return true;
      }, false);
      if (isStored) memory.delete(name);
      else memory.set(name, value);
    },
    remove(name) {
      memory.delete(name);
      attempt((from) => from.removeItem(prefix + name), undefined);
    },
    names() {
      const stored = attempt((from) => Object.keys(from), [])
        .filter((name) => name.startsWith(prefix))
        .map((name) => name.slice(prefix.length));
      return [...new Set([...stored, ...memory.keys()])];
    },
  };
}
