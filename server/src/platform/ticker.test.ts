import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTicker } from './ticker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that takes `takesMs` and notes when it began, and how many were under way. */
function slowWork(takesMs: number) {
  const began: [string, number][] = [];
  let underWay = 0;
  let most = 0;
  async function work(siteId: string) {
    began.push([siteId, Date.now() - startMs]);
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, takesMs));
    underWay -= 1;
  }
  const startMs = Date.now();
  return { work, began, most: () => most };
}
const never = (error: unknown) => {
  throw error;
};

test('many changes within a second are told once', async () => {
  const { work, began } = slowWork(0);
  const { soon } = createTicker(work, never);
  for (let n = 0; n < 50; n += 1) {
    soon('shop', 1_000);
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(began).toEqual([['shop', 1_000]]);
});

test('something urgent does not wait for what can wait, and does not come twice', async () => {
  const { work, began } = slowWork(0);
  const { soon } = createTicker(work, never);
  soon('shop', 1_000);
  soon('shop', 100);
  soon('shop', 500);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(began).toEqual([['shop', 100]]);
});

test('what changes while it is told is told after it: never two at once, and the last is never missed', async () => {
  const { work, began, most } = slowWork(300);
  const { soon } = createTicker(work, never);
  soon('shop', 0);
  await vi.advanceTimersByTimeAsync(100);
  soon('shop', 1_000);
  soon('shop', 50);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(began).toEqual([
    ['shop', 0],
    ['shop', 350],
  ]);
  expect(most()).toBe(1);
});

test('the first change after a pause is told soon, the next ones so far apart that nobody is told twice in between', async () => {
  const { work, began } = slowWork(300);
  const { soon } = createTicker(work, never);
  for (let n = 0; n < 30; n += 1) {
    soon('shop', 100, 1_000);
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(5_000);
  soon('shop', 100, 1_000);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(began.map(([, ms]) => ms)).toEqual([100, 1_400, 2_700, 4_000, 8_100]);
});

test('one shop does not wait for another', async () => {
  const { work, began, most } = slowWork(300);
  const { soon } = createTicker(work, never);
  soon('wool', 0);
  soon('tea', 0);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(began).toEqual([
    ['wool', 0],
    ['tea', 0],
  ]);
  expect(most()).toBe(2);
});

test('one that fails is said to have failed, and the next goes on', async () => {
  const failures: unknown[] = [];
  let tries = 0;
  const { soon } = createTicker(
    async () => {
      tries += 1;
      if (tries === 1) throw new Error('no');
    },
    (error) => failures.push(error),
  );
  soon('shop', 0);
  await vi.advanceTimersByTimeAsync(1);
  soon('shop', 0);
  await vi.advanceTimersByTimeAsync(1);
  expect([tries, failures.map(String)]).toEqual([2, ['Error: no']]);
});

test('one that fails is tried again by itself where that is asked for, until it succeeds, and at once when it is asked for', async () => {
  const began: number[] = [];
  const startMs = Date.now();
  const { soon } = createTicker(
    async () => {
      began.push(Date.now() - startMs);
      if (began.length < 5) throw new Error('no');
    },
    () => {},
    { againMs: 1_000 },
  );
  soon('shop', 0);
  await vi.advanceTimersByTimeAsync(2_500);
  soon('shop', 0);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(began).toEqual([0, 1_000, 2_000, 2_500, 3_500]);
});

test('a stop waits for what is under way and begins nothing more', async () => {
  const { work, began } = slowWork(300);
  const { soon, stop } = createTicker(work, never);
  soon('shop', 0);
  soon('tea', 1_000);
  await vi.advanceTimersByTimeAsync(100);
  soon('shop', 0);
  let stopped = false;
  void stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(stopped).toBe(false);
  await vi.advanceTimersByTimeAsync(5_000);
  soon('shop', 0);
  await vi.advanceTimersByTimeAsync(5_000);
  expect([stopped, began]).toEqual([true, [['shop', 0]]]);
});
