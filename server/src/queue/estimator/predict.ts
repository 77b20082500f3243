import { calibrated, uncalibrated } from './calibration.ts';
import { gammaCdf, gammaQuantile } from './distribution.ts';
import { type Forecast, forecast, type Outlook } from './forecast.ts';
import { at } from './hazard.ts';
import { total } from './learned.ts';
import type { Turn } from './line-walk.ts';
import { momentsMs, valueAt } from './release-curves.ts';
import type { Range } from './wait-event.ts';
import type { WaitState } from './wait-state.ts';

/** Somebody in line, or somebody who thinks of joining; when the line is sent home, if it is. */
export type Query = ({ conversationId: string } | { departmentId: string }) & { closesMs?: number };

export type Answer =
  | ({ kind: 'range' } & Range)
  /** An agent is free for whoever comes. */
  | { kind: 'now' }
  /** Nobody who could serve her is online, or works for her at all; when the first will be back (eight of ten), if enough was seen to say. */
  | { kind: 'nobody'; backWithinMs: number | null }
  /** She may not be served before closing. */
  | ({ kind: 'closing'; chance: number } & Range)
  /** No such department, or no such place in line. */
  | { kind: 'unknown' };

/** Nothing is told beyond this. */
const longestMs = 12 * 3_600_000;
/** Below this chance to be served in time, closing is the answer. */
const sureOfClosing = 0.8;
/** So many returns make us say when somebody will be back. */
const returnsToSay = 10;

/** A forecast is good for some seconds. */
export const freshMs = 2_000;

/** What she may expect now. */
export function predict(state: WaitState, query: Query, nowMs: number): Answer {
  return read(forecast(state, nowMs), state, query, nowMs);
}

/** The same from a forecast made a moment ago, which serves everybody in line. */
export function read(ahead: Forecast, state: WaitState, query: Query, nowMs: number): Answer {
  const isNew = 'departmentId' in query;
  const departmentId = isNew ? query.departmentId : state.waiting.get(query.conversationId)?.departmentId;
  const outlook = ahead.outlooks.get(departmentId ?? '');
  // Who joined since the forecast stands where somebody stood who thought of joining then.
  const turn =
    (isNew ? null : ahead.turns.get(query.conversationId)) ?? ahead.newcomers.get(departmentId ?? '');
  if (!turn || !outlook) return { kind: 'unknown' };
  if (outlook.slots === 0) return { kind: 'nobody', backWithinMs: firstBack(state, outlook) };
  if (isNew && outlook.free > lineLength(state, query.departmentId)) return { kind: 'now' };
  const lagMs = Math.max(0, nowMs - ahead.atMs);
  const shape = shapeOf(turn, outlook);
  const raw = rangeOf(shape, lagMs);
  const range = calibrated(state.calibration, raw);
  if (query.closesMs === undefined) return { kind: 'range', ...range };
  const leftMs = uncalibrated(state.calibration, Math.max(0, query.closesMs - nowMs), shape.turns);
  const grown = felt(
    shape,
    valueAt(outlook.expected, leftMs + lagMs),
    valueAt(outlook.hazard, leftMs + lagMs),
  );
  const chance = query.closesMs <= nowMs ? 0 : gammaCdf(shape.variance, grown / shape.turns);
  return chance < sureOfClosing ? { kind: 'closing', chance, ...range } : { kind: 'range', ...range };
}

/** Her wait ends when the releases, as she feels them, have grown by a gamma variable of this mean and relative variance. */
interface Shape {
  turns: number;
  variance: number;
  outlook: Outlook;
}

function shapeOf({ afterMs, countVariance }: Turn, outlook: Outlook): Shape {
  const turns = Math.max(1, valueAt(outlook.expected, afterMs));
  const first = 1 / turns;
  const chance = Math.max(0.25, 1 - valueAt(outlook.sureness, afterMs) / turns);
  const counting = (first + (1 - first) * chance) / turns + countVariance / turns ** 2;
  const pace = 0.01 + 1e-8 * afterMs + outlook.paceVariance;
  return { turns, variance: counting + pace, outlook };
}

/** One who needs the first release feels the hazard of all chats; one who needs many, the count of ends. */
const felt = ({ turns }: Shape, expected: number, hazard: number) => expected + (hazard - expected) / turns;

function rangeOf(shape: Shape, lagMs: number): Range {
  const { turns, variance } = shape;
  const quantile = (z: number) => {
    const ms = momentOf(shape, turns * gammaQuantile(variance, z)) - lagMs;
    return Math.min(longestMs, Math.max(0, ms));
  };
  return { q50Ms: quantile(0), q80Ms: quantile(0.8416), q90Ms: quantile(1.2816), turns };
}

/** When the releases reach this value; beyond the last moment at their last pace. */
function momentOf(shape: Shape, value: number): number {
  const { expected, hazard } = shape.outlook;
  const last = momentsMs.length - 1;
  let m = 1;
  let before = felt(shape, at(expected, 0), at(hazard, 0));
  let after = felt(shape, at(expected, 1), at(hazard, 1));
  while (m < last && after < value) {
    m += 1;
    before = after;
    after = felt(shape, at(expected, m), at(hazard, m));
  }
  const slope = (after - before) / (at(momentsMs, m) - at(momentsMs, m - 1));
  return at(momentsMs, m - 1) + (value - before) / Math.max(slope, 1e-9);
}

const lineLength = ({ departments }: WaitState, departmentId: string): number =>
  departments.get(departmentId)?.line.length ?? 0;

function firstBack({ returning }: WaitState, { nobodyBack }: Outlook): number | null {
  if (total(returning.away.events) < returnsToSay) return null;
  const m = nobodyBack.findIndex((chance) => chance <= 0.2);
  return m < 0 ? null : at(momentsMs, m);
}
