import { slotMs } from '@straks/shared/callbacks/callback.protocol.ts';
import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { opening } from '../hours/opening.ts';
import { createSlots, slotsFrom } from './slots.ts';

const weekdays = (from: string, to: string, zone = 'Europe/Oslo'): Hours => ({
  zone,
  spans: [1, 2, 3, 4, 5].map((day) => ({ day, from, to })),
  closedDays: [],
});
const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const clock = (zone: string, ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime().toString();

describe('the half hours to choose from', () => {
  const wednesday = at('2026-03-04T14:12[Europe/Oslo]');
  const clocks = (hours: Hours, nowMs: number) =>
    slotsFrom(hours, nowMs).map(({ startsAt }) => clock(hours.zone, startsAt));

  test('begin at the next half hour and end before closing', () => {
    const all = clocks(weekdays('09:00', '15:45'), wednesday);
    expect(all.slice(0, 3)).toEqual(['2026-03-04T14:30:00', '2026-03-04T15:00:00', '2026-03-05T09:00:00']);
    expect(all.at(-1)).toBe('2026-03-11T15:00:00');
  });

  test('leave out days that are closed', () => {
    const hours = { ...weekdays('09:00', '10:00'), closedDays: [{ date: '2026-03-05', name: 'Fest' }] };
    expect(clocks(hours, wednesday).slice(0, 2)).toEqual(['2026-03-06T09:00:00', '2026-03-06T09:30:00']);
  });

  test('are none without hours, and none in hours too short for one', () => {
    expect(slotsFrom({ zone: 'Europe/Oslo', spans: [], closedDays: [] }, wednesday)).toEqual([]);
    expect(slotsFrom(weekdays('09:05', '09:30'), wednesday)).toEqual([]);
  });

  test('stand on the wall of a zone that is three quarters of an hour off', () => {
    const kathmandu = slotsFrom(weekdays('09:00', '10:00', 'Asia/Kathmandu'), wednesday);
    expect(clock('Asia/Kathmandu', kathmandu[0]?.startsAt ?? 0)).toBe('2026-03-05T09:00:00');
  });

  test('are not promised for the next minutes', () => {
    const halfPastTwo = at('2026-03-04T14:30[Europe/Oslo]');
    const offeredAt = (nowMs: number) =>
      slotsFrom(weekdays('09:00', '16:00'), nowMs).some(({ startsAt }) => startsAt === halfPastTwo);
    expect(offeredAt(wednesday)).toBe(true);
    expect(offeredAt(at('2026-03-04T14:25[Europe/Oslo]'))).toBe(false);
  });
});

const minutes = (count: number) =>
  `${String(Math.floor(count / 60)).padStart(2, '0')}:${String(count % 60).padStart(2, '0')}`;

test('whatever the hours and wherever the clocks change: whole within opening, ahead, apart, on a half hour', () => {
  const zones = ['Europe/Oslo', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
  const span = fc
    .tuple(
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 1_379 }),
      fc.integer({ min: 1, max: 900 }),
    )
    .map(([day, from, lasts]) => ({ day, from: minutes(from), to: minutes(Math.min(1_440, from + lasts)) }));
  const hours = fc.record({
    zone: fc.constantFrom(...zones),
    // One span a day, so that none overlap.
    spans: fc.uniqueArray(span, { minLength: 1, maxLength: 7, selector: ({ day }) => day }),
    closedDays: fc.array(fc.constant({ date: '2026-03-30', name: 'Fest' }), { maxLength: 1 }),
  });
  // The weeks in which clocks change, in the north and in the south.
  const changes = ['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04'];
  const now = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -5 * 1_440, max: 2 * 1_440 }))
    .map(([date, minute]) => Date.parse(`${date}T00:00Z`) + minute * 60_000);
  fc.assert(
    fc.property(hours, now, (hours, nowMs) => {
      const slots = slotsFrom(hours, nowMs);
      for (const [index, { startsAt, endsAt }] of slots.entries()) {
        expect(startsAt).toBeGreaterThan(nowMs);
        expect(endsAt - startsAt).toBe(slotMs);
        expect(startsAt).toBeGreaterThanOrEqual(slots[index - 1]?.endsAt ?? 0);
        expect(clock(hours.zone, startsAt)).toMatch(/:(00|30):00$/);
        const { open, closesAtMs } = opening(hours, startsAt);
        expect([startsAt, open, (closesAtMs ?? endsAt) >= endsAt]).toEqual([startsAt, true, true]);
      }
    }),
    { numRuns: 100 },
  );
});

describe('asked for again and again', () => {
  test('they are those of that very moment, whatever was asked before', () => {
    const hours = weekdays('09:00', '15:45');
    const slots = createSlots();
    const fromMs = at('2026-03-04T13:40[Europe/Oslo]');
    for (let ms = fromMs; ms < fromMs + 3_600_000; ms += 7_000)
      expect(slots(hours, ms)).toEqual(slotsFrom(hours, ms));
    // The clock was put back.
    expect(slots(hours, fromMs)).toEqual(slotsFrom(hours, fromMs));
    const closed = { ...hours, spans: [] };
    expect(slots(closed, fromMs)).toEqual([]);
  });

  test('for a minute they are the ones that were reckoned first', () => {
    const hours = weekdays('00:00', '24:00');
    const slots = createSlots();
    const nowMs = at('2026-03-04T13:40[Europe/Oslo]');
    const first = slots(hours, nowMs).at(-1);
    expect(slots(hours, nowMs + 59_999).at(-1)).toBe(first);
    expect(slots(hours, nowMs + 60_000).at(-1)).not.toBe(first);
    expect(slots(weekdays('00:00', '24:00'), nowMs).at(-1)).not.toBe(first);
  });
});
