import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Told } from './progress.ts';

/** What she may do instead of waiting at the screen. */
export type Way = 'tell' | 'call' | 'message';

const longMs = 10 * 60_000;

/** Whether she is asked if she would rather do something else: a long wait, or one that is not as we told her. */
export function isWorthOffering({ wait, hold }: Place, told: Told | null): boolean {
  if (told?.slip || hold?.passedOn) return true;
  if (wait.kind === 'range') return (wait.vague ? wait.withinMs : wait.likelyMs) > longMs;
  return wait.kind === 'away' || wait.kind === 'closing' || wait.kind === 'closed';
}

/** In the order in which they keep most of what she has. */
export function waysOf({ offers }: Pick<SiteState, 'offers'>, canRing: boolean): Way[] {
  const ways: Way[] = ['message'];
  if (offers.callback) ways.unshift('call');
  if (offers.mail || canRing) ways.unshift('tell');
  return ways;
}
