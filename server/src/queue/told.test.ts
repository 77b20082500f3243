import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Told, tell } from './told.ts';

const minutes = (count: number) => count * 60_000;
const seconds = (count: number) => count * 1_000;
const wait = (q50Ms: number, q80Ms: number) => ({ q50Ms, q80Ms, q90Ms: q80Ms, turns: 3 });

/** Ada reads what is told every 15 seconds while the estimates go by. */
function read(estimates: readonly [number, number][]): Told[] {
  const told: Told[] = [];
  for (const [update, [q50Ms, q80Ms]] of estimates.entries())
    told.push(tell(told.at(-1) ?? null, wait(q50Ms, q80Ms), seconds(15 * update)));
  return told;
}
const last = (estimates: readonly [number, number][]): Told => read(estimates).at(-1) as Told;

describe('what Ada is told', () => {
  test('whole minutes, and an upper number that is the promise', () => {
    expect(last([[minutes(4.4), minutes(6.2)]])).toMatchObject({ aboutMs: minutes(4), withinMs: minutes(6) });
    expect(last([[minutes(4.4), minutes(6.5)]])).toMatchObject({ withinMs: minutes(7) });
  });

  test('the promise is never the same number as the likely wait', () => {
    expect(last([[minutes(5), minutes(5)]])).toMatchObject({ aboutMs: minutes(5), withinMs: minutes(6) });
  });

  test('less than a minute when it is, and coarser steps when it is long', () => {
    expect(last([[seconds(30), seconds(50)]])).toMatchObject({ aboutMs: 0, withinMs: minutes(1) });
    expect(last([[minutes(33), minutes(44)]])).toMatchObject({ aboutMs: minutes(30), withinMs: minutes(50) });
    expect(last([[minutes(300), minutes(500)]])).toMatchObject({
      aboutMs: minutes(90),
      withinMs: minutes(90),
    });
  });

  test('a shorter wait at once', () => {
    const told = last([
      [minutes(8), minutes(12)],
      [minutes(5), minutes(7)],
    ]);
    expect(told).toMatchObject({ aboutMs: minutes(5), withinMs: minutes(7), rose: false });
  });

  test('nothing new when the estimate flutters', () => {
    const fluttering = [5, 5.6, 4.9, 5.7, 5.1].map((m): [number, number] => [minutes(m), minutes(m + 3)]);
    for (const told of read(fluttering)) expect(told).toMatchObject({ aboutMs: minutes(5), rose: false });
  });

  test('a longer wait only when it is much longer twice, and then with a word about it', () => {
    const long: [number, number] = [minutes(9), minutes(14)];
    const [, once, twice, after] = read([[minutes(4), minutes(6)], long, long, long]);
    expect(once).toMatchObject({ aboutMs: minutes(4), rose: false });
    expect(twice).toMatchObject({ aboutMs: minutes(9), withinMs: minutes(15), rose: true });
    expect(after).toMatchObject({ aboutMs: minutes(9), rose: false });
  });

  test('an apology once when the promise has passed, with a new one', () => {
    const told = read(Array.from({ length: 12 }, (): [number, number] => [minutes(1), minutes(2)]));
    expect(told.map(({ late }) => late)).toEqual([...Array(9).fill(false), true, false, false]);
    expect(told[9]?.promisedMs).toBe(seconds(135) + minutes(2));
  });

  test('the new promise is what is known at that moment, and none that is broken again ten seconds later', () => {
    const calm = Array.from({ length: 9 }, (): [number, number] => [minutes(1), minutes(2)]);
    const told = read([...calm, [minutes(35), minutes(50)], [minutes(35), minutes(50)]]);
    expect(told[9]).toMatchObject({ late: true, rose: true, aboutMs: minutes(30), withinMs: minutes(50) });
    expect(told[10]).toMatchObject({ late: false, rose: false, withinMs: minutes(50) });
  });

  test('that it is hard to say, when the two numbers are far apart', () => {
    expect(last([[minutes(3), minutes(12)]]).vague).toBe(true);
    expect(last([[minutes(3), minutes(6)]]).vague).toBe(false);
  });

  test('whatever the estimates do, steps of the grid, the promise above, and every rise is said', () => {
    const estimate = fc
      .tuple(fc.integer({ min: 0, max: 12 * 3_600_000 }), fc.integer({ min: 0, max: 12 * 3_600_000 }))
      .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
    fc.assert(
      fc.property(fc.array(estimate, { minLength: 1, maxLength: 40 }), (estimates) => {
        const all = read(estimates);
        for (const [update, { aboutMs, withinMs, rose }] of all.entries()) {
          const before = all[update - 1];
          expect(aboutMs % 60_000).toBe(0);
          expect(withinMs > aboutMs || withinMs === minutes(90)).toBe(true);
          if (before && (aboutMs > before.aboutMs || withinMs > before.withinMs)) expect(rose).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
