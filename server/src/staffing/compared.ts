import type { NeededDay, NeededQuarter, Target } from '@straks/shared/staffing/staffing.protocol.ts';
import { type Day, quarterMs } from './calendar.ts';
import type { Expected } from './expected.ts';
import { type Compared, gapsOf } from './gaps.ts';
import { neededAgents, serviceWith } from './needed.ts';

export interface PlannedShift {
  agentId: string;
  startMs: number;
  endMs: number;
  /** Her chats at once. */
  capacity: number;
}

export interface CompareBy {
  target: Target;
  /** Of the agent the need is counted in. */
  capacity: number;
  /** Somebody must be there whenever the site says it is open, also when hardly anybody comes. */
  atLeastOne: boolean;
}

/** A shift counts in a quarter-hour of which it covers the middle. */
export const plannedAt = <Shift extends PlannedShift>(shifts: readonly Shift[], atMs: number): Shift[] => {
  const middleMs = atMs + quarterMs / 2;
  return shifts.filter(({ startMs, endMs }) => startMs <= middleMs && middleMs < endMs);
};

/** What is needed and what is planned, quarter by quarter; those outside opening and plan are left out. */
export function compareDay(
  expected: readonly Expected[],
  shifts: readonly PlannedShift[],
  by: CompareBy,
): NeededQuarter[] {
  const alone = expected.map((quarter) => neededIn(quarter, by));
  return expected.flatMap(({ atMs, clock, open, chats, demand }, place) => {
    const capacities = plannedAt(shifts, atMs).map(({ capacity }) => capacity);
    if (!open && capacities.length === 0) return [];
    const { withinShare } = serviceWith(demand, capacities, by.target.withinMs);
    return {
      ...{ at: atMs, clock, open, chats: Math.round(chats * 100) / 100 },
      needed: open ? withoutDip(alone, place) : 0,
      planned: capacities.length,
      withinPercent: chats > 0 ? Math.round(100 * withinShare) : null,
    };
  });
}

function neededIn({ open, demand }: Expected, { target, capacity, atLeastOne }: CompareBy): number {
  const needed = neededAgents(demand, capacity, target);
  return open && atLeastOne ? Math.max(1, needed) : needed;
}

/** Nobody goes home for a quarter-hour. */
const withoutDip = (needed: readonly number[], place: number): number =>
  Math.max(needed[place] ?? 0, Math.min(needed[place - 1] ?? 0, needed[place + 1] ?? 0));

/** Of all who come in these days, how many percent are answered in time. */
export function weekWithinPercent(days: readonly Pick<NeededDay, 'quarters'>[]): number | null {
  let chats = 0;
  let within = 0;
  for (const quarter of days.flatMap(({ quarters }) => quarters)) {
    chats += quarter.chats;
    within += quarter.chats * (quarter.withinPercent ?? 0);
  }
  return chats > 0 ? Math.round(within / chats) : null;
}

export function gapsOfDay(day: Day, quarters: readonly NeededQuarter[]) {
  const clocks = new Map(quarters.map(({ at, clock }) => [at, clock]));
  return gapsOf(
    day,
    quarters.map(
      ({ at, clock, needed, planned }): Compared => ({
        ...{ clock, needed, planned },
        endClock: at + quarterMs === day.endMs ? '24:00' : (clocks.get(at + quarterMs) ?? next(clock)),
      }),
    ),
  );
}

/** A quarter later on the wall; only the end of a stretch asks for it. */
function next(clock: string): string {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const total = hours * 60 + minutes + 15;
  return [total / 60, total % 60].map((number) => String(Math.floor(number)).padStart(2, '0')).join(':');
}
