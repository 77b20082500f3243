import type { LineOf } from './line.ts';

/** `endMs` is null for a fault that nobody said was over. */
export type FaultWindow = { kind: string; startMs: number; endMs: number | null };

/** In order of their starts. Faults of one kind follow one another; different kinds may overlap. */
export function faultsOf(lines: LineOf<'fault'>[]): FaultWindow[] {
  const faults: FaultWindow[] = [];
  const running = new Map<string, FaultWindow>();
  for (const line of lines) {
    if (line.phase === 'invoke') {
      const fault = { kind: line.kind, startMs: line.t, endMs: null };
      running.set(line.kind, fault);
      faults.push(fault);
    } else {
      const fault = running.get(line.kind);
      if (fault) fault.endMs = line.t;
      else faults.push({ kind: line.kind, startMs: line.t, endMs: line.t });
      running.delete(line.kind);
    }
  }
  return faults.sort((a, b) => a.startMs - b.startMs);
}

/** The time itself, or, if a fault or its aftermath covers it, the moment that is over. */
export function onceOver(faults: FaultWindow[], t: number, afterMs: number): number {
  return faults.reduce((at, { startMs, endMs }) => {
    const over = (endMs ?? Infinity) + afterMs;
    return startMs <= at && at < over ? over : at;
  }, t);
}
