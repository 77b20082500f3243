import type { Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { Say } from '../ui/say.ts';
import { duration } from '../ui/times.ts';

const minuteMs = 60_000;

export interface WaitWords {
  /** What is likely. */
  likely: string;
  /** What we stand for, when there is more to say. */
  promise?: string;
}

/** The wait of whoever would ask now. */
export function waitToCome({ words, language }: Say, wait: Wait): WaitWords | null {
  switch (wait.kind) {
    case 'now':
      return { likely: words.answersNow };
    case 'unknown':
      return { likely: words.waitUnknown };
    case 'closed':
      return null;
    case 'range': {
      const promise = words.eightInTen(duration(language, wait.withinMs));
      if (wait.likelyMs < minuteMs) return { likely: words.waitBelow, promise };
      return { likely: words.waitAbout(duration(language, wait.likelyMs)), promise };
    }
  }
}

/** What is left for whoever stands in line. */
export function waitLeft({ words, language }: Say, wait: Wait): WaitWords {
  switch (wait.kind) {
    case 'now':
      return { likely: words.yourTurnNow };
    case 'unknown':
    case 'closed':
      return { likely: words.unknownLeft };
    case 'range': {
      const promise = words.eightInTen(duration(language, wait.withinMs));
      if (wait.likelyMs < minuteMs) return { likely: words.belowLeft, promise };
      return { likely: words.aboutLeft(duration(language, wait.likelyMs)), promise };
    }
  }
}
