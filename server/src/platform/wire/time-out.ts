import { Refusal } from '../errors.ts';

interface Waiting {
  dueMs: number;
  reject(error: Refusal): void;
}

/**
 * What takes longer is answered `timed_out`; whatever it does later is not told. One timer serves all that
 * wait, for there may be thousands a second: it goes off when the oldest is due.
 */
export function createTimeLimit(limitMs: number) {
  /** The oldest first. */
  const waiting = new Set<Waiting>();
  let timer: NodeJS.Timeout | null = null;

  // Whoever waits has a connection, and that keeps the program running.
  const after = (ms: number) => setTimeout(rejectOverdue, Math.ceil(ms)).unref();

  function rejectOverdue() {
    timer = null;
    const nowMs = performance.now();
    for (const one of waiting) {
      if (one.dueMs > nowMs) {
        timer = after(one.dueMs - nowMs);
        return;
      }
      waiting.delete(one);
      one.reject(new Refusal('timed_out'));
    }
  }

  return function withinTime<Value>(work: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const one = { dueMs: performance.now() + limitMs, reject };
      waiting.add(one);
      timer ??= after(limitMs);
      work.then(resolve, reject).then(() => waiting.delete(one));
    });
  };
}
