import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import { gapSentence } from '@straks/shared/staffing/sentences.ts';
import type { NeededDay, StaffingReport, Target } from '@straks/shared/staffing/staffing.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { openQuarters, quartersOf } from './calendar.ts';
import { compareDay, gapsOfDay, weekWithinPercent } from './compared.ts';
import { expectDay } from './expected.ts';
import type { Learned } from './learned.ts';
import type { Planned } from './shifts.ts';
import { closedDay, type WeekLooked } from './weeks.ts';

export interface ReportParts {
  looked: WeekLooked;
  hours: Hours;
  language: Language;
  agents: readonly { id: string; capacity: number; disabled: boolean }[];
  shifts: readonly Planned[];
  target: Target;
  learned: Learned;
}

/** From fewer of either the need is a first idea only. */
const enoughWeeks = 4;
const enoughChats = 100;

/** What a week needs beside what is planned for it. */
export function reportOf(parts: ReportParts): Omit<StaffingReport, 'departmentId' | 'departments'> {
  const { looked, hours, target, learned } = parts;
  const capacity = usualCapacity(parts.agents);
  const days = needOf(parts, capacity);
  const gaps = looked.days.flatMap((day, place) => gapsOfDay(day, days[place]?.quarters ?? []));
  const chats = days.flatMap(({ quarters }) => quarters).reduce((all, quarter) => all + quarter.chats, 0);
  const { weeks, gaveUp, workMs, patienceMs, slowDown, slowDownMeasured } = learned;
  return {
    ...looked.names,
    target,
    basis: {
      ...{ weeks, gaveUp, slowDown, slowDownMeasured, capacity },
      chats: learned.chats,
      workMs: Math.round(workMs),
      patienceMs: Math.round(patienceMs),
      enough: enoughOf(learned),
    },
    chats: Math.round(chats),
    withinPercent: weekWithinPercent(days),
    days: days.map((day) => ({ ...day, closed: closedDay(hours, day.date) })),
    gaps: gaps.map((gap) => ({ ...gap, sentence: gapSentence(gap, parts.language) })),
  };
}

function needOf(
  { looked, hours, agents, shifts, target, learned }: ReportParts,
  capacity: number,
): NeededDay[] {
  const isOpen = openQuarters(hours, looked.startMs, looked.endMs);
  const capacityOf = new Map(
    agents.filter(({ disabled }) => !disabled).map((agent) => [agent.id, agent.capacity]),
  );
  const planned = shifts.flatMap((shift) => {
    const hers = capacityOf.get(shift.agentId);
    return hers === undefined ? [] : [{ ...shift, capacity: hers }];
  });
  const atLeastOne = hours.spans.length > 0 && learned.chats > 0;
  return looked.days.map((day) => ({
    date: day.date,
    weekday: day.weekday,
    closed: null,
    seen: learned.weekdays.get(day.weekday)?.days ?? 0,
    quarters: compareDay(expectDay(learned, day, quartersOf(day, looked.zone), isOpen), planned, {
      target,
      capacity,
      atLeastOne,
    }),
  }));
}

function usualCapacity(agents: ReportParts['agents']): number {
  const capacities = agents.filter(({ capacity, disabled }) => !disabled && capacity > 0);
  const all = capacities.reduce((sum, { capacity }) => sum + capacity, 0);
  return capacities.length === 0 ? 1 : Math.round(all / capacities.length);
}

function enoughOf({ weeks, chats }: Learned): StaffingReport['basis']['enough'] {
  if (chats === 0) return 'none';
  return weeks < enoughWeeks || chats < enoughChats ? 'few' : 'yes';
}
