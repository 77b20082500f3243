import { expect, test } from 'vitest';
import { quarterMs } from './calendar.ts';
import { compareDay, weekWithinPercent } from './compared.ts';
import type { Expected } from './expected.ts';

const minuteMs = 60_000;
const by = { target: { percent: 80, withinMs: minuteMs }, capacity: 1, atLeastOne: true };

/** Quarter-hours from the beginning of time on, with so many chats; null is closed. */
const quarters = (...chats: (number | null)[]): Expected[] =>
  chats.map((count, place) => ({
    ...{ atMs: place * quarterMs, clock: `00:${15 * place}`, open: count !== null, chats: count ?? 0 },
    demand: {
      ...{ comePerMs: (count ?? 0) / quarterMs, workMs: 8 * minuteMs },
      ...{ patienceMs: 15 * minuteMs, slowDown: 0.2 },
    },
  }));
const needed = (...chats: (number | null)[]) =>
  compareDay(quarters(...chats), [], by).map((quarter) => quarter.needed);

test('a dip of a quarter-hour is filled, a longer one and a closed one are not', () => {
  const [many = 0, few = 0] = [needed(12)[0], needed(2)[0]];
  expect(many).toBeGreaterThan(few);
  expect(needed(12, 2, 12)).toEqual([many, many, many]);
  expect(needed(12, 2, 2, 12)).toEqual([many, few, few, many]);
  expect(needed(12, null, 12)).toEqual([many, many]);
});

test('somebody is there in set hours, also when nobody is expected', () => {
  expect(needed(0, 0)).toEqual([1, 1]);
  expect(
    compareDay(quarters(0, 0), [], { ...by, atLeastOne: false }).map((quarter) => quarter.needed),
  ).toEqual([0, 0]);
});

test('who is planned is counted by the middle of the quarter-hour, also outside of the hours', () => {
  const shift = { agentId: 'bo', startMs: 5 * minuteMs, endMs: quarterMs + 20 * minuteMs, capacity: 2 };
  const days = compareDay(quarters(4, 4, null, null), [shift], by);
  expect(days.map(({ open, planned }) => [open, planned])).toEqual([
    [true, 1],
    [true, 1],
  ]);
  const late = compareDay(quarters(4, 4, null, null), [{ ...shift, endMs: 3 * quarterMs }], by);
  expect(late.map(({ open, needed: count, planned }) => [open, count, planned])[2]).toEqual([false, 0, 1]);
});

test('the week is the mean of those who come, not of its quarter-hours', () => {
  const day = (...all: [chats: number, withinPercent: number | null][]) => ({
    quarters: all.map(([chats, withinPercent], at) => ({
      ...{ at, clock: '', open: true, chats, needed: 1, planned: 1, withinPercent },
    })),
  });
  expect(weekWithinPercent([day([9, 100], [0, null]), day([1, 0])])).toBe(90);
  expect(weekWithinPercent([day([0, null])])).toBeNull();
});
