import { afterEach, expect, test, vi } from 'vitest';
import { createClock } from './clock.ts';

afterEach(() => void vi.useRealTimers());

test('it shows the time of day, in whole milliseconds', () => {
  const { nowMs } = createClock();
  expect(Math.abs(nowMs() - Date.now())).toBeLessThan(50);
  expect(Number.isInteger(nowMs())).toBe(true);
});

test('the wall clock is set back an hour, or on a day: the time between two moments is as long as it was', () => {
  vi.useFakeTimers();
  const { nowMs } = createClock();
  const beganMs = nowMs();
  vi.setSystemTime(Date.now() - 3_600_000);
  expect(nowMs()).toBe(beganMs);
  vi.advanceTimersByTime(1_000);
  expect(nowMs()).toBe(beganMs + 1_000);
  vi.setSystemTime(Date.now() + 86_400_000);
  expect(nowMs()).toBe(beganMs + 1_000);
});

test('it never goes back', () => {
  const { nowMs } = createClock();
  const times = Array.from({ length: 10_000 }, nowMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});
