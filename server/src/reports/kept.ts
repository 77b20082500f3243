import type { Kept, Left } from '@straks/shared/reports/reports.protocol.ts';
import { wilson } from './wilson.ts';

/** How many were told something, and of how many of them it held, did not, or cannot be known. */
export interface Counts {
  told: number;
  kept: number;
  broken: number;
}

export const none: Counts = { told: 0, kept: 0, broken: 0 };

/** With fewer a share is chance. */
const fewest = 20;

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce((a, b) => ({ told: a.told + b.told, kept: a.kept + b.kept, broken: a.broken + b.broken }), none);

export function asKept({ told, kept, broken }: Counts): Kept {
  const known = kept + broken;
  const { low, high } = wilson(kept, known);
  return {
    ...{ told, kept, broken, unknown: told - known },
    percent: known === 0 ? null : tenth((100 * kept) / known),
    ...{ low: tenth(100 * low), high: tenth(100 * high), few: known < fewest },
  };
}

export function asLeft(rows: readonly { came: number; gaveUp: number }[]): Left {
  const came = rows.reduce((all, one) => all + one.came, 0);
  const count = rows.reduce((all, one) => all + one.gaveUp, 0);
  const { low, high } = wilson(count, came);
  return {
    ...{ came, count, percent: came === 0 ? null : tenth((100 * count) / came) },
    ...{ low: tenth(100 * low), high: tenth(100 * high), few: came < fewest },
  };
}

export const tenth = (value: number): number => Math.round(value * 10) / 10;
