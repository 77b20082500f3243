import type { NeededQuarter } from '@straks/shared/staffing/staffing.protocol.ts';
import { minuteOf, quarterMinutes } from './steps.ts';

/** Quarter-hours that say the same, as one line of a table. */
export interface Line {
  from: string;
  to: string;
  chats: number;
  needed: number;
  planned: number;
  /** Of those who come in it, how many percent are answered in time; null when nobody does. */
  withinPercent: number | null;
}

export function mergedLines(quarters: readonly NeededQuarter[]): Line[] {
  const lines: { quarters: NeededQuarter[] }[] = [];
  for (const quarter of quarters) {
    const last = lines.at(-1)?.quarters;
    const before = last?.at(-1);
    const same = before?.needed === quarter.needed && before.planned === quarter.planned;
    if (last && before && same && endOf(before.clock) === quarter.clock) last.push(quarter);
    else lines.push({ quarters: [quarter] });
  }
  return lines.map(({ quarters: some }) => lineOf(some));
}

function lineOf(quarters: readonly NeededQuarter[]): Line {
  const [first, last] = [quarters[0] as NeededQuarter, quarters.at(-1) as NeededQuarter];
  const chats = quarters.reduce((sum, quarter) => sum + quarter.chats, 0);
  const within = quarters.reduce((sum, quarter) => sum + quarter.chats * (quarter.withinPercent ?? 0), 0);
  return {
    ...{ from: first.clock, to: endOf(last.clock), needed: first.needed, planned: first.planned },
    chats,
    withinPercent: chats > 0 ? Math.round(within / chats) : null,
  };
}

export function endOf(clock: string): string {
  const minute = minuteOf(clock) + quarterMinutes;
  return [minute / 60, minute % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}
