import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** Processor time of a process and all its threads; Linux says it, elsewhere it stays unknown. */
export function busyMsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000;
  } catch {
    return Number.NaN;
  }
}
