const firstPauseMs = 15_000;
const longestPauseMs = 3_600_000;
/** A mail that could not be handed over for a day tells nobody anything any more. */
const givenUpAfterMs = 24 * 3_600_000;

/** How long to wait after the n-th try in vain. Quickly at first: some mails call somebody who waits. */
export const pauseMs = (attempts: number) =>
  Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(20, Math.max(0, attempts - 1)));

export const isTooLate = (createdMs: number, nowMs: number) => nowMs - createdMs > givenUpAfterMs;
