import { Wait } from '@straks/shared/queue/queue.protocol.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parser } from '../platform/wire/parse.ts';
import { type Demand, estimateWait } from './wait-time.ts';

const nowMs = Date.parse('2026-03-04T10:00Z');
const minuteMs = 60_000;
const demand = (more: Partial<Demand>): Demand => ({
  ...{ departuresMs: [], ahead: 0, free: 0, slots: 3, nowMs },
  ...more,
});
/** One chat left the line every so many minutes of the last hour. */
const everyMinutes = (minutes: number) =>
  Array.from({ length: 60 / minutes }, (_, n) => nowMs - 60 * minuteMs + 1 + n * minutes * minuteMs);

describe('what ada is told', () => {
  test('nobody is there: that, and no number', () => {
    expect(estimateWait(demand({ slots: 0, free: 0, departuresMs: everyMinutes(5) }))).toEqual({
      kind: 'closed',
    });
  });

  test('more are free than stand before her: it is her turn now', () => {
    expect(estimateWait(demand({ free: 1 }))).toEqual({ kind: 'now' });
    expect(estimateWait(demand({ free: 1, ahead: 1 })).kind).not.toBe('now');
  });

  test('too little has happened today to say anything', () => {
    expect(estimateWait(demand({}))).toEqual({ kind: 'unknown' });
    expect(estimateWait(demand({ departuresMs: everyMinutes(20) }))).toEqual({ kind: 'unknown' });
    const yesterday = everyMinutes(5).map((ms) => ms - 24 * 60 * minuteMs);
    expect(estimateWait(demand({ departuresMs: yesterday }))).toEqual({ kind: 'unknown' });
  });

  test('one was served every five minutes, two are before her: about a quarter of an hour', () => {
    const wait = estimateWait(demand({ departuresMs: everyMinutes(5), ahead: 2 }));
    if (wait.kind !== 'range') throw new Error(wait.kind);
    expect(wait.likelyMs / minuteMs).toBeCloseTo(13.3, 0);
    expect(wait.withinMs / minuteMs).toBeCloseTo(21.4, 0);
  });

  test('a line nobody will stand out gets no number', () => {
    expect(estimateWait(demand({ departuresMs: everyMinutes(15), ahead: 10_000 }))).toEqual({
      kind: 'unknown',
    });
  });
});

describe('whatever the day has been', () => {
  const anyDemand = fc
    .record({
      agesMs: fc.array(fc.integer({ min: -minuteMs, max: 90 * minuteMs }), { maxLength: 80 }),
      ahead: fc.nat(12_000),
      free: fc.nat(20),
      busy: fc.nat(20),
    })
    .map(({ agesMs, ahead, free, busy }) =>
      demand({
        departuresMs: agesMs.toSorted((a, b) => b - a).map((ageMs) => nowMs - ageMs),
        ...{ ahead, free, slots: free + busy },
      }),
    );
  const order = ['now', 'range', 'unknown', 'closed'];

  test('it fits the protocol: never negative, never endless, and likely is not after the promise', () => {
    const parse = parser(Wait);
    fc.assert(
      fc.property(anyDemand, (one) => {
        const wait = estimateWait(one);
        parse(wait);
        if (wait.kind === 'range') expect(wait.likelyMs).toBeLessThanOrEqual(wait.withinMs);
        expect(wait.kind === 'closed').toBe(one.slots === 0);
      }),
      { numRuns: 1_000 },
    );
  });

  test('who stands further back is not promised less', () => {
    fc.assert(
      fc.property(anyDemand, fc.nat(50), (one, more) => {
        const [before, behind] = [estimateWait(one), estimateWait({ ...one, ahead: one.ahead + more })];
        expect(order.indexOf(behind.kind)).toBeGreaterThanOrEqual(order.indexOf(before.kind));
        if (before.kind !== 'range' || behind.kind !== 'range') return;
        expect(behind.likelyMs).toBeGreaterThanOrEqual(before.likelyMs);
        expect(behind.withinMs).toBeGreaterThanOrEqual(before.withinMs);
      }),
      { numRuns: 1_000 },
    );
  });
});
