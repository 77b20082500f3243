import type { Wait } from '@straks/shared/queue/queue.protocol.ts';

export interface Demand {
  /** When chats of this department left the line into an agent's hands, oldest first. */
  departuresMs: readonly number[];
  /** How many are served before her. */
  ahead: number;
  /** Places that agents have free now. */
  free: number;
  /** Places of all agents who can be reached and want chats. */
  slots: number;
  nowMs: number;
}

/** Below this nobody can say. */
const fewestDepartures = 4;
const windowMs = 60 * 60_000;
/** Beyond this nobody can say either: tomorrow is another day. */
const longestMs = 24 * 60 * 60_000;
/** The normal deviation of eight in ten. */
const z80 = 0.8416;

/**
 * The wait as a range, from the pace of the last hour. The n-th departure from now comes after the sum of n gaps;
 * taken as exponential with the mean seen, the sum has mean n·gap and deviation √n·gap (Wilson–Hilferty quantiles).
 */
export function estimateWait({ departuresMs, ahead, free, slots, nowMs }: Demand): Wait {
  if (slots === 0) return { kind: 'closed' };
  if (free > ahead) return { kind: 'now' };
  const recent = departuresMs.filter((ms) => ms > nowMs - windowMs && ms <= nowMs);
  const first = recent[0];
  if (first === undefined || recent.length < fewestDepartures) return { kind: 'unknown' };
  const gapMs = (nowMs - first) / recent.length;
  const departures = ahead - free + 1;
  const likelyMs = Math.round(gapMs * gammaQuantile(departures, 0));
  const withinMs = Math.round(gapMs * gammaQuantile(departures, z80));
  return withinMs > longestMs ? { kind: 'unknown' } : { kind: 'range', likelyMs, withinMs };
}

/** The quantile of a sum of n unit exponentials, at a normal deviation z. */
function gammaQuantile(n: number, z: number): number {
  const spread = 1 / (9 * n);
  return n * (1 - spread + z * Math.sqrt(spread)) ** 3;
}
