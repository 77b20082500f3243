import { gapSentence } from '@straks/shared/staffing/sentences.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gapsOf } from './gaps.ts';

const tuesday = { date: '2026-11-24', weekday: 2 };
const clockOf = (quarter: number) =>
  [Math.floor(quarter / 4), (quarter % 4) * 15].map((number) => String(number).padStart(2, '0')).join(':');
/** From nine on, with one planned unless said otherwise. */
const day = (needed: number[], planned = needed.map(() => 1)) =>
  needed.map((count, place) => ({
    ...{ clock: clockOf(36 + place), endClock: clockOf(37 + place) },
    ...{ needed: count, planned: planned[place] ?? 0 },
  }));
const said = (needed: number[], planned?: number[]) =>
  gapsOf(tuesday, day(needed, planned)).map((gap) => gapSentence(gap, 'en'));

test('quarter-hours that follow each other are one sentence', () => {
  expect(said([1, 3, 3, 3, 1, 2, 2])).toEqual([
    'Tuesday 9:15–10: two short',
    'Tuesday 10:15–10:45: one short',
  ]);
  expect(said([1, 1, 1])).toEqual([]);
  expect(said([2, 2], [0, 0])).toEqual(['Tuesday 9–9:30: nobody planned, two needed']);
});

test('a rush is told apart from what is around it, and a single quarter-hour is not told', () => {
  expect(said([2, 2, 5, 6, 6, 2])).toEqual([
    'Tuesday 9–9:30: one short',
    'Tuesday 9:30–10:15: up to five short',
  ]);
  expect(said([1, 2, 1])).toEqual([]);
});

test('a day without anybody is one sentence, however its needs rise and fall', () => {
  expect(said([1, 1, 5, 6, 6, 1, 1], [0, 0, 0, 0, 0, 0, 0])).toEqual([
    'Tuesday 9–10:45: nobody planned, up to six needed',
  ]);
});

test('hours between two openings are no bridge', () => {
  const [morning, evening] = [day([2, 2]), day([2, 2])];
  const later = evening.map((quarter, place) => ({
    ...quarter,
    clock: clockOf(60 + place),
    endClock: clockOf(61 + place),
  }));
  expect(gapsOf(tuesday, [...morning, ...later]).map(({ from, to }) => [from, to])).toEqual([
    ['09:00', '09:30'],
    ['15:00', '15:30'],
  ]);
});

test('whatever is short for half an hour is told once, and with the most that is missing', () => {
  const counts = fc.array(fc.nat(6), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(counts, counts, (needed, planned) => {
      const quarters = day(
        needed,
        needed.map((_, place) => planned[place] ?? 0),
      );
      const gaps = gapsOf(tuesday, quarters);
      for (const { clock, needed: all, planned: has } of quarters) {
        const over = gaps.filter(({ from, to }) => from <= clock && clock < to);
        expect(over.length).toBeLessThanOrEqual(1);
        for (const { short } of over) expect(all - has).toBeLessThanOrEqual(short);
        if (all <= has) expect(over).toEqual([]);
      }
    }),
  );
});
