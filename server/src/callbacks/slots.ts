import { slotMs } from '@straks/shared/callbacks/callback.protocol.ts';
import type { Slot } from '@straks/shared/callbacks/callbacks.protocol.ts';
import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import { Temporal } from 'temporal-polyfill';
import { opening } from '../hours/opening.ts';

/** Nobody is promised a call in the next minute. */
const soonestMs = 10 * 60_000;
const daysAhead = 7;

/**
 * The half hours in which somebody may be called: whole within opening hours, beginning at a full or a half hour on
 * the wall of the site's zone. Without hours nobody knows when somebody is at the telephone: there are none.
 */
export function slotsFrom(hours: Hours, nowMs: number): Slot[] {
  if (hours.spans.length === 0) return [];
  const untilMs = endOfDay(hours.zone, nowMs, daysAhead);
  const slots: Slot[] = [];
  for (let atMs = nowMs + soonestMs; atMs < untilMs; ) {
    const { open, opensAtMs, closesAtMs } = opening(hours, atMs);
    if (!open) {
      if (opensAtMs === null) break;
      atMs = opensAtMs;
      continue;
    }
    const endMs = Math.min(closesAtMs ?? untilMs, untilMs);
    let startsAt = nextHalfHour(hours.zone, atMs);
    for (; startsAt + slotMs <= endMs; startsAt += slotMs)
      slots.push({ startsAt, endsAt: startsAt + slotMs });
    atMs = endMs;
  }
  return slots;
}

const keptMs = 60_000;

/** The same, reckoned once a minute: a week of half hours is much work for whoever may ask again and again. */
export function createSlots() {
  const kept = new WeakMap<Hours, { atMs: number; slots: Slot[] }>();
  return (hours: Hours, nowMs: number): Slot[] => {
    const known = kept.get(hours);
    const isFresh = known && nowMs >= known.atMs && nowMs < known.atMs + keptMs;
    const { atMs, slots } = isFresh ? known : { atMs: nowMs, slots: slotsFrom(hours, nowMs) };
    kept.set(hours, { atMs, slots });
    return slots.filter(({ startsAt }) => startsAt >= nowMs + soonestMs);
  };
}

const inZone = (zone: string, ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);

/** Zones are whole quarter hours apart, so a half hour on their walls is not one everywhere. */
function nextHalfHour(zone: string, ms: number): number {
  const { minute, second, millisecond } = inZone(zone, ms);
  const intoMs = (minute % 30) * 60_000 + second * 1_000 + millisecond;
  return intoMs === 0 ? ms : ms - intoMs + slotMs;
}

const endOfDay = (zone: string, ms: number, days: number) =>
  inZone(zone, ms)
    .startOfDay()
    .add({ days: days + 1 }).epochMilliseconds;
