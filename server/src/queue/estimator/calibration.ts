import type { Range } from './wait-event.ts';

/** How far each told quantile is moved (in logarithms), because of how often it was passed before. */
export interface Calibration {
  shifts: [number, number, number][];
  /** When somebody was last told, by the same rows. */
  lastToldMs: number[];
  open: Map<string, ToldRange>;
}

interface ToldRange {
  toldMs: number;
  range: Range;
  weight: number;
}

/** What was told, and what was learned when it was held against her turn. */
export interface Held {
  was: ToldRange;
  moved: number[];
}

export const levels = [0.5, 0.8, 0.9] as const;

/** A line of one, a short line and a long line err differently. */
const rowsByTurns = [2, 8, Number.POSITIVE_INFINITY] as const;
const step = 0.012;
/** Neighbours in a line err alike, so a minute teaches no more than one of them. */
const paceMs = 60_000;
const furthest = 1.5;
/** Who is served within a second did not wait, whatever she was told in between. */
const atOnceMs = 1_000;
/** Very short waits are off by seconds, not by a factor. */
const slackMs = 8_000;

export const newCalibration = (): Calibration => ({
  shifts: rowsByTurns.map(() => [0, 0, 0]),
  lastToldMs: rowsByTurns.map(() => Number.NEGATIVE_INFINITY),
  open: new Map(),
});

const rowOf = (turns: number): number => rowsByTurns.findIndex((below) => turns < below);

/** What the model said, as it is to be told. */
export function calibrated({ shifts }: Calibration, raw: Range): Range {
  const [likely, within, nearly] = shifts[rowOf(raw.turns)] ?? [0, 0, 0];
  const q50Ms = moved(raw.q50Ms, likely);
  const q80Ms = Math.max(q50Ms, moved(raw.q80Ms, within));
  return { q50Ms, q80Ms, q90Ms: Math.max(q80Ms, moved(raw.q90Ms, nearly)), turns: raw.turns };
}

/** The wait before calibration that is told as this one. */
export const uncalibrated = ({ shifts }: Calibration, waitMs: number, turns: number): number =>
  moved(waitMs, -(shifts[rowOf(turns)]?.[0] ?? 0));

const moved = (ms: number, shift: number): number => Math.max(0, (ms + slackMs) * Math.exp(shift) - slackMs);

export function told(calibration: Calibration, conversationId: string, range: Range, toldMs: number): void {
  if (calibration.open.has(conversationId)) return;
  const row = rowOf(range.turns);
  const sinceMs = toldMs - (calibration.lastToldMs[row] ?? toldMs);
  calibration.lastToldMs[row] = toldMs;
  const weight = Math.min(1, Math.max(0, sinceMs / paceMs));
  calibration.open.set(conversationId, { toldMs, range, weight });
}

/** Her turn came: whatever was told too short is told longer from now on, and the other way. */
export function held(calibration: Calibration, conversationId: string, turnMs: number): Held | null {
  const { open, shifts } = calibration;
  const was = open.get(conversationId);
  open.delete(conversationId);
  const shift = was && shifts[rowOf(was.range.turns)];
  if (!was || !shift) return null;
  const waitedMs = turnMs - was.toldMs;
  if (waitedMs < atOnceMs) return { was, moved: [] };
  const before = [...shift];
  for (const [place, boundMs] of [was.range.q50Ms, was.range.q80Ms, was.range.q90Ms].entries()) {
    const passed = waitedMs > boundMs ? 1 : 0;
    shift[place] = bounded((shift[place] ?? 0) + step * was.weight * (passed - (1 - (levels[place] ?? 0))));
  }
  return { was, moved: shift.map((now, place) => now - (before[place] ?? 0)) };
}

/** It was not her turn after all: what was learned is forgotten, and what she was told is held against the true one. */
export function notHeld({ open, shifts }: Calibration, conversationId: string, { was, moved }: Held): void {
  const shift = shifts[rowOf(was.range.turns)];
  for (const [place, by] of moved.entries()) if (shift) shift[place] = bounded((shift[place] ?? 0) - by);
  open.set(conversationId, was);
}

const bounded = (shift: number): number => Math.min(furthest, Math.max(-furthest, shift));
