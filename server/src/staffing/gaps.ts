import type { Gap } from '@straks/shared/staffing/staffing.protocol.ts';

export interface Compared {
  clock: string;
  /** The clock at which the quarter-hour ends, as "24:00" for the last. */
  endClock: string;
  needed: number;
  planned: number;
}

interface ThatDay {
  date: string;
  weekday: number;
}

/** Nobody plans for a single quarter-hour. */
const fewestQuarters = 2;

/** Stretches of a day in which too few are planned. */
export function gapsOf({ date, weekday }: ThatDay, quarters: readonly Compared[]): Gap[] {
  const told = runsOf(quarters).flatMap(split);
  return told.filter((run) => run.length >= fewestQuarters).map((run) => gapOf({ date, weekday }, run));
}

/** Quarter-hours with too few that follow each other. */
function runsOf(quarters: readonly Compared[]): Compared[][] {
  const runs: Compared[][] = [];
  for (const quarter of quarters) {
    if (shortOf(quarter) <= 0) continue;
    const run = runs.at(-1);
    if (run?.at(-1)?.endClock === quarter.clock) run.push(quarter);
    else runs.push([quarter]);
  }
  return runs;
}

/** A rush is told apart from the hours beside it in which less than half as many are missing. */
function split(run: readonly Compared[]): (readonly Compared[])[] {
  if (isNobody(run)) return [run];
  const most = mostShort(run);
  const isRush = (quarter: Compared | undefined) => quarter !== undefined && 2 * shortOf(quarter) >= most;
  let from = run.findIndex((quarter) => shortOf(quarter) === most);
  let to = from;
  while (isRush(run[from - 1])) from -= 1;
  while (isRush(run[to + 1])) to += 1;
  const [before, after] = [run.slice(0, from), run.slice(to + 1)];
  return [
    ...(before.length > 0 ? split(before) : []),
    run.slice(from, to + 1),
    ...(after.length > 0 ? split(after) : []),
  ];
}

const shortOf = ({ needed, planned }: Compared): number => needed - planned;
const isNobody = (run: readonly Compared[]): boolean => run.every(({ planned }) => planned === 0);
const mostShort = (run: readonly Compared[]): number => Math.max(...run.map(shortOf));

const gapOf = (day: ThatDay, run: readonly Compared[]): Gap => ({
  ...day,
  from: run[0]?.clock ?? '',
  to: run.at(-1)?.endClock ?? '',
  short: mostShort(run),
  varies: run.some((quarter) => shortOf(quarter) < mostShort(run)),
  nobody: isNobody(run),
});
