import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import { Refusal } from '../platform/errors.ts';
import { type Day, dateAt, daysFrom, mondayOf, quartersOf, weekOf } from './calendar.ts';
import type { PastDay } from './learned.ts';

/** A week somebody looks at. */
export interface WeekLooked {
  names: { week: string; previous: string; next: string; current: string };
  days: Day[];
  startMs: number;
  endMs: number;
  zone: string;
  /** The weeks it is told from end before this day; of a week far ahead, before next week. */
  pastBefore: Day;
}

const pastWeeks = 8;

export function weekLooked(zone: string, nowMs: number, week: string | undefined): WeekLooked {
  const today = dateAt(nowMs, zone);
  const thisMonday = today.subtract({ days: today.dayOfWeek - 1 });
  const monday = week === undefined ? thisMonday : mondayOf(week);
  if (!monday) throw new Refusal('bad_request', { detail: 'this year has no such week' });
  const nextMonday = thisMonday.add({ weeks: 1 });
  const latest = monday.toString() < nextMonday.toString() ? monday : nextMonday;
  const days = daysFrom(monday, 7, zone);
  const [first, , , , , , last] = days as [Day, Day, Day, Day, Day, Day, Day];
  return {
    names: {
      week: weekOf(monday),
      previous: weekOf(monday.subtract({ weeks: 1 })),
      next: weekOf(monday.add({ weeks: 1 })),
      current: weekOf(today),
    },
    ...{ days, zone, startMs: first.startMs, endMs: last.endMs },
    pastBefore: daysFrom(latest, 1, zone)[0] as Day,
  };
}

/** The days of the weeks before which are over, as far back as they count. */
export function pastDays({ pastBefore, zone }: WeekLooked, hours: Hours, nowMs: number): PastDay[] {
  const monday = dateAt(pastBefore.startMs, zone).subtract({ weeks: pastWeeks });
  return daysFrom(monday, 7 * pastWeeks, zone)
    .filter(({ endMs }) => endMs <= nowMs)
    .map((day, place) => ({
      day,
      quarters: quartersOf(day, zone),
      closed: closedDay(hours, day.date) !== null,
      weeksAgo: pastWeeks - Math.floor(place / 7),
    }));
}

/** The name of the closed day a date is; null when it is none. */
export const closedDay = (hours: Hours, date: string): string | null =>
  hours.closedDays.find((day) => day.date === date)?.name ?? null;
