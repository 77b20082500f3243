import type { Hours, Span } from '@straks/shared/hours/hours.protocol.ts';
import { Temporal } from 'temporal-polyfill';

export interface Opening {
  open: boolean;
  /** When it opens next; null while it is open, or when no opening is in sight. */
  opensAtMs: number | null;
  /** When it closes next; null while it is closed, or when no closing is in sight. */
  closesAtMs: number | null;
}

interface Stretch {
  fromMs: number;
  untilMs: number;
}

/** Past the last closed day every week is like the next, so one week and a day either side say all. */
const daysThatSayAll = 9;
/** Nobody is told of an opening or a closing more than a year away. */
const horizonDays = 400;

const allDay = { from: '00:00', to: '24:00' };

/** What was found, and between which instants it is the same. */
interface Kept {
  fromMs: number;
  untilMs: number;
  found: Opening;
}

const kept = new WeakMap<Hours, Kept[]>();
/** Now and some minutes ago are asked for by turns. */
const mostKept = 4;
/** Without a change in sight it is looked for again after so long. */
const lookAgainMs = 3_600_000;

/**
 * Whether a site is open at an instant, and when that changes, by the clock on the wall of its zone. Asked for
 * at every word of a visitor, so what was found is kept until it changes.
 */
export function opening(hours: Hours, nowMs: number): Opening {
  const known = kept.get(hours) ?? [];
  const same = known.find(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs);
  if (same) return same.found;
  const found = lookedUp(hours, nowMs);
  const untilMs = found.closesAtMs ?? found.opensAtMs ?? nowMs + lookAgainMs;
  kept.set(hours, [{ fromMs: nowMs, untilMs, found }, ...known].slice(0, mostKept));
  return found;
}

function lookedUp(hours: Hours, nowMs: number): Opening {
  let openUntilMs: number | null = null;
  for (const { fromMs, untilMs } of stretches(hours, nowMs)) {
    if (openUntilMs === null && untilMs <= nowMs) continue;
    if (openUntilMs === null && fromMs > nowMs) return { open: false, opensAtMs: fromMs, closesAtMs: null };
    if (openUntilMs !== null && fromMs > openUntilMs) return openTill(openUntilMs);
    openUntilMs = Math.max(openUntilMs ?? untilMs, untilMs);
  }
  if (openUntilMs === null) return { open: false, opensAtMs: null, closesAtMs: null };
  return openTill(closesWithin(openUntilMs, hours, nowMs) ? openUntilMs : null);
}

/** Since when it has been closed; null while it is open, or when it closed longer ago than yesterday. */
export function closedSince(hours: Hours, nowMs: number): number | null {
  let sinceMs: number | null = null;
  for (const { fromMs, untilMs } of stretches(hours, nowMs)) {
    if (fromMs > nowMs) break;
    if (untilMs > nowMs) return null;
    sinceMs = Math.max(sinceMs ?? 0, untilMs);
  }
  return sinceMs;
}

const openTill = (closesAtMs: number | null): Opening => ({ open: true, opensAtMs: null, closesAtMs });

/** Stretches in the order of time, from yesterday on: at a doubled midnight yesterday comes back. */
function* stretches(hours: Hours, nowMs: number): Generator<Stretch> {
  const yesterday = dateOf(hours, nowMs).subtract({ days: 1 });
  const closed = new Set(hours.closedDays.map(({ date }) => date));
  const days = daysInSight(hours, yesterday);
  for (let day = 0; day <= days; day += 1) {
    const date = yesterday.add({ days: day });
    if (closed.has(date.toString())) continue;
    for (const span of spansOn(hours, date)) {
      const stretch = {
        fromMs: beginMs(date, span.from, hours.zone),
        untilMs: endMs(date, span.to, hours.zone),
      };
      if (stretch.fromMs < stretch.untilMs) yield stretch;
    }
  }
}

/** What lies open to the very end of what was looked at has no closing in sight. */
function closesWithin(untilMs: number, hours: Hours, nowMs: number): boolean {
  const yesterday = dateOf(hours, nowMs).subtract({ days: 1 });
  const last = yesterday.add({ days: daysInSight(hours, yesterday) });
  return untilMs < endMs(last, '24:00', hours.zone);
}

const dateOf = (hours: Hours, atMs: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(hours.zone).toPlainDate();

function daysInSight(hours: Hours, from: Temporal.PlainDate): number {
  const lastClosed = hours.closedDays
    .map(({ date }) => date)
    .sort()
    .at(-1);
  if (!lastClosed || lastClosed <= from.toString()) return daysThatSayAll;
  return Math.min(horizonDays, from.until(lastClosed).days + daysThatSayAll);
}

const spansOn = ({ spans }: Hours, date: Temporal.PlainDate): Pick<Span, 'from' | 'to'>[] =>
  spans.length === 0
    ? [allDay]
    : spans
        .filter(({ day }) => day === date.dayOfWeek)
        .sort((one, other) => (one.from < other.from ? -1 : 1));

/** The first instant at which the wall shows this time, or has gone past it in a missing hour. */
const beginMs = (date: Temporal.PlainDate, clock: string, zone: string) =>
  onTheWall(date, clock, zone, 'earlier');

/** The last such instant: an hour that comes twice is open twice. */
const endMs = (date: Temporal.PlainDate, clock: string, zone: string) =>
  onTheWall(date, clock, zone, 'later');

function onTheWall(
  date: Temporal.PlainDate,
  clock: string,
  zone: string,
  disambiguation: 'earlier' | 'later',
): number {
  const wanted =
    clock === '24:00' ? date.add({ days: 1 }).toPlainDateTime() : date.toPlainDateTime(`${clock}:00`);
  const before = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (before.toPlainDateTime().equals(wanted)) {
    return wanted.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
  }
  const missing = before.getTimeZoneTransition('next') ?? before;
  return missing.epochMilliseconds;
}
