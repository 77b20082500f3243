/** Among n chats each goes on at 1 / (1 + 0.2 (n − 1)) of its pace: docs/decisions/wait-model.md. */
export const believedSlowDown = 0.2;
const mostSlowDown = 0.6;
/** So many must have ended alone, and so many beside others, before they are asked. */
const enoughEnds = 150;

export interface SlowDown {
  slowDown: number;
  measured: boolean;
}

/**
 * How much each further chat slows the others down, as it makes most likely how many ended beside how many.
 * Ends are taken to come at a pace that depends only on the number: good enough, as all ages are on all levels.
 */
export function slowDownOf(ends: readonly number[], atLevelMs: readonly number[]): SlowDown {
  const [alone = 0, ...beside] = ends;
  const besides = beside.reduce((sum, count) => sum + count, 0);
  if (alone < enoughEnds || besides < enoughEnds) return { slowDown: believedSlowDown, measured: false };
  let best = { slowDown: believedSlowDown, likely: Number.NEGATIVE_INFINITY };
  for (let slowDown = 0; slowDown <= mostSlowDown + 1e-9; slowDown += 0.01) {
    const likely = likelihood(ends, atLevelMs, slowDown);
    if (likely > best.likely) best = { slowDown, likely };
  }
  return { slowDown: Math.round(best.slowDown * 100) / 100, measured: true };
}

function likelihood(ends: readonly number[], atLevelMs: readonly number[], slowDown: number): number {
  const all = ends.reduce((sum, count) => sum + count, 0);
  let logs = 0;
  for (const [level, count] of ends.entries()) logs -= count * Math.log(1 + slowDown * level);
  return logs - all * Math.log(workMsAt(atLevelMs, slowDown));
}

/** The same time as work: how long it would have taken somebody who had nothing else. */
export const workMsAt = (atLevelMs: readonly number[], slowDown: number): number =>
  atLevelMs.reduce((sum, ms, level) => sum + ms / (1 + slowDown * level), 0);
