import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../platform/errors.ts';

/** Days of the site's calendar, both counted in, and the instants between which they lie. */
export interface Days {
  from: string;
  to: string;
  zone: string;
  fromMs: number;
  untilMs: number;
}

const usualDays = 28;
const mostDays = 400;
const dayMs = 86_400_000;

export function daysOf(asked: { from?: string; to?: string }, zone: string, nowMs: number): Days {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  const to = asked.to === undefined ? today : dateOf(asked.to, 'to');
  const from = asked.from === undefined ? to.subtract({ days: usualDays - 1 }) : dateOf(asked.from, 'from');
  const days = from.until(to, { largestUnit: 'day' }).days + 1;
  if (days < 1 || days > mostDays) throw new Refusal('bad_request', { detail: 'from, to' });
  return {
    ...{ from: from.toString(), to: to.toString(), zone },
    fromMs: from.toZonedDateTime(zone).epochMilliseconds,
    untilMs: to.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
  };
}

function dateOf(text: string, detail: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    throw new Refusal('bad_request', { detail });
  }
}

export interface OnTheWall {
  date: string;
  weekday: number;
  hour: number;
}

/** What the wall of a zone shows at an instant; asked for thousands of times in a row, so days are looked up once. */
export function wallOf(zone: string): (ms: number) => OnTheWall {
  const offsets = new Map<number, number | null>();
  const offsetAt = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
  return (ms) => {
    const day = Math.floor(ms / dayMs);
    let offset = offsets.get(day);
    if (offset === undefined) {
      const [first, last] = [offsetAt(day * dayMs), offsetAt((day + 1) * dayMs - 1)];
      // The clocks change on this day.
      offset = first === last ? first : null;
      offsets.set(day, offset);
    }
    const wall = new Date(ms + (offset ?? offsetAt(ms)));
    return {
      date: wall.toISOString().slice(0, 10),
      weekday: wall.getUTCDay() || 7,
      hour: wall.getUTCHours(),
    };
  };
}

/** The Monday of a day's week. */
export function mondayOf(date: string): string {
  const day = new Date(`${date}T00:00Z`);
  return new Date(day.getTime() - ((day.getUTCDay() || 7) - 1) * dayMs).toISOString().slice(0, 10);
}
