/** What this browser keeps of a site on our own pages; the chat finds the session there when it starts. */
export interface OwnSession {
  has(): boolean;
  /** Whether this very link was turned into the session that is kept. */
  isFrom(link: string): boolean;
  take(session: { visitorId: string; token: string }, link: string): void;
}

export function createOwnSession(key: string, storage: Storage): OwnSession {
  const prefix = `straks:${key}:`;
  const get = (name: string) => storage.getItem(prefix + name);

  /** Whatever another visitor left on this device is not hers to see. */
  function forgetAnother(visitorId: string) {
    if (get('who') === visitorId) return;
    for (const name of Object.keys(storage)) if (name.startsWith(prefix)) storage.removeItem(name);
  }

  return {
    has: () => get('token') !== null,
    isFrom: (link) => get('token') !== null && get('link') === link,
    take({ visitorId, token }, link) {
      forgetAnother(visitorId);
      for (const [name, value] of Object.entries({ token, who: visitorId, link, running: '1' })) {
        storage.setItem(prefix + name, value);
      }
    },
  };
}

/** Where the browser keeps nothing, the page does: the chat asks for storage by its usual name. */
export function usableStorage(): Storage {
  try {
    localStorage.setItem('straks:try', '1');
    localStorage.removeItem('straks:try');
    return localStorage;
  } catch {
    const inMemory = memoryStorage();
    Object.defineProperty(window, 'localStorage', { value: inMemory, configurable: true });
    return inMemory;
  }
}

function memoryStorage(): Storage {
  const hidden = { enumerable: false };
  const storage: Record<string, unknown> = {};
  return Object.defineProperties(storage, {
    getItem: { ...hidden, value: (name: string) => storage[name] ?? null },
    setItem: {
      ...hidden,
      value: (name: string, text: string) => void Object.assign(storage, { [name]: text }),
    },
    removeItem: { ...hidden, value: (name: string) => void delete storage[name] },
  }) as unknown as Storage;
}
