import { words } from '../language/language.ts';

/** Dates here are days of a calendar, of no zone: they are read and told in UTC. */
const noonOf = (date: string) => Date.parse(`${date}T12:00:00Z`);

const say = (date: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(words().time.locale, { ...options, timeZone: 'UTC' }).format(noonOf(date));

const upper = (text: string) => text.charAt(0).toLocaleUpperCase(words().time.locale) + text.slice(1);

/** "Mon", "man." */
export const shortDay = (date: string) => upper(say(date, { weekday: 'short' }).replace('.', ''));
/** "23" */
export const dayOfMonth = (date: string) => String(new Date(noonOf(date)).getUTCDate());
/** "Tuesday 24 November" */
export const longDay = (date: string) => upper(say(date, { weekday: 'long', day: 'numeric', month: 'long' }));

/** "23–29 November 2026" */
export function daysBetween(from: string, to: string): string {
  const format = new Intl.DateTimeFormat(words().time.locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.formatRange(noonOf(from), noonOf(to));
}

/** The number of "2026-W48". */
export const weekNumber = (week: string) => Number(week.slice(-2));
