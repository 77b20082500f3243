const second = 1_000;
const minute = 60 * second;
const steps = [
  ...[30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 20 * minute, 40 * minute],
  ...[60 * minute, 120 * minute, 240 * minute, 480 * minute, 1_440 * minute],
];

/** Both axes alike, so that the diagonal is the promise. Short waits get more room: there most people are. */
export interface Scale {
  maxMs: number;
  /** Where a time lies, from 0 to 1; what is longer lies at the edge. */
  at(ms: number): number;
  ticks: number[];
}

export function scaleTo(longestMs: number): Scale {
  const maxMs = steps.find((step) => step >= longestMs) ?? longestMs;
  const at = (ms: number) => Math.sqrt(Math.min(maxMs, Math.max(0, ms)) / maxMs);
  const ticks = steps.filter((step) => step <= maxMs);
  return { maxMs, at, ticks: spread(ticks, at) };
}

const leastApart = 0.13;

/** From the longest down, those that leave room for their words. */
function spread(ticks: readonly number[], at: (ms: number) => number): number[] {
  const kept: number[] = [];
  for (const tick of ticks.toReversed()) {
    const next = kept[0];
    if (next === undefined || at(next) - at(tick) >= leastApart) kept.unshift(tick);
  }
  return kept.filter((tick) => at(tick) >= leastApart);
}

/** Long enough for all that was told and nearly all that was lived: one who waited all day squeezes nobody. */
export function longest(points: readonly { withinMs: number; livedMs: number }[]): number {
  const told = Math.max(minute, ...points.map(({ withinMs }) => withinMs));
  const lived = points.map(({ livedMs }) => livedMs).toSorted((a, b) => a - b);
  return Math.max(told, lived[Math.floor(lived.length * 0.98)] ?? 0);
}

/** Times are told in steps, so dots would lie on each other: each a little beside, always at the same place. */
export const beside = (place: number): number => (((place * 0.618_034) % 1) - 0.5) * 0.022;
