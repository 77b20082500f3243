import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Say } from '../ui/say.ts';
import { clock, date, daysBetween, weekday } from '../ui/times.ts';

/** "Open until 17:00", "Opens Monday 09:00": in her zone and language. */
export function openingOf({ words, language }: Say, site: SiteState, nowMs: number): string {
  if (site.status === 'open') {
    return site.closesAt === null ? words.openNow : words.openUntil(clock(language, site.closesAt));
  }
  if (site.status === 'nobody') return words.nobodyNow;
  return site.opensAt === null ? words.closedNow : opens({ words, language }, site.opensAt, nowMs);
}

function opens({ words, language }: Say, atMs: number, nowMs: number): string {
  const days = daysBetween(nowMs, atMs);
  const time = clock(language, atMs);
  if (days <= 0) return words.opensToday(time);
  if (days === 1) return words.opensTomorrow(time);
  return words.opensOn(days < 7 ? weekday(language, atMs) : date(language, atMs), time);
}

/** Why she is asked to leave a message instead of chatting. */
export function whyNoChat(say: Say, site: SiteState, nowMs: number): string {
  if (site.status === 'nobody') return say.words.whyNobody;
  if (site.opensAt === null) return say.words.whyClosedOpenEnd;
  return say.words.whyClosed(opens(say, site.opensAt, nowMs));
}
