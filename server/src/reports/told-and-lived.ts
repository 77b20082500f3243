import { asKept, type Counts, sum } from './kept.ts';
import { quantiles } from './survival.ts';

/** In so many steps a wait is told as a part of what had been told. */
export const ratioSteps = 20;

export interface Step extends Counts {
  withinMs: number;
  /** Which part of what was told was lived, in steps; -1: nobody knows. */
  step: number;
}

/** Numbers are told on a grid that is fine when short; so many rows are as many as anybody reads. */
const mostRows = 12;

/** By what was told: how often it held, and what half and eight in ten of them really lived. */
export function toldAndLived(steps: readonly Step[]) {
  const byTold = [...Map.groupBy(steps, ({ withinMs }) => withinMs)].toSorted(([a], [b]) => a - b);
  return merged(byTold).map(([withinMs, group]) => {
    const known = group.filter(({ step }) => step >= 0);
    const waits = known.map(({ step, told, withinMs: own }) => ({
      // The middle of its step.
      ms: Math.round(((step + 0.5) / ratioSteps) * own),
      ended: told,
      cutOff: 0,
    }));
    const [livedMedianMs = null, lived80Ms = null] = quantiles(waits, [0.5, 0.8]);
    return { withinMs, ...asKept(sum(group)), livedMedianMs, lived80Ms };
  });
}

type Group = [number, Step[]];

/** The smallest neighbours are taken together until few enough are left. */
function merged(groups: Group[]): Group[] {
  const told = ([, group]: Group) => sum(group).told;
  const all = [...groups];
  while (all.length > mostRows) {
    const sizes = all.slice(1).map((group, place) => told(group) + told(all[place] as Group));
    const place = sizes.indexOf(Math.min(...sizes));
    const [one, other] = [all[place] as Group, all[place + 1] as Group];
    const larger = told(one) >= told(other) ? one : other;
    all.splice(place, 2, [larger[0], [...one[1], ...other[1]]]);
  }
  return all;
}
