/** A rehearsed day. Times are of the day, in milliseconds, however quickly it goes by. */
export interface DayPlan {
  hours: number;
  agents: number;
  capacity: number;
  /** Work of a chat if its agent had no other. */
  workMeanMs: number;
  /** Arrivals over what the agents can do, hour by hour; between hours it goes over steadily. */
  load: readonly number[];
  patienceMeanMs: number;
  breakEveryMs: number;
  breakMeanMs: number;
}

const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** A small centre: six people, three chats each, a calm morning and a lunch that is too much for them. */
export const smallCentre: DayPlan = {
  hours: 9,
  agents: 6,
  capacity: 3,
  workMeanMs: 5.5 * minuteMs,
  load: [0.7, 0.9, 1.1, 1.25, 1.1, 0.95, 1.1, 1.15, 0.9, 0.7],
  patienceMeanMs: 20 * minuteMs,
  breakEveryMs: 90 * minuteMs,
  breakMeanMs: 6 * minuteMs,
};

/** Each further chat of an agent slows the others down. */
const slowDown = 0.2;
export const paceAmong = (chats: number): number => 1 / (1 + slowDown * Math.max(0, chats - 1));

/** Arrivals a millisecond at this time of the day. */
export function arrivalRate({ load, agents, capacity, workMeanMs }: DayPlan, atMs: number): number {
  const hour = Math.min(load.length - 1, Math.max(0, atMs / hourMs));
  const [from = 0, to = from] = [load[Math.floor(hour)], load[Math.ceil(hour)]];
  const share = from + (to - from) * (hour - Math.floor(hour));
  return (share * agents * capacity * paceAmong(capacity)) / workMeanMs;
}

/** When visitors come: a Poisson process whose rate follows the day. */
export function arrivals(plan: DayPlan, chance: () => number): number[] {
  const highest = Math.max(...plan.load.map((_, hour) => arrivalRate(plan, hour * hourMs)));
  const times: number[] = [];
  for (let atMs = 0; ; ) {
    atMs -= Math.log(1 - chance()) / highest;
    if (atMs > plan.hours * hourMs) return times;
    if (chance() < arrivalRate(plan, atMs) / highest) times.push(atMs);
  }
}

/** Log-normal with this mean; `spread` is the standard deviation over the mean. */
export function lognormal(mean: number, spread: number, chance: () => number): number {
  const variance = Math.log(1 + spread ** 2);
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  return mean * Math.exp(normal * Math.sqrt(variance) - variance / 2);
}
