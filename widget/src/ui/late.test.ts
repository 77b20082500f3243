import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLate } from './late.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what is not wanted is not fetched, and what is wanted is fetched once', async () => {
  let isWanted = false;
  const load = vi.fn(async () => 'pictures');
  const late = createLate(() => isWanted, load);
  late.fetchIfWanted();
  expect(load).not.toHaveBeenCalled();
  isWanted = true;
  late.fetchIfWanted();
  late.fetchIfWanted();
  await vi.advanceTimersByTimeAsync(0);
  late.fetchIfWanted();
  expect(load).toHaveBeenCalledTimes(1);
  expect(late.here.value).toBe('pictures');
});

test('ada’s network fails for a moment: it is tried again in a while, as long as it is wanted', async () => {
  let isWanted = true;
  let tries = 0;
  const late = createLate(
    () => isWanted,
    async () => {
      tries += 1;
      if (tries < 3) throw new Error('no network');
      return 'pictures';
    },
  );
  late.fetchIfWanted();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(tries).toBe(2);
  isWanted = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect([tries, late.here.value]).toEqual([2, null]);
  isWanted = true;
  late.fetchIfWanted();
  await vi.advanceTimersByTimeAsync(0);
  expect(late.here.value).toBe('pictures');
});
