import { expect, test } from 'vitest';
import { daysOf } from './slots.ts';

const at = (time: string) => new Date(time).getTime();
const slot = (time: string) => ({ startsAt: at(time), endsAt: at(time) + 30 * 60_000 });
const saturday = at('2026-11-21T15:10:00');

test('ada chooses among the times of a day as she would say it', () => {
  const slots = ['2026-11-21T16:00', '2026-11-21T16:30', '2026-11-22T10:00', '2026-11-23T09:00'].map(slot);
  const days = daysOf('en', slots, saturday);
  expect(days.map(({ name }) => name)).toEqual(['Today', 'Tomorrow', 'Monday 23 November']);
  expect(days[0]?.slots.map(({ name }) => name)).toEqual(['16:00–16:30', '16:30–17:00']);
  expect(daysOf('nb', slots, saturday).map(({ name }) => name)).toEqual([
    'I dag',
    'I morgen',
    'Mandag 23. november',
  ]);
});

test('no times, no days', () => {
  expect(daysOf('sv', [], saturday)).toEqual([]);
});
