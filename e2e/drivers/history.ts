import { closeSync, openSync, writeSync } from 'node:fs';
import type { Line } from '../faults/checker/line.ts';

/** What clients saw and did, in the order it happened; the checker reads it. */
export interface History {
  lines: readonly Line[];
  add(line: WithoutTime<Line>): void;
  close(): void;
}

type WithoutTime<L> = L extends Line ? Omit<L, 't'> : never;

/** Kept in memory, and appended to a file line by line where one is named. */
export function createHistory(nowMs: () => number, file?: string): History {
  const lines: Line[] = [];
  const handle = file === undefined ? null : openSync(file, 'a');
  return {
    lines,
    add(line) {
      const timed = { t: nowMs(), ...line } as Line;
      lines.push(timed);
      if (handle !== null) writeSync(handle, `${JSON.stringify(timed)}\n`);
    },
    close() {
      if (handle !== null) closeSync(handle);
    },
  };
}

/** For programs that ask no checker. */
export const noHistory: History = { lines: [], add() {}, close() {} };
