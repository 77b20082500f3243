/** Milliseconds since 1970. */
export interface Clock {
  nowMs(): number;
}

/**
 * The wall clock read once, carried on by the monotonic one: a step of the system's clock
 * neither ends a lease nor turns the order of times.
 */
export function createClock(): Clock {
  const startMs = Date.now() - performance.now();
  return { nowMs: () => Math.round(startMs + performance.now()) };
}
