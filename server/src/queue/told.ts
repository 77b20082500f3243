import type { Range } from './estimator/wait-event.ts';

/** What she reads: about so long, and the promise that it is within so long. Both are steps of the grid. */
export interface Told {
  aboutMs: number;
  withinMs: number;
  /** The number went up with this update; she is told so, once. */
  rose: boolean;
  /** Until when she was promised to be served, and whether that has just passed: the time for an apology. */
  promisedMs: number;
  late: boolean;
  /** Too little is known for one number; the two are the ends of a range. */
  vague: boolean;
  rising: { aboutSinceMs: number | null; withinSinceMs: number | null };
}

const stepsMs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 90].map(
  (minutes) => minutes * 60_000,
);
const wholeStepsMs = stepsMs.slice(1);
const longestMs = 90 * 60_000;
const firstMs = 60_000;

/** Below this it is less than a minute. */
const soonMs = 45_000;
/** The grid alone shall not inflate the promise. */
const forgivenMs = 20_000;
/** A number falls when it clearly lies lower, and rises only when it is far too low and stays so. */
const clearly = { factor: 1.02, ms: 4_000 };
const far = { factor: 0.35, ms: 50_000 };
const confirmedAfterMs = 10_000;

type Bounds = Pick<Range, 'q50Ms' | 'q80Ms'>;

export const isVague = ({ q50Ms, q80Ms }: Bounds): boolean => q80Ms > 3 * q50Ms && q80Ms - q50Ms > 5 * 60_000;

/** What to tell now, after what was told before (null for the first time). */
export function tell(before: Told | null, bounds: Bounds, nowMs: number): Told {
  if (!before || nowMs > before.promisedMs) return promise(before, bounds, nowMs);
  const { q50Ms, q80Ms } = bounds;
  const about = move(before.aboutMs, q50Ms, before.rising.aboutSinceMs, nearestStep, nowMs);
  const within = move(before.withinMs, q80Ms, before.rising.withinSinceMs, stepFrom, nowMs);
  const withinMs = Math.max(within.ms, stepAfter(about.ms));
  const rose = isMore({ aboutMs: about.ms, withinMs }, before);
  const told = {
    ...{ aboutMs: about.ms, withinMs, rose, late: false, vague: isVague(bounds) },
    promisedMs: rose ? nowMs + withinMs : before.promisedMs,
    rising: { aboutSinceMs: about.risingSinceMs, withinSinceMs: within.risingSinceMs },
  };
  return isSame(told, before) ? before : told;
}

/** Thousands are told the same again and again: what did not change is not kept twice. */
const isSame = (a: Told, b: Told) =>
  a.aboutMs === b.aboutMs &&
  a.withinMs === b.withinMs &&
  a.rose === b.rose &&
  a.late === b.late &&
  a.vague === b.vague &&
  a.promisedMs === b.promisedMs &&
  a.rising.aboutSinceMs === b.rising.aboutSinceMs &&
  a.rising.withinSinceMs === b.rising.withinSinceMs;

/** The first, or a new one for one that was not kept: what is known now, whatever number she held on to. */
function promise(broken: Told | null, bounds: Bounds, nowMs: number): Told {
  const aboutMs = nearestStep(bounds.q50Ms);
  const withinMs = Math.max(stepFrom(bounds.q80Ms), stepAfter(aboutMs));
  return {
    ...{ aboutMs, withinMs, vague: isVague(bounds) },
    ...{ rose: broken !== null && isMore({ aboutMs, withinMs }, broken), late: broken !== null },
    promisedMs: nowMs + withinMs,
    rising: { aboutSinceMs: null, withinSinceMs: null },
  };
}

type Numbers = Pick<Told, 'aboutMs' | 'withinMs'>;
const isMore = (now: Numbers, before: Numbers) =>
  now.aboutMs > before.aboutMs || now.withinMs > before.withinMs;

interface Moved {
  ms: number;
  risingSinceMs: number | null;
}

function move(
  shownMs: number,
  estimateMs: number,
  risingSinceMs: number | null,
  step: (ms: number) => number,
  nowMs: number,
): Moved {
  const nextMs = step(estimateMs);
  if (nextMs < shownMs) {
    const surelyMs = step(estimateMs * clearly.factor + clearly.ms);
    return { ms: Math.min(shownMs, surelyMs), risingSinceMs: null };
  }
  const isFar = nextMs > shownMs && estimateMs - shownMs > Math.max(far.ms, far.factor * shownMs);
  if (!isFar) return { ms: shownMs, risingSinceMs: null };
  if (risingSinceMs === null) return { ms: shownMs, risingSinceMs: nowMs };
  if (nowMs - risingSinceMs < confirmedAfterMs) return { ms: shownMs, risingSinceMs };
  return { ms: nextMs, risingSinceMs: null };
}

function nearestStep(ms: number): number {
  if (ms < soonMs) return 0;
  const distance = (step: number) => Math.abs(step - ms);
  return wholeStepsMs.reduce((best, step) => (distance(step) < distance(best) ? step : best), firstMs);
}

export const stepFrom = (ms: number): number =>
  stepsMs.find((step) => step >= Math.max(firstMs, ms - forgivenMs)) ?? longestMs;

const stepAfter = (ms: number): number => stepsMs.find((step) => step > ms) ?? longestMs;
