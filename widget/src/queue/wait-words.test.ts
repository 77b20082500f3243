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
  expect(waitLeft(english, { kind: 'range', likelyMs: 20_000, withinMs: minute }).likely).toBe(
    'less than a minute',
  );
  expect(waitLeft(english, { kind: 'unknown' })).toEqual({ likely: 'We cannot say how long yet' });
  expect(waitToCome(english, { kind: 'closed' })).toBe(null);
});
