import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { localeOf } from './language.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const longDate: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };

/** "09:00" in the zone of whoever looks. */
export function clock(language: Language, atMs: number): string {
  return format(language, atMs, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

export function date(language: Language, atMs: number, more?: Intl.DateTimeFormatOptions): string {
  return format(language, atMs, { ...more, ...longDate });
}

function format(language: Language, atMs: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(localeOf(language), options).format(atMs);
}

/** "today", "yesterday", "i morgen": a day near this one. */
export function nearDay(language: Language, days: number): string {
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
}

/** A coming moment as people say it: "today 19:00", "i morgen kl. 09:00", "Monday 09:00", "23 March 09:00". */
export function momentOf(language: Language, atMs: number, nowMs: number): string {
  const days = Math.max(0, daysBetween(nowMs, atMs));
  const named: Intl.DateTimeFormatOptions = days < 7 ? { weekday: 'long' } : longDate;
  const day = days < 2 ? nearDay(language, days) : format(language, atMs, named);
  return `${day} ${language === 'en' ? '' : 'kl. '}${clock(language, atMs)}`;
}

/** A length of time as people say an estimate: "4 min", "1 hr 20 min", never less than a minute. */
export function duration(language: Language, ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / minuteMs));
  if (minutes < 60) return unit(language, minutes, 'minute');
  const rest = minutes % 60;
  const hours = unit(language, (minutes - rest) / 60, 'hour');
  return rest === 0 ? hours : `${hours} ${unit(language, rest, 'minute')}`;
}

/** From and to as people say them: "4" and "15 min"; "50 min" and "1 hr 20 min". */
export function span(language: Language, fromMs: number, toMs: number): [string, string] {
  const from = Math.max(1, Math.ceil(fromMs / minuteMs));
  const isInMinutes = toMs <= 59 * minuteMs;
  return [isInMinutes ? String(from) : duration(language, fromMs), duration(language, toMs)];
}

function unit(language: Language, count: number, name: 'minute' | 'hour'): string {
  const written = new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' });
  // Danish writes "min." with a full stop, which would double the one of the sentence.
  return written.format(count).replace(/\.$/, '');
}

/** A running clock: "2:07", "1:02:07". */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (count: number) => String(count).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

/** Midnights between two moments where she is: 0 is the same day, 1 is tomorrow. */
export function daysBetween(fromMs: number, toMs: number): number {
  const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
  return Math.round((midnight(toMs) - midnight(fromMs)) / dayMs);
}
