import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultIn } from './checked.ts';
import { opening } from './opening.ts';

const oslo = (spans: [days: number[], from: string, to: string][], closed: string[] = []): Hours => ({
  zone: 'Europe/Oslo',
  spans: spans.flatMap(([days, from, to]) => days.map((day) => ({ day, from, to }))),
  closedDays: closed.map((date) => ({ date, name: '' })),
});
const at = (iso: string) => Date.parse(iso);
const told = (hours: Hours, iso: string) => {
  const { open, opensAtMs, closesAtMs } = opening(hours, at(iso));
  const iso8601 = (ms: number | null) => ms && new Date(ms).toISOString().replace(':00.000', '');
  return { open, opens: iso8601(opensAtMs), closes: iso8601(closesAtMs) };
};
const weekdays = [1, 2, 3, 4, 5];
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const office = oslo([[weekdays, '09:00', '16:00']]);

describe('a shop with office hours', () => {
  test('is open from nine to the minute before four', () => {
    expect(told(office, '2026-03-04T07:59:59.999Z')).toEqual({
      open: false,
      opens: '2026-03-04T08:00Z',
      closes: null,
    });
    expect(told(office, '2026-03-04T08:00Z')).toEqual({
      open: true,
      opens: null,
      closes: '2026-03-04T15:00Z',
    });
    expect(told(office, '2026-03-04T14:59:59.999Z').open).toBe(true);
    expect(told(office, '2026-03-04T15:00Z')).toEqual({
      open: false,
      opens: '2026-03-05T08:00Z',
      closes: null,
    });
  });

  test('opens on Monday after a Friday, an hour earlier by the world when summer time begins between', () => {
    expect(told(office, '2026-03-27T16:00Z').opens).toBe('2026-03-30T07:00Z');
    expect(told(office, '2026-10-23T16:00Z').opens).toBe('2026-10-26T08:00Z');
  });

  test('passes over closed days, and over a whole closed Christmas', () => {
    const days = Array.from({ length: 14 }, (_, day) => `2026-12-${String(day + 18).padStart(2, '0')}`);
    const hours = oslo([[weekdays, '09:00', '16:00']], [...days, '2027-01-01']);
    expect(told(hours, '2026-12-17T15:00Z').opens).toBe('2027-01-04T08:00Z');
    expect(told(hours, '2026-12-24T12:00Z').open).toBe(false);
  });

  test('says nothing of an opening that a year does not hold', () => {
    expect(told({ ...office, spans: [] }, '2026-03-04T08:00Z').open).toBe(true);
    const days = Array.from({ length: 70 }, (_, week) =>
      new Date(at('2026-03-02') + week * 7 * 86_400_000).toISOString().slice(0, 10),
    );
    const mondays = oslo([[[1], '09:00', '16:00']], days);
    expect(told(mondays, '2026-03-04T08:00Z')).toEqual({ open: false, opens: null, closes: null });
  });
});

describe('spans that touch', () => {
  test('are one, over noon and over midnight', () => {
    const hours = oslo([
      [[3], '08:00', '12:00'],
      [[3], '12:00', '24:00'],
      [[4], '00:00', '02:00'],
    ]);
    expect(told(hours, '2026-03-04T08:00Z').closes).toBe('2026-03-05T01:00Z');
  });

  test('are found whatever order they were written in', () => {
    const hours = oslo([
      [[3], '12:00', '16:00'],
      [[3], '08:00', '12:00'],
    ]);
    expect(told(hours, '2026-03-04T07:00Z').closes).toBe('2026-03-04T15:00Z');
  });

  test('all round the week never close', () => {
    const always = oslo([[everyDay, '00:00', '24:00']]);
    for (const iso of ['2026-03-04T08:00Z', '2026-03-28T23:30Z', '2026-10-24T23:30Z', '2026-12-31T23:00Z']) {
      expect(told(always, iso)).toEqual({ open: true, opens: null, closes: null });
    }
  });

  test('all round the week but for one hour close for that hour', () => {
    const hours = oslo([
      [[1, 2, 3, 4, 5, 6], '00:00', '24:00'],
      [[7], '00:00', '10:00'],
      [[7], '11:00', '24:00'],
    ]);
    expect(told(hours, '2026-03-01T10:00Z').closes).toBe('2026-03-08T09:00Z');
    expect(told(hours, '2026-03-08T09:30Z').opens).toBe('2026-03-08T10:00Z');
  });
});

describe('a shop without spans', () => {
  test('is always open, but on its closed days', () => {
    const hours = oslo([], ['2026-12-25', '2026-12-26']);
    expect(told(oslo([]), '2026-03-04T03:00Z')).toEqual({ open: true, opens: null, closes: null });
    expect(told(hours, '2026-03-04T03:00Z').closes).toBe('2026-12-24T23:00Z');
    expect(told(hours, '2026-12-25T12:00Z')).toEqual({
      open: false,
      opens: '2026-12-26T23:00Z',
      closes: null,
    });
    expect(told(hours, '2026-12-27T12:00Z').closes).toBe(null);
  });

  test('looks no further than a year for a closed day', () => {
    expect(told(oslo([], ['2099-12-25']), '2026-03-04T03:00Z').closes).toBe(null);
  });
});

describe('the hour that is missing and the hour that comes twice', () => {
  const night = oslo([[[7], '01:00', '04:00']]);
  test('a night over them is an hour shorter, and an hour longer', () => {
    expect(told(night, '2026-03-29T00:00Z').closes).toBe('2026-03-29T02:00Z');
    expect(told(night, '2026-10-24T23:00Z').closes).toBe('2026-10-25T03:00Z');
  });

  test('what begins in the missing hour begins when the clock jumps', () => {
    const hours = oslo([[[7], '02:30', '05:00']]);
    expect(told(hours, '2026-03-29T00:30Z').opens).toBe('2026-03-29T01:00Z');
  });

  test('what ends in the missing hour ends when the clock jumps', () => {
    const hours = oslo([[[7], '01:00', '02:30']]);
    expect(told(hours, '2026-03-29T00:30Z').closes).toBe('2026-03-29T01:00Z');
  });

  test('what lies in the doubled hour begins the first time and ends the second', () => {
    const hours = oslo([[[7], '02:15', '02:45']]);
    expect(told(hours, '2026-10-24T23:00Z').opens).toBe('2026-10-25T00:15Z');
    expect(told(hours, '2026-10-25T00:15Z').closes).toBe('2026-10-25T01:45Z');
  });

  test('a day that a country left out does not stop the week', () => {
    const apia: Hours = { ...oslo([[everyDay, '00:00', '24:00']]), zone: 'Pacific/Apia' };
    expect(told(apia, '2011-12-30T09:30Z')).toEqual({ open: true, opens: null, closes: null });
  });
});

const zones = [
  'Europe/Oslo',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Cairo',
  'UTC',
];
const clock = fc
  .integer({ min: 0, max: 96 })
  .map(
    (quarter) =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );
const anyHours: fc.Arbitrary<Hours> = fc
  .record({
    zone: fc.constantFrom(...zones),
    spans: fc.array(fc.record({ day: fc.integer({ min: 1, max: 7 }), from: clock, to: clock }), {
      maxLength: 8,
    }),
    closedDays: fc.array(
      fc.integer({ min: 0, max: 400 }).map((day) => ({
        date: new Date(at('2026-01-01') + day * 86_400_000).toISOString().slice(0, 10),
        name: '',
      })),
      { maxLength: 6 },
    ),
  })
  .filter((hours) => faultIn(hours) === null);
const anyMoment = fc
  .integer({ min: at('2026-01-01') / 60_000, max: at('2027-03-01') / 60_000 })
  .map((m) => m * 60_000);

/** The wall's own answer, by Intl, which shares no code with the rule. */
function wallSaysOpen(hours: Hours, atMs: number): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.zone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(atMs);
  const [date = '', time = ''] = parts.split(', ');
  const iso = date.split('/').reverse().join('-');
  if (hours.closedDays.some((closed) => closed.date === iso)) return false;
  if (hours.spans.length === 0) return true;
  const day = new Date(`${iso}T00:00Z`).getUTCDay() || 7;
  return hours.spans.some((span) => span.day === day && span.from <= time && time < span.to);
}

const hourMs = 3_600_000;
const wallClock = (zone: string, atMs: number) =>
  new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(atMs);
/** Whether the wall shows this time a second time within two hours before or after. */
const comesTwice = (zone: string, atMs: number) =>
  [-2, -1, -0.5, 0.5, 1, 2].some((h) => wallClock(zone, atMs + h * hourMs) === wallClock(zone, atMs));

describe('whatever the hours, zone and moment', () => {
  test('open is what the clock on the wall says', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, (hours, nowMs) => {
        const { open } = opening(hours, nowMs);
        if (comesTwice(hours.zone, nowMs)) return !wallSaysOpen(hours, nowMs) || open;
        return open === wallSaysOpen(hours, nowMs);
      }),
      { numRuns: 400 },
    );
  });

  test('nothing changes before the told change, and it does change then', () => {
    fc.assert(
      fc.property(
        anyHours,
        anyMoment,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (hours, nowMs, share) => {
          const now = opening(hours, nowMs);
          const changesMs = now.opensAtMs ?? now.closesAtMs;
          if (changesMs === null) return;
          expect(changesMs).toBeGreaterThan(nowMs);
          expect(opening(hours, Math.floor(nowMs + (changesMs - nowMs) * share))).toEqual(now);
          expect(opening(hours, changesMs).open).toBe(!now.open);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('hours nobody can keep are named', () => {
  const fault = (hours: Partial<Hours>) => faultIn({ ...office, ...hours });
  test.each<[string, Partial<Hours>, string | null]>([
    ['office hours', {}, null],
    [
      'a zone that is not',
      { zone: 'Europe/Trondheim' },
      'hours.zone "Europe/Trondheim" is not an IANA zone, as "Europe/Oslo"',
    ],
    ['an offset for a zone', { zone: '+01:00' }, 'hours.zone "+01:00" is not an IANA zone, as "Europe/Oslo"'],
    [
      'an evening before its morning',
      { spans: [{ day: 1, from: '17:00', to: '09:00' }] },
      'hours.spans[0] ends before it begins',
    ],
    [
      'no time at all',
      { spans: [{ day: 1, from: '09:00', to: '09:00' }] },
      'hours.spans[0] ends before it begins',
    ],
    [
      'two at once',
      {
        spans: [
          { day: 2, from: '12:00', to: '14:00' },
          { day: 2, from: '08:00', to: '12:01' },
        ],
      },
      'hours.spans[0] overlaps hours.spans[1]',
    ],
    [
      'two that touch',
      {
        spans: [
          { day: 2, from: '12:00', to: '24:00' },
          { day: 2, from: '08:00', to: '12:00' },
        ],
      },
      null,
    ],
    [
      'a thirtieth of February',
      { closedDays: [{ date: '2026-02-30', name: '' }] },
      'hours.closedDays[0] is not a day of the calendar',
    ],
  ])('%s', (_, hours, expected) => {
    expect(fault(hours)).toBe(expected);
  });
});

test('what is kept from one question to the next is what a first question is answered', () => {
  const clock = fc.integer({ min: 0, max: 23 });
  const span = fc.record({
    day: fc.integer({ min: 1, max: 7 }),
    from: clock,
    length: fc.integer({ min: 1, max: 23 }),
  });
  const two = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
  const fromMs = at('2026-03-20T00:00Z');
  fc.assert(
    fc.property(
      fc.array(span, { maxLength: 8 }),
      fc.array(fc.integer({ min: 0, max: 20 * 24 * 60 }), { minLength: 2, maxLength: 12 }),
      (spans, minutes) => {
        const hours: Hours = {
          zone: 'Europe/Oslo',
          spans: spans.map(({ day, from, length }) => ({
            day,
            from: two(from),
            to: two(Math.min(24, from + length)),
          })),
          closedDays: [{ date: '2026-03-27', name: '' }],
        };
        for (const minute of minutes) {
          const nowMs = fromMs + minute * 60_000;
          expect(opening(hours, nowMs)).toEqual(opening({ ...hours }, nowMs));
        }
      },
    ),
    { numRuns: 300 },
  );
});
