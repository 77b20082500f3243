/** Arrivals of the last hour, and of the same hour of the same weekday in weeks past, as far as anything came then. */
export interface Arrivals {
  now: number;
  past: readonly number[];
}

/** From so few weeks nobody knows what is usual. */
const fewestWeeks = 4;
/** So few are no rush anywhere. */
const fewest = 10;
/** Twice as many, and more than chance makes in a thousand hours. */
const factor = 2;
const deviations = 3.1;

/** Whether today is unlike other days: far more people write than usual at this time. */
export function isSurge({ now, past }: Arrivals): boolean {
  if (past.length < fewestWeeks || now < fewest) return false;
  const mean = past.reduce((sum, count) => sum + count, 0) / past.length;
  const spread = past.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (past.length - 1);
  // Arrivals scatter at least as pure chance does, and the mean itself is only known from these weeks.
  const variance = Math.max(mean, spread, 1) * (1 + 1 / past.length);
  return now > factor * mean && now - mean > deviations * Math.sqrt(variance);
}
