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

test('it is set by the clock it follows, and then corrected so slowly that no lease ends by it', async () => {
  vi.useFakeTimers();
  const { nowMs, follow } = createClock();
  const theirs = Date.now() + 7_200_000;
  await follow(async () => theirs);
  expect(nowMs()).toBe(theirs);
  await follow(async () => theirs + 5);
  expect(nowMs()).toBe(theirs + 5);
  await follow(async () => theirs + 3_600_000);
  expect(nowMs()).toBe(theirs + 25);
  await follow(async () => theirs);
  expect(nowMs()).toBe(theirs + 25);
  vi.advanceTimersByTime(1_000);
  expect(nowMs()).toBe(theirs + 1_005);
});

test('the way to the clock it follows takes its time, there as long as back', async () => {
  vi.useFakeTimers();
  const { nowMs, follow } = createClock();
  const begunMs = Date.now();
  await follow(async () => {
    vi.advanceTimersByTime(40);
    const theirs = Date.now() - 7_200_000;
    vi.advanceTimersByTime(40);
    return theirs;
  });
  expect(nowMs()).toBe(begunMs + 80 - 7_200_000);
});
