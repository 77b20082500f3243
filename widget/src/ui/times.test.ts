import { expect, test } from 'vitest';
import { clock, daysBetween, duration, elapsed } from './times.ts';

const at = (iso: string) => new Date(iso).getTime();

test('an estimate is never told as nothing, and is rounded up', () => {
  expect(duration('en', 0)).toBe('1 min');
  expect(duration('nb', 181_000)).toBe('4 min');
  expect(duration('da', 240_000)).toBe('4 min');
  expect(duration('en', 80 * 60_000)).toBe('1 hr 20 min');
  expect(duration('sv', 60 * 60_000)).toBe('1 tim');
});

test('a running clock grows without jumping in width', () => {
  expect(elapsed(7_000)).toBe('0:07');
  expect(elapsed(127_000)).toBe('2:07');
  expect(elapsed(3_727_000)).toBe('1:02:07');
  expect(elapsed(-5)).toBe('0:00');
});

test('the clock is written as the language writes it', () => {
  const nine = at('2026-03-02T09:00:00');
  expect(clock('nb', nine)).toBe('09:00');
  expect(clock('da', nine)).toBe('09.00');
  expect(clock('en', at('2026-03-02T15:30:00'))).toBe('15:30');
});

test('tomorrow is one midnight away, also over the change to summer time', () => {
  expect(daysBetween(at('2026-03-28T23:59:00'), at('2026-03-29T00:01:00'))).toBe(1);
  expect(daysBetween(at('2026-03-28T12:00:00'), at('2026-03-30T09:00:00'))).toBe(2);
  expect(daysBetween(at('2026-03-28T00:00:00'), at('2026-03-28T23:00:00'))).toBe(0);
});
