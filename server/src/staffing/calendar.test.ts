import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { dayOn, mondayOf, onTheWall, openQuarters, quartersOf, stretchOn, weekOf } from './calendar.ts';
import { weekLooked } from './weeks.ts';

const oslo = 'Europe/Oslo';
const hourMs = 3_600_000;
const day = (date: string, zone = oslo) => dayOn(Temporal.PlainDate.from(date), zone);

test('weeks are those of the calendar on the wall, also round the new year', () => {
  expect(mondayOf('2026-W48')?.toString()).toBe('2026-11-23');
  expect(mondayOf('2027-W01')?.toString()).toBe('2027-01-04');
  expect(mondayOf('2026-W53')?.toString()).toBe('2026-12-28');
  expect(mondayOf('2025-W53')).toBeNull();
  expect(weekOf(Temporal.PlainDate.from('2027-01-03'))).toBe('2026-W53');
  const { names } = weekLooked(oslo, Date.parse('2026-12-30T10:00Z'), undefined);
  expect(names).toEqual({ week: '2026-W53', previous: '2026-W52', next: '2027-W01', current: '2026-W53' });
  expect(() => weekLooked(oslo, 0, '2025-W53')).toThrow('bad_request');
});

describe('a day on which the clock is changed', () => {
  test('has its quarter-hours as the wall shows them', () => {
    const clocks = (date: string) => quartersOf(day(date), oslo).map(({ clock }) => clock);
    expect(clocks('2026-03-28')).toHaveLength(96);
    const spring = clocks('2026-03-29');
    expect(spring).toHaveLength(92);
    expect(spring.slice(7, 9)).toEqual(['01:45', '03:00']);
    const autumn = clocks('2026-10-25');
    expect(autumn).toHaveLength(100);
    expect(autumn.filter((clock) => clock === '02:15')).toHaveLength(2);
    expect(autumn.at(-1)).toBe('23:45');
  });

  test('is open as long as the wall says', () => {
    const hours = { zone: oslo, spans: [{ day: 7, from: '01:30', to: '03:30' }], closedDays: [] };
    const open = (date: string) => {
      const { startMs, endMs } = day(date);
      const isOpen = openQuarters(hours, startMs, endMs);
      return quartersOf(day(date), oslo).filter(({ atMs }) => isOpen(atMs)).length;
    };
    expect([open('2026-03-22'), open('2026-03-29'), open('2026-10-25')]).toEqual([8, 4, 12]);
  });

  test('a shift over it lasts as long as whoever works it', () => {
    const lasts = (date: string) => {
      const { startMs, endMs } = stretchOn(date, '22:00', '06:00', oslo);
      return (endMs - startMs) / hourMs;
    };
    expect([lasts('2026-03-21'), lasts('2026-03-28'), lasts('2026-10-24')]).toEqual([8, 7, 9]);
  });
});

test('a closed day is closed for all its quarter-hours, and touching quarters count as open', () => {
  const hours = {
    zone: oslo,
    spans: [{ day: 4, from: '09:10', to: '10:00' }],
    closedDays: [{ date: '2026-12-24', name: 'Julaften' }],
  };
  const open = (date: string) => {
    const { startMs, endMs } = day(date);
    const isOpen = openQuarters(hours, startMs, endMs);
    return quartersOf(day(date), oslo).flatMap(({ atMs, clock }) => (isOpen(atMs) ? [clock] : []));
  };
  expect(open('2026-12-17')).toEqual(['09:00', '09:15', '09:30', '09:45']);
  expect(open('2026-12-24')).toEqual([]);
});

test('a shift is told by the clock it was planned by; the end of a day is its 24:00', () => {
  const { startMs, endMs } = stretchOn('2026-11-24', '16:00', '24:00', oslo);
  expect(onTheWall(startMs, oslo, false)).toEqual({ date: '2026-11-24', clock: '16:00' });
  expect(onTheWall(endMs, oslo, true)).toEqual({ date: '2026-11-24', clock: '24:00' });
});
