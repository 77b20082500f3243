/** Small texts that outlive a reload, by key. */
export interface Shelf {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(prefix: string): string[];
}

export function memoryShelf(): Shelf {
  const texts = new Map<string, string>();
  return {
    get: (key) => texts.get(key) ?? null,
    set: (key, value) => void texts.set(key, value),
    remove: (key) => void texts.delete(key),
    keys: (prefix) => [...texts.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** The browser's storage; when it is blocked or full, what cannot be kept there is kept in memory. */
export function browserShelf(open: () => Storage): Shelf {
  const memory = memoryShelf();
  const storage = openOrNull(open);
  if (!storage) return memory;
  return {
    get: (key) => memory.get(key) ?? storage.getItem(key),
    set(key, value) {
      try {
        storage.setItem(key, value);
        memory.remove(key);
      } catch {
        memory.set(key, value);
      }
    },
    remove(key) {
      memory.remove(key);
      storage.removeItem(key);
    },
    keys(prefix) {
      const stored = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
      return [...new Set([...stored.filter((key) => key.startsWith(prefix)), ...memory.keys(prefix)])];
    },
  };
}

function openOrNull(open: () => Storage): Storage | null {
  try {
    return open();
  } catch {
    return null;
  }
}

/** Reads what an earlier visit left; anything unreadable counts as nothing. */
export function readJson<Value>(shelf: Shelf, key: string): Value | null {
  const text = shelf.get(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return null;
  }
}

export const writeJson = (shelf: Shelf, key: string, value: unknown) => shelf.set(key, JSON.stringify(value));

/** A shelf of one's own within another: on a shared computer nobody meets another agent's words. */
export function scoped(shelf: Shelf, owner: () => string): Shelf {
  const prefix = () => `${owner()}.`;
  return {
    get: (key) => shelf.get(prefix() + key),
    set: (key, value) => shelf.set(prefix() + key, value),
    remove: (key) => shelf.remove(prefix() + key),
    keys: (start) => shelf.keys(prefix() + start).map((key) => key.slice(prefix().length)),
  };
}
