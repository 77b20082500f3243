import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createKept } from '../connection/kept.ts';
import { charactersLeft, createDraft, createTyping } from './composer.model.ts';

const kept = () =>
  createKept('shop', () => {
    throw new Error('no storage');
  });

describe('ada writes', () => {
  test('what she wrote is there after a reload, and gone once sent', () => {
    const storage = kept();
    createDraft(storage, 'draft').set('Hei, jeg');
    expect(createDraft(storage, 'draft').text.value).toBe('Hei, jeg');
    createDraft(storage, 'draft').set('');
    expect(createDraft(storage, 'draft').text.value).toBe('');
  });

  test('words that come back do not overwrite what she wrote since', () => {
    const draft = createDraft(kept(), 'draft');
    draft.set('and one more thing');
    draft.giveBack('Where is my parcel?');
    expect(draft.text.value).toBe('Where is my parcel?\n\nand one more thing');
  });

  test('the limit is told near it, counted in signs as people count them', () => {
    expect(charactersLeft('x'.repeat(9_400))).toBe(null);
    expect(charactersLeft('x'.repeat(9_990))).toBe(10);
    expect(charactersLeft('x'.repeat(10_002))).toBe(-2);
    expect(charactersLeft('🧶'.repeat(9_990))).toBe(10);
    expect(charactersLeft('🧶'.repeat(6_000))).toBe(null);
  });
});

describe('bo sees her writing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('he is told at most each three seconds, and that she stopped', () => {
    const said: boolean[] = [];
    const typing = createTyping((is) => void said.push(is), Date.now);
    for (let count = 0; count < 10; count += 1) {
      typing.wrote('x');
      vi.advanceTimersByTime(500);
    }
    expect(said).toEqual([true, true]);
    vi.advanceTimersByTime(4_000);
    expect(said).toEqual([true, true, false]);
  });

  test('sending or emptying the field ends it at once, and only once', () => {
    const said: boolean[] = [];
    const typing = createTyping((is) => void said.push(is), Date.now);
    typing.wrote('x');
    typing.stop();
    typing.wrote('  ');
    vi.advanceTimersByTime(10_000);
    expect(said).toEqual([true, false]);
  });
});
