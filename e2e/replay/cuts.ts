/** One cut of a side's connection, at the moment it presses send for one of its turns. */
export interface Cut {
  turn: number;
  /** Before the words go out, right behind them, or a little later. */
  moment: 'before' | 'behind' | { afterMs: number };
}

const longestAfterMs = 25;

/** A share of connections is cut, once or twice; the rest never. */
export function planCuts(turns: number, share: number, random: () => number): Cut[] {
  if (turns === 0 || random() >= share) return [];
  const count = random() < 0.5 ? 1 : 2;
  return Array.from({ length: count }, () => ({
    turn: Math.floor(random() * turns),
    moment: momentOf(random),
  }));
}

function momentOf(random: () => number): Cut['moment'] {
  const draw = random();
  if (draw < 0.3) return 'before';
  if (draw < 0.6) return 'behind';
  return { afterMs: random() * longestAfterMs };
}
