import { at } from './hazard.ts';
import { type Curve, momentsMs } from './release-curves.ts';

/** One in line, as the walk sees her. */
export interface InLine {
  orderMs: number;
  /** The chance that she is still there after so long. */
  stays: (afterMs: number) => number;
}

/** Her turn: how far away it is expected, and how uncertain the number of those before her. */
export interface Turn {
  afterMs: number;
  countVariance: number;
}

export interface Walk {
  /** By department, in the order they are served. */
  lines: readonly (readonly InLine[])[];
  teams: readonly { departments: readonly number[]; expected: Curve }[];
  /** By department, those who may still overtake: so much of a head start, so often. */
  comingAhead: readonly (readonly { headStartMs: number; perMs: number }[])[];
  nowMs: number;
}

/** Overtakers may not take everything: this share of the places is left for those in line. */
const leftByOvertakers = 0.12;
const slowestPerMs = 1e-9;

/**
 * Walks through the time to come and pours freed places over the lines: each team into the line whose head comes
 * first. A head needs as much as she is likely to be still there.
 */
export function walk({ lines, teams, comingAhead, nowMs }: Walk): Turn[][] {
  const turns: Turn[][] = lines.map(() => []);
  const need = lines.map((line) => line[0]?.stays(0) ?? 0);
  const flow = new Float64Array(lines.length);
  const kept = new Float64Array(lines.length);
  const variance = new Float64Array(lines.length);
  let left = lines.reduce((sum, { length }) => sum + length, 0);
  let afterMs = 0;
  let m = 1;
  while (left > 0) {
    const isLast = m >= momentsMs.length - 1;
    pour(flow, lines, turns, teams, m);
    let stepMs = isLast ? Number.POSITIVE_INFINITY : at(momentsMs, m) - afterMs;
    let served = -1;
    for (let d = 0; d < lines.length; d += 1) {
      const head = lines[d]?.[turns[d]?.length ?? 0];
      if (!head) {
        kept[d] = at(flow, d);
        continue;
      }
      const perMs = keptFromOvertakers(at(flow, d), comingAhead[d] ?? [], nowMs + afterMs - head.orderMs);
      kept[d] = perMs;
      if (at(need, d) / perMs < stepMs) {
        stepMs = at(need, d) / perMs;
        served = d;
      }
    }
    for (let d = 0; d < lines.length; d += 1) {
      need[d] = at(need, d) - at(kept, d) * stepMs;
      variance[d] = at(variance, d) + Math.max(0, at(flow, d) - at(kept, d)) * stepMs;
    }
    afterMs += stepMs;
    if (served < 0) m += 1;
    else {
      const done = turns[served] as Turn[];
      const line = lines[served] as readonly InLine[];
      done.push({ afterMs, countVariance: at(variance, served) });
      const stays = line[done.length]?.stays(afterMs) ?? 0;
      need[served] = stays;
      variance[served] = at(variance, served) + stays * (1 - stays);
      left -= 1;
    }
  }
  return turns;
}

/** Each team's pace at this moment, given to the line it would serve next. */
function pour(
  flow: Float64Array,
  lines: Walk['lines'],
  turns: readonly Turn[][],
  teams: Walk['teams'],
  m: number,
): void {
  flow.fill(0);
  const spanMs = at(momentsMs, m) - at(momentsMs, m - 1);
  for (const { departments, expected } of teams) {
    let [first, earliestMs] = [-1, Number.POSITIVE_INFINITY];
    for (const d of departments) {
      const orderMs = lines[d]?.[turns[d]?.length ?? 0]?.orderMs ?? Number.POSITIVE_INFINITY;
      if (orderMs < earliestMs) [first, earliestMs] = [d, orderMs];
    }
    if (first >= 0) flow[first] = at(flow, first) + (at(expected, m) - at(expected, m - 1)) / spanMs;
  }
}

function keptFromOvertakers(
  perMs: number,
  comingAhead: Walk['comingAhead'][number],
  behindMs: number,
): number {
  let taken = 0;
  for (const { headStartMs, perMs: often } of comingAhead) if (headStartMs > behindMs) taken += often;
  return Math.max(perMs - taken, leftByOvertakers * perMs, slowestPerMs);
}
