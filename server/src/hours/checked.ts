import type { Hours, Span } from '@straks/shared/hours/hours.protocol.ts';
import { Temporal } from 'temporal-polyfill';

/** The first thing that is wrong with hours somebody wants to set, by its place; null when all is well. */
export function faultIn(hours: Hours): string | null {
  return faultInZone(hours.zone) ?? faultInSpans(hours.spans) ?? faultInClosedDays(hours.closedDays);
}

function faultInZone(zone: string): string | null {
  const unknown = `hours.zone "${zone}" is not an IANA zone, as "Europe/Oslo"`;
  // An offset, as "+01:00", is taken by Intl too, but knows no summer time.
  if (!/^[A-Za-z]/.test(zone)) return unknown;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return null;
  } catch {
    return unknown;
  }
}

function faultInSpans(spans: Span[]): string | null {
  const backwards = spans.findIndex(({ from, to }) => from >= to);
  if (backwards >= 0) return `hours.spans[${backwards}] ends before it begins`;
  const inOrder = spans
    .map((span, place) => ({ ...span, place }))
    .sort((one, other) => one.day - other.day || (one.from < other.from ? -1 : 1));
  for (const [index, span] of inOrder.entries()) {
    const before = inOrder[index - 1];
    if (before && before.day === span.day && span.from < before.to) {
      return `hours.spans[${span.place}] overlaps hours.spans[${before.place}]`;
    }
  }
  return null;
}

function faultInClosedDays(closedDays: Hours['closedDays']): string | null {
  const wrong = closedDays.findIndex(({ date }) => !exists(date));
  return wrong < 0 ? null : `hours.closedDays[${wrong}] is not a day of the calendar`;
}

function exists(date: string): boolean {
  try {
    Temporal.PlainDate.from(date, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
