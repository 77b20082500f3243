import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import { Temporal } from 'temporal-polyfill';
import { opening } from '../hours/opening.ts';

export const quarterMs = 15 * 60_000;

export interface Quarter {
  atMs: number;
  /** What the wall shows, as "09:15". An hour that comes twice has its quarters twice. */
  clock: string;
}

export interface Day {
  /** As "2026-11-24". */
  date: string;
  /** 1 is Monday. */
  weekday: number;
  startMs: number;
  endMs: number;
}

/** A calendar week as ISO 8601 counts it, as "2026-W48", by its Monday; null when there is none. */
export function mondayOf(week: string): Temporal.PlainDate | null {
  const [year = 0, number = 0] = week.split('-W').map(Number);
  // The 4th of January is always in week 1.
  const first = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  const monday = first.subtract({ days: first.dayOfWeek - 1 }).add({ weeks: number - 1 });
  return monday.yearOfWeek === year && monday.weekOfYear === number ? monday : null;
}

export const weekOf = (date: Temporal.PlainDate): string =>
  `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;

export const dateAt = (atMs: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate();

export const dayOn = (date: Temporal.PlainDate, zone: string): Day => ({
  date: date.toString(),
  weekday: date.dayOfWeek,
  startMs: date.toZonedDateTime(zone).epochMilliseconds,
  endMs: date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
});

export const daysFrom = (monday: Temporal.PlainDate, count: number, zone: string): Day[] =>
  Array.from({ length: count }, (_, days) => dayOn(monday.add({ days }), zone));

/** The quarter-hours of a day; 96 on most, 92 and 100 on those where the clock is changed. */
export function quartersOf({ startMs, endMs }: Day, zone: string): Quarter[] {
  const quarters: Quarter[] = [];
  const plain = endMs - startMs === 96 * quarterMs;
  for (let atMs = startMs; atMs < endMs; atMs += quarterMs) {
    quarters.push({ atMs, clock: plain ? clockOf(atMs - startMs) : wallClock(atMs, zone) });
  }
  return quarters;
}

const clockOf = (sinceMs: number): string =>
  [sinceMs / 3_600_000, (sinceMs % 3_600_000) / 60_000]
    .map((number) => String(Math.floor(number)).padStart(2, '0'))
    .join(':');

export const wallClock = (atMs: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });

/** Whether the site is open in a quarter-hour, if only for a part of it. */
export function openQuarters(hours: Hours, fromMs: number, untilMs: number): (atMs: number) => boolean {
  const stretches: [number, number][] = [];
  for (let atMs = fromMs; atMs < untilMs; ) {
    const { open, opensAtMs, closesAtMs } = opening(hours, atMs);
    const endMs = Math.min(untilMs, (open ? closesAtMs : opensAtMs) ?? untilMs);
    if (open) stretches.push([atMs, endMs]);
    atMs = endMs;
  }
  return (atMs) => stretches.some(([from, until]) => from < atMs + quarterMs && atMs < until);
}

/**
 * From a time on the wall to another, as instants. One that ends before it begins ends on the next day.
 * In a missing hour it is the time the clock jumps to; of an hour that comes twice all of it is meant.
 */
export function stretchOn(date: string, from: string, to: string, zone: string) {
  const day = Temporal.PlainDate.from(date);
  const last = to > from ? day : day.add({ days: 1 });
  return {
    startMs: instantOf(day, from, zone, 'earlier'),
    endMs: instantOf(last, to, zone, 'later'),
  };
}

function instantOf(date: Temporal.PlainDate, clock: string, zone: string, which: 'earlier' | 'later') {
  const wall =
    clock === '24:00' ? date.add({ days: 1 }).toPlainDateTime() : date.toPlainDateTime(`${clock}:00`);
  const at = wall.toZonedDateTime(zone, { disambiguation: which });
  return at.toPlainDateTime().equals(wall)
    ? at.epochMilliseconds
    : wall.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
}

/** Where an instant stands on the wall; the end of a day is its 24:00. */
export function onTheWall(atMs: number, zone: string, isEnd: boolean): { date: string; clock: string } {
  const clock = wallClock(atMs, zone);
  const date = dateAt(atMs, zone);
  return isEnd && clock === '00:00'
    ? { date: date.subtract({ days: 1 }).toString(), clock: '24:00' }
    : { date: date.toString(), clock };
}
