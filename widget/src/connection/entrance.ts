import type { RefusalCode } from '@straks/shared/result.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Kept } from './kept.ts';
import type { VisitorRest } from './visitor-token.ts';

interface EntranceParts {
  kept: Kept;
  rest: VisitorRest;
  language: Language;
  exclusive(name: string, work: () => Promise<void>): Promise<void>;
}

const firstPauseMs = 500;
const longestPauseMs = 5_000;

/**
 * Makes a visitor unless she is one already; `stale` is a token the server knows no more. Tries until
 * there is an answer, and gives the refusal if it is one for good.
 */
export function createEntrance({ kept, rest, language, exclusive }: EntranceParts) {
  const isInside = (stale: string | null) => (kept.get('token') ?? stale) !== stale;

  return async function enter(stale: string | null): Promise<RefusalCode | null> {
    let refusal: RefusalCode | null = null;
    for (let pauseMs = firstPauseMs; !isInside(stale); pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      await exclusive('token', async () => {
        // Another tab may have entered while this one waited for its turn.
        if (isInside(stale)) return;
        const answer = await rest.makeVisitor(language).catch(() => null);
        if (answer?.ok) kept.set('token', answer.token);
        else if (answer && !answer.retry) refusal = answer.code;
        else pauseMs = answer?.retryAfterMs ?? pauseMs;
      });
      if (refusal) return refusal;
      if (!isInside(stale)) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return null;
  };
}
