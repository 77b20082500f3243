import type { Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { Say } from '../ui/say.ts';
import { clock, duration, span } from '../ui/times.ts';

const minuteMs = 60_000;

export interface WaitWords {
  /** What is likely. */
  likely: string;
  /** What we stand for, or what else there is to say. */
  promise?: string;
}

type Range = Extract<Wait, { kind: 'range' }>;

/** The wait of whoever would ask now. */
export function waitToCome(say: Say, wait: Wait): WaitWords | null {
  const { words } = say;
  if (wait.kind === 'closed') return null;
  if (wait.kind === 'now') return { likely: words.answersNow };
  if (wait.kind === 'unknown') return { likely: words.waitUnknown };
  return wait.kind === 'range' ? range(say, wait, words.waitBelow, words.waitAbout) : unsure(say, wait);
}

/** What is left for whoever stands in line. */
export function waitLeft(say: Say, wait: Wait): WaitWords {
  const { words } = say;
  if (wait.kind === 'now') return { likely: words.yourTurnNow };
  if (wait.kind === 'unknown') return { likely: words.unknownLeft };
  if (wait.kind === 'closed') return { likely: words.closedLeft };
  return wait.kind === 'range' ? range(say, wait, words.belowLeft, words.aboutLeft) : unsure(say, wait);
}

function range(
  { words, language }: Say,
  { likelyMs, withinMs, vague }: Range,
  below: string,
  about: (time: string) => string,
): WaitWords {
  if (vague) return { likely: words.vague(...span(language, likelyMs, withinMs)) };
  if (withinMs <= minuteMs) return { likely: below };
  const promise = words.eightInTen(duration(language, withinMs));
  return { likely: likelyMs < minuteMs ? below : about(duration(language, likelyMs)), promise };
}

/** Why there is no time to tell, and what there is instead. */
function unsure({ words, language }: Say, wait: Extract<Wait, { kind: 'away' | 'closing' }>): WaitWords {
  if (wait.kind === 'closing') {
    const { closesAt, chancePercent } = wait;
    const promise = chancePercent > 0 ? words.chance(chancePercent) : words.chanceSmall;
    return { likely: words.closesSoon(clock(language, closesAt)), promise };
  }
  const { backWithinMs } = wait;
  if (backWithinMs === null) return { likely: words.allAway };
  return { likely: words.allAway, promise: words.backWithin(duration(language, backWithinMs)) };
}
