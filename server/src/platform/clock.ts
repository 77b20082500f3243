/** Milliseconds since 1970. */
export interface Clock {
  nowMs(): number;
}

/** How many times quicker than by the clock on the wall a day goes by; 1 but for rehearsals. */
export type Pace = number;

/** A clock that can be kept with another one, as those of several machines with the database's. */
export interface KeptClock extends Clock {
  /** The first time it is set; from then on it is corrected by so little that no lease ends by it. */
  follow(readMs: () => Promise<number>): Promise<void>;
}

/** Much more than clocks drift apart from one look to the next, much less than anybody notices. */
const mostCorrectionMs = 20;

/**
 * The wall clock read once, carried on by the monotonic one: a step of the system's clock
 * neither ends a lease nor turns the order of times.
 */
export function createClock(pace: Pace = 1): KeptClock {
  const begunMs = performance.now();
  let startMs = Date.now();
  let lastMs = 0;
  let isSet = false;

  const exactMs = () => startMs + pace * (performance.now() - begunMs);

  function nowMs() {
    lastMs = Math.max(lastMs, Math.round(exactMs()));
    return lastMs;
  }

  async function follow(readMs: () => Promise<number>) {
    const askedMs = exactMs();
    const theirsMs = await readMs();
    const behindMs = theirsMs - (askedMs + exactMs()) / 2;
    if (isSet) startMs += Math.max(-mostCorrectionMs, Math.min(mostCorrectionMs, behindMs));
    else {
      startMs += behindMs;
      lastMs = 0;
    }
    isSet = true;
  }

  return { nowMs, follow };
}
