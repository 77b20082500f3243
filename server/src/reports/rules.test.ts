import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asKept } from './kept.ts';
import { daysOf, mondayOf, wallOf } from './period.ts';
import { quantiles } from './survival.ts';
import { toldAndLived } from './told-and-lived.ts';
import { wilson } from './wilson.ts';

describe('how sure a share is', () => {
  test('80 of 100 is somewhere between 71 and 87; 8 of 10 between 49 and 94', () => {
    expect(wilson(80, 100)).toEqual({ low: expect.closeTo(0.711, 3), high: expect.closeTo(0.867, 3) });
    expect(wilson(8, 10)).toEqual({ low: expect.closeTo(0.49, 2), high: expect.closeTo(0.943, 3) });
  });

  test('ten of ten is not certain, none of none is nothing', () => {
    expect(wilson(10, 10)).toEqual({ low: expect.closeTo(0.722, 3), high: expect.closeTo(1) });
    expect(wilson(0, 10).low).toBe(0);
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test('the true share lies within it 95 times in 100', () => {
    let state = 7;
    const chance = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    let within = 0;
    for (let times = 0; times < 2_000; times += 1) {
      const hits = Array.from({ length: 60 }, chance).filter((one) => one < 0.8).length;
      const { low, high } = wilson(hits, 60);
      if (low <= 0.8 && 0.8 <= high) within += 1;
    }
    expect(within / 2_000).toBeGreaterThan(0.93);
    expect(within / 2_000).toBeLessThan(0.98);
  });

  test('those of whom nobody knows are counted, but not as kept or broken; few are said to be few', () => {
    expect(asKept({ told: 10, kept: 6, broken: 2 })).toMatchObject({ unknown: 2, percent: 75, few: true });
    expect(asKept({ told: 40, kept: 30, broken: 10 })).toMatchObject({ unknown: 0, percent: 75, few: false });
    expect(asKept({ told: 0, kept: 0, broken: 0 })).toMatchObject({ percent: null, low: 0, high: 100 });
  });
});

describe('how long people waited', () => {
  const waits = (...all: [number, boolean][]) =>
    all.map(([ms, ended]) => ({ ms, ended: ended ? 1 : 0, cutOff: ended ? 0 : 1 }));

  test('when all were served it is what the middle one waited', () => {
    expect(quantiles(waits([1, true], [2, true], [3, true], [4, true]), [0.5, 0.9])).toEqual([2, 4]);
  });

  test('whoever left waited at least so long: the others count for more', () => {
    expect(quantiles(waits([1, true], [2, false], [3, true], [4, true]), [0.5])).toEqual([3]);
  });

  test('when most left early nobody can know', () => {
    expect(quantiles(waits([1, true], [2, false], [3, false]), [0.5, 0.9])).toEqual([null, null]);
    expect(quantiles([], [0.5])).toEqual([null]);
  });

  test('it is never less for having asked those who left too', () => {
    const wait = fc.record({
      ms: fc.integer({ min: 0, max: 60 }),
      ended: fc.integer({ min: 0, max: 3 }),
      cutOff: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(wait, { minLength: 1, maxLength: 40 }), (all) => {
        const asIfServed = all.map(({ ms, ended, cutOff }) => ({ ms, ended: ended + cutOff, cutOff: 0 }));
        const [truly] = quantiles(all, [0.5]);
        const [naive] = quantiles(asIfServed, [0.5]);
        if (truly !== null && naive !== null) expect(truly).toBeGreaterThanOrEqual(naive ?? 0);
      }),
    );
  });
});

describe('told against lived', () => {
  const step = (withinMs: number, step: number, told: number, kept: number) => ({
    ...{ withinMs, step, told, kept, broken: step < 0 ? 0 : told - kept },
  });

  test('of those told ten minutes, half and eight in ten lived so long', () => {
    const minutes = 60_000;
    const told = [
      step(10 * minutes, 4, 50, 50),
      step(10 * minutes, 12, 30, 30),
      step(10 * minutes, 30, 20, 0),
    ];
    const [row] = toldAndLived([...told, step(10 * minutes, -1, 5, 0)]);
    expect(row).toMatchObject({ told: 105, kept: 80, broken: 20, unknown: 5, percent: 80 });
    expect(row?.livedMedianMs).toBeCloseTo(2.25 * minutes);
    expect(row?.lived80Ms).toBeCloseTo(6.25 * minutes);
  });

  test('many different numbers become few rows, and nobody is lost', () => {
    const told = Array.from({ length: 60 }, (_, place) => step((place + 1) * 60_000, 10, place + 1, place));
    const rows = toldAndLived(told);
    expect(rows.length).toBeLessThanOrEqual(12);
    expect(rows.reduce((all, row) => all + row.told, 0)).toBe((60 * 61) / 2);
    expect(rows.map(({ withinMs }) => withinMs)).toEqual(
      rows.map(({ withinMs }) => withinMs).toSorted((a, b) => a - b),
    );
  });
});

describe('days of the site’s calendar', () => {
  const zone = 'Europe/Oslo';

  test('are whole days of its own, also when the clocks change', () => {
    const { fromMs, untilMs } = daysOf({ from: '2026-03-29', to: '2026-03-29' }, zone, 0);
    expect((untilMs - fromMs) / 3_600_000).toBe(23);
    expect(new Date(fromMs).toISOString()).toBe('2026-03-28T23:00:00.000Z');
  });

  test('are the last four weeks if nobody says which; not backwards, not for years, not of no calendar', () => {
    const nowMs = Date.parse('2026-11-21T23:30Z');
    expect(daysOf({}, zone, nowMs)).toMatchObject({ from: '2026-10-26', to: '2026-11-22' });
    for (const wrong of [
      { from: '2026-03-02', to: '2026-03-01' },
      { from: '2024-03-02', to: '2026-03-01' },
      { from: '2026-02-30' },
    ]) {
      expect(() => daysOf(wrong, zone, nowMs)).toThrow('bad_request');
    }
  });

  test('the wall shows what a clock shows there, before and after the change', () => {
    const wall = wallOf(zone);
    expect(wall(Date.parse('2026-10-25T00:30Z'))).toEqual({ date: '2026-10-25', weekday: 7, hour: 2 });
    expect(wall(Date.parse('2026-10-25T01:30Z'))).toEqual({ date: '2026-10-25', weekday: 7, hour: 2 });
    expect(wall(Date.parse('2026-11-21T23:30Z'))).toEqual({ date: '2026-11-22', weekday: 7, hour: 0 });
    expect(wallOf('Asia/Kathmandu')(Date.parse('2026-11-21T18:15Z'))).toMatchObject({ hour: 0, weekday: 7 });
    expect(mondayOf('2026-11-22')).toBe('2026-11-16');
    expect(mondayOf('2026-11-16')).toBe('2026-11-16');
  });
});
