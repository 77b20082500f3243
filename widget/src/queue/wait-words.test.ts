import { expect, test } from 'vitest';
import type { Say } from '../ui/say.ts';
import { en } from '../ui/words/en.ts';
import { waitLeft, waitToCome } from './wait-words.ts';

const english: Say = { language: 'en', words: en };
const minute = 60_000;

test('a range is told with its promise', () => {
  const wait = { kind: 'range', likelyMs: 4 * minute, withinMs: 6 * minute } as const;
  expect(waitLeft(english, wait)).toEqual({ likely: 'about 4 min', promise: '8 in 10 wait less than 6 min' });
  expect(waitToCome(english, wait)?.likely).toBe('The wait is about 4 min');
});

test('a short wait is not told as one minute, and none is told where none is known', () => {
  const short = { kind: 'range', likelyMs: 20_000, withinMs: minute } as const;
  expect(waitLeft(english, short)).toEqual({ likely: 'less than a minute' });
  expect(waitLeft(english, { kind: 'unknown' })).toEqual({ likely: 'We cannot say how long yet' });
  expect(waitToCome(english, { kind: 'closed' })).toBe(null);
});

test('where one number would be a lie, she reads two, or why there is none', () => {
  const vague = { kind: 'range', likelyMs: 4 * minute, withinMs: 15 * minute, vague: true } as const;
  expect(waitLeft(english, vague)).toEqual({ likely: 'Hard to say: between 4 and 15 min' });
  expect(waitLeft(english, { ...vague, withinMs: 80 * minute }).likely).toBe(
    'Hard to say: between 4 min and 1 hr 20 min',
  );
  expect(waitToCome(english, { kind: 'away', backWithinMs: 12 * minute })).toEqual({
    likely: 'All colleagues are away right now',
    promise: 'Usually somebody is back within 12 min',
  });
  expect(waitLeft(english, { kind: 'away', backWithinMs: null }).promise).toBeUndefined();
});

test('near closing she reads how likely it is that we reach her', () => {
  const closing = { kind: 'closing', closesAt: new Date('2026-03-05T16:00:00').getTime() } as const;
  expect(waitLeft(english, { ...closing, chancePercent: 40 })).toEqual({
    likely: 'We close at 16:00 and may not reach you',
    promise: 'The chance that we do is about 40 %',
  });
  expect(waitLeft(english, { ...closing, chancePercent: 0 }).promise).toMatch(/small/);
  expect(waitLeft(english, { kind: 'closed' }).likely).toMatch(/^We have closed, and still try/);
});
