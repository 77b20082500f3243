import { expect, test } from 'vitest';
import { createKept } from './kept.ts';

/** A browser's storage: names are its own properties, and it may be full or forbidden. */
function browserStorage(): Storage {
  const records: Record<string, string> = {};
  return new Proxy(records, {
    get: (target, name) => {
      if (name === 'getItem') return (key: string) => target[key] ?? null;
      if (name === 'setItem')
        return (key: string, value: string) => void Object.assign(target, { [key]: value });
      if (name === 'removeItem') return (key: string) => void delete target[key];
      return target[name as string];
    },
  }) as unknown as Storage;
}

test('what is kept outlives the page, and each site keeps its own', () => {
  const storage = browserStorage();
  createKept('shop', () => storage).set('token', 'abc');
  const next = createKept('shop', () => storage);
  expect(next.get('token')).toBe('abc');
  expect(next.names()).toEqual(['token']);
  expect(createKept('other', () => storage).get('token')).toBe(null);
  next.remove('token');
  expect(next.names()).toEqual([]);
});

test('where storage is forbidden, the page remembers', () => {
  const kept = createKept('shop', () => {
    throw new Error('SecurityError');
  });
  kept.set('out:1', 'words');
  expect(kept.get('out:1')).toBe('words');
  expect(kept.names()).toEqual(['out:1']);
  kept.remove('out:1');
  expect(kept.get('out:1')).toBe(null);
});

test('where storage is full, the newest word counts, not the one that was stored before', () => {
  const storage = browserStorage();
  const kept = createKept('shop', () => storage);
  kept.set('draft', 'old');
  const full = createKept(
    'shop',
    () => ({ ...storage, getItem: storage.getItem, setItem: () => fail() }) as Storage,
  );
  full.set('draft', 'new');
  expect(full.get('draft')).toBe('new');
});

function fail(): never {
  throw new Error('QuotaExceededError');
}
