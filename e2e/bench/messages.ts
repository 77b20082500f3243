import type { House, Shape } from './house.ts';
import { idleBytesOfRelay, idleBytesOfStraks } from './idle.ts';
import { type Loaded, saturate, steady } from './load.ts';
import { takeCores } from './pin.ts';
import { median, rounded } from './quantile.ts';
import { openRelay } from './relay-house.ts';
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

export async function run(): Promise<Record<string, number>> {
  const cores = takeCores();
  console.log(`${shape.conversations} conversations, ${shape.agents} agents, both sides talk; ${cores.says}`);
  const houses = [await openRelay(shape, cores.server), await openStraks(shape, cores.server)] as const;
  try {
    const [relay, straks] = await alternate(houses);
    const [relaySteady, straksSteady] = [await steadily(houses[0]), await steadily(houses[1])];
    await closeAll(houses);
    const idleBytes = await idleBytesOfStraks(idleConnections, cores.server);
    const bareIdleBytes = await idleBytesOfRelay(idleConnections, cores.server);
    console.log(
      `idle: ${rounded(idleBytes / 1024, 1)} kB a visitor, ${rounded(bareIdleBytes / 1024, 1)} kB bare`,
    );
    return {
      ...{
        durablePerSecond: rounded(straks, 0),
        relayPerSecond: rounded(relay, 0),
        ratio: rounded(straks / relay),
      },
      ...{ ackP50Ms: rounded(straksSteady.ackP50Ms), ackP99Ms: rounded(straksSteady.ackP99Ms) },
      ...{ relayAckP50Ms: rounded(relaySteady.ackP50Ms), relayAckP99Ms: rounded(relaySteady.ackP99Ms) },
      ...{ idleBytes: rounded(idleBytes, 0), bareIdleBytes: rounded(bareIdleBytes, 0) },
      idleRatio: rounded(idleBytes / bareIdleBytes),
    };
  } finally {
    await closeAll(houses);
  }
}

const closeAll = (houses: readonly House[]) => Promise.all(houses.map((house) => house.close()));

/** Every window in every round for both, one after the other; each house's best median. */
async function alternate(houses: readonly [House, House]): Promise<[number, number]> {
  const runs = houses.map(() => windows.map(() => [] as Loaded[]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [w, window] of windows.entries()) {
      for (const [h, house] of houses.entries())
        runs[h]?.[w]?.push(await saturate(house, window, saturatedMs));
    }
  }
  const [relay = 0, straks = 0] = houses.map((house, h) => bestOf(house, runs[h] ?? []));
  return [relay, straks];
}

function bestOf({ name }: House, runs: Loaded[][]): number {
  const medians = runs.map((loads) => median(loads.map(({ perSecond }) => perSecond)));
  for (const [w, window] of windows.entries()) {
    const loads = runs[w] ?? [];
    const of = (key: keyof Loaded) => median(loads.map((load) => load[key]));
    const busy = `server ${rounded(100 * of('serverBusy'), 0)} %, clients ${rounded(100 * of('clientBusy'), 0)} %`;
    const refused = loads.reduce((sum, load) => sum + load.refused, 0);
    console.log(
      `${name}, ${window} unanswered: ${rounded(of('perSecond'), 0)}/s, ack p50 ${rounded(of('ackP50Ms'))} p99 ${rounded(of('ackP99Ms'))} ms, ${busy} busy${refused > 0 ? `, ${refused} refused` : ''}`,
    );
  }
  const best = medians.indexOf(Math.max(...medians));
  if (isClientBound(runs[best] ?? []))
    console.log(`${name}: the clients were busier than the server; it can do more.`);
  return medians[best] ?? 0;
}

const isClientBound = (loads: Loaded[]): boolean =>
  median(loads.map(({ clientBusy }) => clientBusy)) > 0.95 &&
  median(loads.map(({ serverBusy }) => serverBusy)) < 0.9;

async function steadily(house: House): Promise<Loaded> {
  const load = await steady(house, steadyPerSecond, steadyMs);
  console.log(
    `${house.name} at ${steadyPerSecond}/s: ack p50 ${rounded(load.ackP50Ms)} p99 ${rounded(load.ackP99Ms)} ms, server ${rounded(100 * load.serverBusy, 0)} % busy`,
  );
  return load;
}
