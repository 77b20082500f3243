import type { Hours, Span } from '@straks/shared/hours/hours.protocol.ts';

export type WeekFault = { kind: 'bad_span' | 'overlap'; day: number };
export type DaysFault = { kind: 'bad_date' } | { kind: 'double_date'; date: string };

/** 1 is Monday, as in the protocol and on the wall calendar. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

const firstSpan = { from: '09:00', to: '16:00' };
const midnight = '24:00';

export const spansOf = (spans: readonly Span[], day: number) => spans.filter((span) => span.day === day);

/** A time as people type it, "9", "930", "9.30" or "09:30"; what is no time stays as it was typed. */
export function timeOf(typed: string): string {
  const match = /^(\d{1,2}?)(?:[:.,\s]?(\d{2}))?$/.exec(typed.trim());
  if (!match) return typed;
  const [, hour = '', minute = '00'] = match;
  const isTime = Number(hour) < 24 && Number(minute) < 60;
  const isMidnight = Number(hour) === 24 && minute === '00';
  return isTime || isMidnight ? `${hour.padStart(2, '0')}:${minute}` : typed;
}

/** The end of the day is 24:00 in the protocol, however it was typed. */
export const closingOf = (typed: string) => (timeOf(typed) === '00:00' ? midnight : timeOf(typed));

export function addSpan(spans: readonly Span[], day: number): Span[] {
  const last = spansOf(spans, day).at(-1);
  const next = last ? { from: last.to, to: later(last.to) } : firstSpan;
  return ordered([...spans, { day, ...next }]);
}

export const editSpan = (spans: readonly Span[], old: Span, change: Partial<Span>): Span[] =>
  spans.map((span) => (span === old ? { ...span, ...change } : span));

export const removeSpan = (spans: readonly Span[], gone: Span): Span[] =>
  spans.filter((span) => span !== gone);

/** What holds on Monday holds from Monday to Friday. */
export function mondayForAll(spans: readonly Span[]): Span[] {
  const monday = spansOf(spans, 1);
  const weekend = spans.filter(({ day }) => day > 5);
  return ordered([...[1, 2, 3, 4, 5].flatMap((day) => monday.map((span) => ({ ...span, day }))), ...weekend]);
}

export function faultOfWeek(spans: readonly Span[]): WeekFault | null {
  const wrong = spans.find(({ from, to }) => !isClock(from) || !isClock(to) || from >= to);
  if (wrong) return { kind: 'bad_span', day: wrong.day };
  for (const day of weekdays) {
    const sorted = ordered(spansOf(spans, day));
    const overlaps = sorted.some((span, place) => place > 0 && span.from < (sorted[place - 1]?.to ?? ''));
    if (overlaps) return { kind: 'overlap', day };
  }
  return null;
}

export function faultOfDays(days: Hours['closedDays']): DaysFault | null {
  if (days.some(({ date }) => !/^\d{4}-\d{2}-\d{2}$/.test(date))) return { kind: 'bad_date' };
  const dates = days.map(({ date }) => date);
  const double = dates.find((date, place) => dates.indexOf(date) !== place);
  return double === undefined ? null : { kind: 'double_date', date: double };
}

const isClock = (time: string) => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time);

const ordered = (spans: readonly Span[]) =>
  [...spans].sort((a, b) => a.day - b.day || a.from.localeCompare(b.from));

/** Two hours on, within the day. */
function later(time: string): string {
  const hour = Number.parseInt(time, 10) + 2;
  return hour >= 24 ? midnight : `${String(hour).padStart(2, '0')}${time.slice(2)}`;
}
