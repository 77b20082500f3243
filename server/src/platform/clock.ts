/** Milliseconds since 1970. */
export interface Clock {
  nowMs(): number;
}

/** How many times quicker than by the clock on the wall a day goes by; 1 but for rehearsals. */
export type Pace = number;

/**
 * The wall clock read once, carried on by the monotonic one: a step of the system's clock
 * neither ends a lease nor turns the order of times.
 */
export function createClock(pace: Pace = 1): Clock {
  const begunMs = performance.now();
  const startMs = Date.now();
  return { nowMs: () => Math.round(startMs + pace * (performance.now() - begunMs)) };
}
