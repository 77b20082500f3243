import type { House, Shape } from './house.ts';
import { idleBytesOfRelay, idleBytesOfStraks } from './idle.ts';
import { type Loaded, saturate, steady } from './load.ts';
import { median, rounded } from './quantile.ts';
import { openRelay } from './relay-house.ts';
import { coresFor, nodesIn } from './straks.ts';
import { openStraks } from './straks-house.ts';

export const says = 'durable messages a second, end to end, against a bare Socket.IO relay with ack';

const shape: Shape = { conversations: 100, agents: 20 };
/** Unanswered messages a line may have, over which the best is sought. */
const windows = [1, 4, 16, 64];
const rounds = 3;
const saturatedMs = 3_000;
const steadyPerSecond = 1_000;
const steadyMs = 10_000;
const idleConnections = 3_000;

export async function run(values: { nodes: string }): Promise<Record<string, number>> {
  const nodes = nodesIn(values);
  const cores = coresFor(nodes);
  const people = `${shape.conversations} conversations, ${shape.agents} agents, both sides talk`;
  console.log(`${people}; nodes: ${nodes}; ${cores.says}`);
  const houses = [
    await openRelay(shape, cores.server),
    await openStraks(shape, nodes, cores.server),
  ] as const;
  try {
    const [relay, straks] = await alternate(houses);
    const [relaySteady, straksSteady] = [await steadily(houses[0]), await steadily(houses[1])];
    await closeAll(houses);
    const idleBytes = await idleBytesOfStraks(idleConnections, nodes, cores.server);
    const bareIdleBytes = await idleBytesOfRelay(idleConnections, cores.server);
    console.log(
      `idle: ${rounded(idleBytes / 1024, 1)} kB a visitor, ${rounded(bareIdleBytes / 1024, 1)} kB bare`,
    );
    return {
      nodes,
      ...perSecond(straks, relay),
      ...{ ackP50Ms: rounded(straksSteady.ackP50Ms), ackP99Ms: rounded(straksSteady.ackP99Ms) },
      ...{ relayAckP50Ms: rounded(relaySteady.ackP50Ms), relayAckP99Ms: rounded(relaySteady.ackP99Ms) },
      ...{ idleBytes: rounded(idleBytes, 0), bareIdleBytes: rounded(bareIdleBytes, 0) },
      idleRatio: rounded(idleBytes / bareIdleBytes),
    };
  } finally {
    await closeAll(houses);
  }
}

const perSecond = (straks: Best, relay: Best) => ({
  durablePerSecond: rounded(straks.perSecond, 0),
  relayPerSecond: rounded(relay.perSecond, 0),
  ratio: rounded(straks.perSecond / relay.perSecond),
  durablePerCpuSecond: rounded(straks.perCpuSecond, 0),
  relayPerCpuSecond: rounded(relay.perCpuSecond, 0),
  cpuRatio: rounded(straks.perCpuSecond / relay.perCpuSecond),
});

const closeAll = (houses: readonly House[]) => Promise.all(houses.map((house) => house.close()));

interface Best {
  perSecond: number;
  /** The same for each second the server's process really had: on a machine with other work, the fairer figure. */
  perCpuSecond: number;
}

/** Every window in every round for both, one after the other; each house's best. */
async function alternate(houses: readonly [House, House]): Promise<[Best, Best]> {
  const runs = houses.map(() => windows.map(() => [] as Loaded[]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [w, window] of windows.entries()) {
      for (const [h, house] of houses.entries()) {
        runs[h]?.[w]?.push(await saturate(house, window, saturatedMs));
      }
    }
  }
  return [bestOf(houses[0], runs[0] ?? []), bestOf(houses[1], runs[1] ?? [])];
}

function bestOf({ name, hasOwnCore }: House, runs: Loaded[][]): Best {
  for (const [w, window] of windows.entries())
    console.log(`${name}, ${window} unanswered: ${inWords(runs[w] ?? [])}`);
  const rates = runs.map((loads) => medianOf(loads, 'perSecond'));
  const best = runs[rates.indexOf(Math.max(...rates))] ?? [];
  if (hasOwnCore && medianOf(best, 'serverBusy') < 0.9) {
    const clients =
      medianOf(best, 'clientBusy') > 0.9 ? 'the clients were the bottleneck' : 'other work had its core';
    console.log(
      `${name} could not use its core fully: ${clients}; hold the figures per CPU second against each other.`,
    );
  }
  const perCpuSecond = runs.map((loads) => median(loads.map((load) => load.perSecond / load.serverBusy)));
  return { perSecond: Math.max(...rates), perCpuSecond: Math.max(...perCpuSecond) };
}

const medianOf = (loads: Loaded[], key: keyof Loaded): number => median(loads.map((load) => load[key]));

function inWords(loads: Loaded[]): string {
  const of = (key: keyof Loaded, digits = 0) => rounded(medianOf(loads, key), digits);
  const percent = (key: keyof Loaded) => `${rounded(100 * medianOf(loads, key), 0)} %`;
  const refused = loads.reduce((sum, load) => sum + load.refused, 0);
  return [
    `${of('perSecond')}/s, ack p50 ${of('ackP50Ms', 2)} p99 ${of('ackP99Ms', 2)} ms`,
    `server ${percent('serverBusy')}, clients ${percent('clientBusy')} busy`,
    ...(refused > 0 ? [`${refused} refused`] : []),
  ].join(', ');
}

async function steadily(house: House): Promise<Loaded> {
  const load = await steady(house, steadyPerSecond, steadyMs);
  console.log(
    `${house.name} at ${steadyPerSecond}/s: ack p50 ${rounded(load.ackP50Ms)} p99 ${rounded(load.ackP99Ms)} ms, server ${rounded(100 * load.serverBusy, 0)} % busy`,
  );
  return load;
}
