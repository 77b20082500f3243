import type { Clock } from '../clock.ts';

/** Somebody who came between two changes may hold what was never told to all: it is said again so often. */
const repeatMs = 30_000;

/** Remembers what was last told of each thing, so that what is as it was is not told again and again. */
export function createUnchanged(clock: Clock) {
  const told = new Map<string, { saying: string; atMs: number }>();

  return (id: string, saying: string): boolean => {
    const last = told.get(id);
    const nowMs = clock.nowMs();
    if (last?.saying === saying && nowMs - last.atMs < repeatMs) return true;
    told.set(id, { saying, atMs: nowMs });
    return false;
  };
}
