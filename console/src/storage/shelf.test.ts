import { describe, expect, it } from 'vitest';
import { browserShelf, memoryShelf, readJson, scoped } from './shelf.ts';

describe('what is kept', () => {
  it('is kept for this visit where the browser keeps nothing', () => {
    const shelf = browserShelf(() => {
      throw new Error('blocked');
    });
    shelf.set('draft', 'Hei');
    expect(shelf.get('draft')).toBe('Hei');
    expect(shelf.keys('dr')).toEqual(['draft']);
  });

  it('is kept in memory when the storage is full', () => {
    const full = {
      length: 0,
      key: () => null,
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
      removeItem: () => undefined,
      clear: () => undefined,
    };
    const shelf = browserShelf(() => full);
    shelf.set('draft', 'Hei');
    expect(shelf.get('draft')).toBe('Hei');
  });

  it('counts as nothing when it cannot be read', () => {
    const shelf = memoryShelf();
    shelf.set('draft', '{"text":');
    expect(readJson(shelf, 'draft')).toBeNull();
  });

  it('of one agent is not met by the next at the same computer', () => {
    const shelf = memoryShelf();
    scoped(shelf, () => 'ada').set('draft', 'hemmelig');
    expect(scoped(shelf, () => 'bo').get('draft')).toBeNull();
    expect(scoped(shelf, () => 'bo').keys('')).toEqual([]);
    expect(scoped(shelf, () => 'ada').keys('dr')).toEqual(['draft']);
  });
});
