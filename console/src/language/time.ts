import { tickNowMs } from '../ui/ticker.ts';
import { words } from './language.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A running clock: seconds while they matter, then minutes, hours, days. */
export function runningClock(waitedMs: number): string {
  const ms = Math.max(0, waitedMs);
  const { time } = words();
  if (ms >= 2 * dayMs) return time.days(Math.floor(ms / dayMs));
  if (ms >= hourMs) {
    const minutes = Math.floor((ms % hourMs) / minuteMs);
    return `${time.hours(Math.floor(ms / hourMs))} ${time.minutes(minutes)}`;
  }
  const seconds = Math.floor((ms % minuteMs) / secondMs);
  return `${Math.floor(ms / minuteMs)}:${String(seconds).padStart(2, '0')}`;
}

/** A length of time in words: minutes, then hours, then days. */
export function duration(ms: number): string {
  const { time } = words();
  const minutes = Math.max(1, Math.floor(ms / minuteMs));
  if (minutes < 60) return time.minutes(minutes);
  if (minutes >= 48 * 60) return time.days(Math.floor(minutes / (24 * 60)));
  const hours = time.hours(Math.floor(minutes / 60));
  return minutes >= 600 || minutes % 60 === 0 ? hours : `${hours} ${time.minutes(minutes % 60)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { locale } = words().time;
  const key = `${locale} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** 24 hours and a colon, in every language. */
export const clock = (atMs: number) =>
  format('clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .formatToParts(atMs)
    .map(({ type, value }) => (type === 'literal' ? ':' : value))
    .join('');

export const fullTime = (atMs: number) =>
  `${format('full', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(atMs)}, ${clock(atMs)}`;

export const shortDate = (atMs: number) =>
  format('short', { weekday: 'short', day: 'numeric', month: 'short' }).format(atMs);

/** A time to come: on another day than today with its day. */
export const soonTime = (atMs: number, nowMs = tickNowMs()) =>
  dayOf(atMs) === dayOf(nowMs) ? clock(atMs) : `${shortDate(atMs)} ${clock(atMs)}`;

/** The day as a separator says it: today, yesterday, else its name and date. */
export function dayName(atMs: number, nowMs: number): string {
  const { today, yesterday } = words().messages;
  const day = dayOf(atMs);
  if (day === dayOf(nowMs)) return today;
  if (day === dayOf(dayBefore(nowMs))) return yesterday;
  const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  const options = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const text = sameYear
    ? format('day', options).format(atMs)
    : format('dayYear', { ...options, year: 'numeric' }).format(atMs);
  return text.charAt(0).toLocaleUpperCase(words().time.locale) + text.slice(1);
}

/** The local calendar day, as something that can be compared. */
export const dayOf = (atMs: number) => new Date(atMs).toDateString();

/** By the calendar: days are not always 24 hours long. */
const dayBefore = (atMs: number) => {
  const date = new Date(atMs);
  return date.setDate(date.getDate() - 1);
};
