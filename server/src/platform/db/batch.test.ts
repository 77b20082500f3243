import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createBatch } from './batch.ts';

type Write = Parameters<typeof createBatch<number, string>>[1];

/** A store that begins a unit when it is told to, and may refuse it before, within or after its work. */
function storeByHand() {
  const begins: (() => Promise<void>)[] = [];
  const units: number[][] = [];
  const write: Write = (start, settle) =>
    new Promise<void>((resolve, reject) => {
      begins.push(async () => {
        const asked = start();
        units.push(asked);
        settle(asked.map((n) => (n < 0 ? new Error(`not ${n}`) : `yes ${n}`)));
        await null;
        resolve();
      });
      refuse = reject;
    });
  let refuse: (error: Error) => void = () => {};
  return {
    write,
    units,
    /** Waits for a batch to come, and does its work. */
    async begin() {
      await vi.waitUntil(() => begins.length > 0, { interval: 1 });
      await begins.shift()?.();
    },
    waiting: () => begins.length,
    refuse: (error: Error) => {
      begins.shift();
      refuse(error);
    },
  };
}

const answers = async (asked: Promise<string>[]) =>
  (await Promise.allSettled(asked)).map((one) =>
    one.status === 'fulfilled' ? one.value : one.reason.message,
  );

describe('a batch', () => {
  test('takes all that has come by the time its unit begins, and what comes then is the next', async () => {
    const store = storeByHand();
    const ask = createBatch(10, store.write);
    const first = [ask(1), ask(2), ask(3)];
    expect(store.waiting()).toBe(1);
    const begun = store.begin();
    await vi.waitUntil(() => store.units.length > 0, { interval: 1 });
    const second = [ask(4)];
    await begun;
    await store.begin();
    expect(await answers([...first, ...second])).toEqual(['yes 1', 'yes 2', 'yes 3', 'yes 4']);
    expect(store.units).toEqual([[1, 2, 3], [4]]);
  });

  test('takes no more than it may, and leaves nobody behind', async () => {
    const store = storeByHand();
    const ask = createBatch(2, store.write);
    const asked = [1, 2, 3, 4, 5].map(ask);
    await store.begin();
    await store.begin();
    await store.begin();
    expect(await answers(asked)).toEqual(['yes 1', 'yes 2', 'yes 3', 'yes 4', 'yes 5']);
    expect(store.units).toEqual([[1, 2], [3, 4], [5]]);
  });

  test('refuses one without refusing her neighbours', async () => {
    const store = storeByHand();
    const ask = createBatch(10, store.write);
    const asked = [ask(1), ask(-2), ask(3)];
    await store.begin();
    expect(await answers(asked)).toEqual(['yes 1', 'not -2', 'yes 3']);
  });

  test('the store refuses before it has begun: those who wait are told, and who comes later is served', async () => {
    const store = storeByHand();
    const ask = createBatch(10, store.write);
    const asked = [ask(1), ask(2)];
    store.refuse(new Error('the disk is full'));
    expect(await answers(asked)).toEqual(['the disk is full', 'the disk is full']);
    const later = ask(3);
    await store.begin();
    expect(await later).toBe('yes 3');
  });

  test('a unit is undone after its work was answered: nobody is told that it was done', async () => {
    const ask = createBatch<number, string>(10, async (start, settle) => {
      settle(start().map((n) => `yes ${n}`));
      throw new Error('the commit failed');
    });
    expect(await answers([ask(1), ask(2)])).toEqual(['the commit failed', 'the commit failed']);
  });

  test('however they come, each is answered once, with her own answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        fc.scheduler(),
        async (asked, most, scheduler) => {
          const unit = scheduler.scheduleFunction(async () => {});
          const ask = createBatch<number, string>(most, async (start, settle) => {
            await unit();
            const taken = start();
            expect(taken.length).toBeLessThanOrEqual(most);
            settle(taken.map((n) => (n < 0 ? new Error(`not ${n}`) : `yes ${n}`)));
            await unit();
          });
          const all = scheduler.waitFor(answers(asked.map(ask)));
          expect(await all).toEqual(asked.map((n) => (n < 0 ? `not ${n}` : `yes ${n}`)));
        },
      ),
    );
  });
});
