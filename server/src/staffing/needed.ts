import { endsPerMs, paceOf, type Service, serviceOf } from './erlang.ts';

/** What agents have to do in a quarter-hour, and how they do it. */
export interface Demand {
  comePerMs: number;
  /** The mean chat of an agent who has no other. */
  workMs: number;
  patienceMs: number;
  slowDown: number;
}

export interface Target {
  percent: number;
  withinMs: number;
}

const mostAgents = 999;

/** The fewest agents with whom the target is met. */
export function neededAgents(demand: Demand, capacity: number, target: Target): number {
  if (demand.comePerMs === 0) return 0;
  // Whoever is answered was served: with fewer agents than this even that share could not be.
  const mostPerMs = paceOf(capacity, demand.slowDown) / demand.workMs;
  let agents = Math.max(1, Math.floor(((target.percent / 100) * demand.comePerMs) / mostPerMs));
  while (agents < mostAgents && !isMet(demand, capacity, agents, target)) agents += 1;
  return agents;
}

function isMet(demand: Demand, capacity: number, agents: number, { percent, withinMs }: Target): boolean {
  const capacities = new Array<number>(agents).fill(capacity);
  return serviceWith(demand, capacities, withinMs).withinShare * 100 >= percent;
}

export function serviceWith(demand: Demand, capacities: readonly number[], withinMs: number): Service {
  const { comePerMs, workMs, patienceMs, slowDown } = demand;
  return serviceOf(
    { comePerMs, givesUpPerMs: 1 / patienceMs, endsPerMs: endsPerMs(capacities, workMs, slowDown) },
    withinMs,
  );
}
