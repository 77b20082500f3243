import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Say } from '../ui/say.ts';
import { clock, momentOf } from '../ui/times.ts';

/** "Open until 17:00", "Opens Monday 09:00": in her zone and language. */
export function openingOf({ words, language }: Say, site: SiteState, nowMs: number): string {
  if (site.status === 'open') {
    return site.closesAt === null ? words.openNow : words.openUntil(clock(language, site.closesAt));
  }
  if (site.status === 'nobody') return words.nobodyNow;
  if (site.status === 'full') return words.fullNow;
  return site.opensAt === null ? words.closedNow : words.opens(momentOf(language, site.opensAt, nowMs));
}

/** Why she is asked to leave a message instead of chatting. */
export function whyNoChat(
  { words, language }: Say,
  { status, opensAt }: Pick<SiteState, 'status' | 'opensAt'>,
  nowMs: number,
): string {
  if (status === 'full') return words.whyFull;
  // Open by what was told, and refused: the last agent has just gone.
  if (status !== 'closed') return words.whyNobody;
  if (opensAt === null) return words.whyClosedOpenEnd;
  return words.whyClosed(words.opens(momentOf(language, opensAt, nowMs)));
}
