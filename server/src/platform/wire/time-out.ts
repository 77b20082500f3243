import { Refusal } from '../errors.ts';

interface Waiting {
  dueMs: number;
  fail(error: unknown): void;
}

/**
 * What takes longer is answered `timed_out`; whatever it does later is not told. One timer serves all that
 * wait, for there may be thousands a second: it goes off when the oldest is due.
 */
export function createTimeLimit(limitMs: number) {
  /** The oldest first. */
  const waiting = new Set<Waiting>();
  let isPlanned = false;

  // Whoever waits has a connection, and that keeps the program running.
  function look(afterMs: number) {
    isPlanned = true;
    setTimeout(rejectOverdue, Math.ceil(afterMs)).unref();
  }

  function rejectOverdue() {
    isPlanned = false;
    const nowMs = performance.now();
    for (const one of waiting) {
      if (one.dueMs > nowMs) {
        return look(one.dueMs - nowMs);
      }
      waiting.delete(one);
      one.fail(new Refusal('timed_out'));
    }
  }

  /** Exactly one of the two is called. */
  return function withinTime<Value>(
    work: Promise<Value>,
    tell: (value: Value) => void,
    fail: (error: unknown) => void,
  ) {
    const one = { dueMs: performance.now() + limitMs, fail };
    waiting.add(one);
    if (!isPlanned) look(limitMs);
    work.then(
      (value) => waiting.delete(one) && tell(value),
      (error) => waiting.delete(one) && fail(error),
    );
  };
}
