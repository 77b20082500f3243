/**
 * Erlang A for agents who serve several at once: a birth-death chain. Chats come at one pace, those who wait
 * give up at one pace each, and with k chats among the agents they end at `endsPerMs[k - 1]`. With one chat
 * per agent this is M/M/n+M, and M/M/n when nobody ever gives up.
 */
export interface Stream {
  comePerMs: number;
  givesUpPerMs: number;
  /** How fast chats end when there are 1, 2, … of them; as many as the agents can have at once. */
  endsPerMs: readonly number[];
}

export interface Service {
  /** Of all who come, who is answered within the time; whoever gives up before is not. */
  withinShare: number;
  gaveUpShare: number;
  /** How much of the agents' places is taken. */
  busyShare: number;
  /** Mean, of all who come. */
  waitMs: number;
}

const negligible = 1e-12;
const longestLine = 20_000;

export function serviceOf(stream: Stream, withinMs: number): Service {
  const { comePerMs, givesUpPerMs, endsPerMs } = stream;
  const fullPerMs = endsPerMs.at(-1) ?? 0;
  if (comePerMs === 0) return { withinShare: 1, gaveUpShare: 0, busyShare: 0, waitMs: 0 };
  if (fullPerMs === 0 || (givesUpPerMs === 0 && comePerMs >= fullPerMs)) return nobodyServed(givesUpPerMs);
  const logs = weights(stream);
  const heaviest = logs.reduce((most, log) => Math.max(most, log), 0);
  const chances = logs.map((log) => Math.exp(log - heaviest));
  const all = sum(chances);
  const places = endsPerMs.length;
  const inLine = chances.slice(places).map((chance) => chance / all);
  const atOnce = sum(chances.slice(0, places)) / all;
  const meanInLine = sum(inLine.map((chance, ahead) => chance * ahead));
  const taken = sum(chances.map((chance, chats) => chance * Math.min(chats, places))) / all;
  return {
    withinShare: Math.min(1, atOnce + inTime(inLine, { fullPerMs, givesUpPerMs, withinMs })),
    gaveUpShare: Math.min(1, (givesUpPerMs * meanInLine) / comePerMs),
    busyShare: taken / places,
    waitMs: meanInLine / comePerMs,
  };
}

const nobodyServed = (givesUpPerMs: number): Service => ({
  withinShare: 0,
  gaveUpShare: givesUpPerMs > 0 ? 1 : 0,
  busyShare: 1,
  waitMs: givesUpPerMs > 0 ? 1 / givesUpPerMs : Number.POSITIVE_INFINITY,
});

/** The logarithm of how much likelier each number of chats is than none, until a longer line hardly occurs. */
function weights({ comePerMs, givesUpPerMs, endsPerMs }: Stream): number[] {
  const logs = [0];
  let log = 0;
  let most = 0;
  const step = (leavePerMs: number) => {
    log += Math.log(comePerMs / leavePerMs);
    most = Math.max(most, log);
    logs.push(log);
  };
  for (const perMs of endsPerMs) step(perMs);
  const fullPerMs = endsPerMs.at(-1) ?? 0;
  for (let line = 1; line < longestLine; line += 1) {
    const leavePerMs = fullPerMs + line * givesUpPerMs;
    step(leavePerMs);
    if (comePerMs < leavePerMs && log - most < Math.log(negligible)) break;
  }
  return logs;
}

interface Line {
  fullPerMs: number;
  givesUpPerMs: number;
  withinMs: number;
}

/**
 * The share that comes while all places are taken and is answered in time. With `ahead` before her, her turn
 * comes after ahead + 1 steps, each as fast as places become free and those before her give up. With W for
 * that time, exp(-W · givesUp) has a beta distribution of whole second parameter, which sums up exactly.
 */
function inTime(inLine: readonly number[], { fullPerMs, givesUpPerMs, withinMs }: Line): number {
  const reachMs = givesUpPerMs > 0 ? -Math.expm1(-givesUpPerMs * withinMs) / givesUpPerMs : withinMs;
  let logTerm = -(fullPerMs + givesUpPerMs) * withinMs;
  let late = 0;
  let share = 0;
  for (const [ahead, chance] of inLine.entries()) {
    late = Math.min(1, late + Math.exp(logTerm));
    const steps = ahead + 1;
    const staysShare = fullPerMs / (fullPerMs + givesUpPerMs * steps);
    share += chance * staysShare * (1 - late);
    logTerm += Math.log(((fullPerMs + givesUpPerMs * steps) * reachMs) / steps);
  }
  return share;
}

/** How fast chats end among agents with these capacities, spread as evenly as they go. */
export function endsPerMs(capacities: readonly number[], workMs: number, slowDown: number): number[] {
  const has = capacities.map(() => 0);
  const rates: number[] = [];
  let perMs = 0;
  const most = capacities.reduce((a, b) => Math.max(a, b), 0);
  for (let level = 0; level < most; level += 1) {
    for (const [agent, capacity] of capacities.entries()) {
      if (has[agent] !== level || capacity <= level) continue;
      has[agent] = level + 1;
      perMs += (paceOf(level + 1, slowDown) - paceOf(level, slowDown)) / workMs;
      rates.push(perMs);
    }
  }
  return rates;
}

/** How much work an agent with so many chats gets done, in those of somebody with one. */
export const paceOf = (chats: number, slowDown: number): number =>
  chats === 0 ? 0 : chats / (1 + slowDown * (chats - 1));

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
