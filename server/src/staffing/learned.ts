import { type Day, type Quarter, quarterMs } from './calendar.ts';
import type { Measured } from './measured.ts';
import { slowDownOf, workMsAt } from './slow-down.ts';

export interface PastDay {
  day: Day;
  quarters: readonly Quarter[];
  /** A closed day tells nothing of days like it. */
  closed: boolean;
  /** Weeks before the week that is looked ahead to; 1 is the last one. */
  weeksAgo: number;
}

/** What was learned of a site. */
export interface Learned {
  /** Weeks of which at least a day counts. */
  weeks: number;
  chats: number;
  gaveUp: number;
  /** The mean chat of an agent who has no other. */
  workMs: number;
  patienceMs: number;
  slowDown: number;
  slowDownMeasured: boolean;
  /** What came and what work it was, by weekday and clock. */
  slots: ReadonlyMap<string, Slot>;
  weekdays: ReadonlyMap<number, Weekday>;
}

/** Sums over the past weeks, in which the recent ones weigh more. */
export interface Slot {
  came: number;
  chats: number;
  workMs: number;
}

export interface Weekday {
  days: number;
  weight: number;
}

/** Each week further back weighs so much less: three weeks before last week, half of it. */
const keepPerWeek = 0.8;
/** Before anything is known: so long, and as sure as so many would make us. As in the estimator of the wait. */
const believed = { workMs: 8 * 60_000, chats: 10, patienceMs: 15 * 60_000, gaveUp: 6 };

export const slotKey = (weekday: number, clock: string): string => `${weekday} ${clock}`;

/**
 * Of the whole site, or of one department: then what comes and the work in it are its own. How patient people are, how much
 * chats slow each other down and on which days anybody could come at all is the site's.
 */
export function learn(
  past: readonly PastDay[],
  measured: readonly Measured[],
  ofDepartment: string | null = null,
): Learned {
  const { slowDown, measured: slowDownMeasured } = slowDownOf(
    levelSums(measured.map(({ ends }) => ends)),
    levelSums(measured.map(({ atLevelMs }) => atLevelMs)),
  );
  const quarters = measured.flatMap((one) => one.quarters);
  const counted = daysThatCount(
    past,
    new Set(quarters.filter(({ came }) => came > 0).map(({ atMs }) => atMs)),
  );
  const slots = new Map<string, Slot>();
  const places = placesOf(counted);
  let came = 0;
  for (const quarter of quarters) {
    const place = places.get(quarter.atMs);
    if (!place || (ofDepartment !== null && quarter.departmentId !== ofDepartment)) continue;
    came += quarter.came;
    const slot = slots.get(place.key) ?? { came: 0, chats: 0, workMs: 0 };
    slots.set(place.key, {
      came: slot.came + place.weight * quarter.came,
      chats: slot.chats + place.weight * quarter.chats,
      workMs: slot.workMs + place.weight * workMsAt(quarter.atLevelMs, slowDown),
    });
  }
  return {
    ...{ slowDown, slowDownMeasured, slots, chats: came },
    weeks: new Set(counted.map(({ weeksAgo }) => weeksAgo)).size,
    weekdays: weekdaysOf(counted),
    workMs: meanWorkMs([...slots.values()]),
    ...patience(measured),
  };
}

/** A day on which nobody came all day was none on which anybody could. */
const daysThatCount = (past: readonly PastDay[], busy: ReadonlySet<number>): PastDay[] =>
  past.filter(({ closed, quarters }) => !closed && quarters.some(({ atMs }) => busy.has(atMs)));

const weightOf = ({ weeksAgo }: PastDay): number => keepPerWeek ** (weeksAgo - 1);

function placesOf(days: readonly PastDay[]): Map<number, { key: string; weight: number }> {
  const places = new Map<number, { key: string; weight: number }>();
  for (const day of days) {
    for (const { atMs, clock } of day.quarters) {
      places.set(atMs, { key: slotKey(day.day.weekday, clock), weight: weightOf(day) });
    }
  }
  return places;
}

function weekdaysOf(days: readonly PastDay[]): Map<number, Weekday> {
  const weekdays = new Map<number, Weekday>();
  for (const day of days) {
    const { days: count, weight } = weekdays.get(day.day.weekday) ?? { days: 0, weight: 0 };
    weekdays.set(day.day.weekday, { days: count + 1, weight: weight + weightOf(day) });
  }
  return weekdays;
}

function meanWorkMs(slots: readonly Slot[]): number {
  const workMs = slots.reduce((all, slot) => all + slot.workMs, believed.chats * believed.workMs);
  return workMs / slots.reduce((all, slot) => all + slot.chats, believed.chats);
}

/** Whoever was served or sent away waited too: all waits count, and as ends of patience only those who left. */
function patience(measured: readonly Measured[]): { gaveUp: number; patienceMs: number } {
  const gaveUp = measured.reduce((all, one) => all + one.gaveUp, 0);
  const waitedMs = measured.reduce((all, one) => all + one.waitedMs, 0);
  const patienceMs = (waitedMs + believed.gaveUp * believed.patienceMs) / (gaveUp + believed.gaveUp);
  return { gaveUp, patienceMs };
}

function levelSums(lists: readonly (readonly number[])[]): number[] {
  const sums: number[] = [];
  for (const list of lists) {
    for (const [level, amount] of list.entries()) sums[level] = (sums[level] ?? 0) + amount;
  }
  return sums;
}

export const perMs = (perQuarter: number): number => perQuarter / quarterMs;
