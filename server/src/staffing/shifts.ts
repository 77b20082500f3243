import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../platform/errors.ts';
import { onTheWall, stretchOn } from './calendar.ts';
import { closedDay, type WeekLooked } from './weeks.ts';

/** By the clock on the wall. */
export interface ShiftTimes {
  date: string;
  from: string;
  to: string;
}

export interface Planned {
  agentId: string;
  startMs: number;
  endMs: number;
}

const longestMs = 16 * 3_600_000;

export function shiftMs({ date, from, to }: ShiftTimes, zone: string) {
  if (!exists(date)) throw new Refusal('bad_request', { detail: 'date is not a day of the calendar' });
  const times = stretchOn(date, from, to, zone);
  const lastsMs = times.endMs - times.startMs;
  if (from === to || lastsMs <= 0) throw new Refusal('bad_request', { detail: 'the shift has no length' });
  if (lastsMs > longestMs) throw new Refusal('bad_request', { detail: 'a shift has at most 16 hours' });
  return times;
}

function exists(date: string): boolean {
  try {
    Temporal.PlainDate.from(date, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

/** Shifts of one week as they would be in another, at the same times on the wall; none on closed days. */
export function copies(
  shifts: readonly Planned[],
  from: WeekLooked,
  to: WeekLooked,
  hours: Hours,
): Planned[] {
  return shifts.flatMap(({ agentId, startMs, endMs }) => {
    const starts = onTheWall(startMs, from.zone, false);
    const ends = onTheWall(endMs, from.zone, true);
    const place = from.days.findIndex(({ date }) => date === starts.date);
    const day = to.days[place];
    if (!day || closedDay(hours, day.date) !== null) return [];
    const times = stretchOn(day.date, starts.clock, ends.clock, to.zone);
    return times.endMs > times.startMs ? [{ agentId, ...times }] : [];
  });
}
