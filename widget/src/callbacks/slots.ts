import type { Slot } from '@straks/shared/callbacks/callbacks.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { clock, date, daysBetween, nearDay } from '../ui/times.ts';

export interface Day {
  name: string;
  slots: readonly { startsAt: number; name: string }[];
}

/** The times she may choose from, by day as she counts them: "Today", "Tomorrow", "Monday 23 November". */
export function daysOf(language: Language, slots: readonly Slot[], nowMs: number): Day[] {
  const days = new Map<number, Slot[]>();
  for (const slot of slots) {
    const day = daysBetween(nowMs, slot.startsAt);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days].map(([day, ofDay]) => ({
    name: dayName(language, day, ofDay[0]?.startsAt ?? nowMs),
    slots: ofDay.map(({ startsAt, endsAt }) => ({
      startsAt,
      name: `${clock(language, startsAt)}–${clock(language, endsAt)}`,
    })),
  }));
}

function dayName(language: Language, day: number, atMs: number): string {
  const name = day >= 0 && day < 2 ? nearDay(language, day) : date(language, atMs, { weekday: 'long' });
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
