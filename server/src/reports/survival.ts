/** So many waits of about this length: they came to their end, or we only know that they were longer. */
export interface Waits {
  ms: number;
  ended: number;
  cutOff: number;
}

/**
 * The waits below which these shares stay (Kaplan and Meier): whoever left counts as having waited at least so long,
 * neither as served then nor as never there. Null when too many left before to know.
 */
export function quantiles(waits: readonly Waits[], shares: readonly number[]): (number | null)[] {
  const inOrder = waits.toSorted((a, b) => a.ms - b.ms);
  let left = inOrder.reduce((all, { ended, cutOff }) => all + ended + cutOff, 0);
  let longer = 1;
  const found = shares.map((): number | null => null);
  for (const { ms, ended, cutOff } of inOrder) {
    if (ended > 0) longer *= 1 - ended / left;
    left -= ended + cutOff;
    for (const [place, share] of shares.entries()) {
      // Sums of many thirds are a little off.
      if (found[place] === null && 1 - longer >= share - 1e-9) found[place] = ms;
    }
  }
  return found;
}
