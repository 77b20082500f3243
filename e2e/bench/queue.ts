import { setTimeout as pause } from 'node:timers/promises';
import { colleagues, firstOwner } from '../drivers/accounts.ts';
import type { Stage } from '../drivers/stage.ts';
import { until } from '../drivers/until.ts';
import { ringPatiently } from './patience.ts';
import { quantile, rounded } from './quantile.ts';
import { Crowd, type FarCrowd, farCrowd } from './queue-crowd.ts';
import { LineDesk, nowMs } from './queue-people.ts';
import { busyMs, doorsOf, nodesIn, shared, startStraks } from './straks.ts';

export const says =
  'what joining, being given and moving up cost as the line grows to 10,000 before 200 agents';

/** How long the line is, one size after the other, as `100,1000`. */
export const options = { sizes: { type: 'string', default: '100,1000,10000' } } as const;
const agents = 200;
const joining = { count: 300, perSecond: 20 };
const departing = { count: 300, perSecond: 15 };
const departures = 3;
const reachesWithinMs = 20_000;
const idleMs = 8_000;
const settleMs = 3_000;
const beatMs = 10_000;

interface AtSize {
  waiting: number;
  enqueueP99Ms: number;
  assignP99Ms: number;
  cpuMsPerDeparture: number;
  /** Of the visitor who was told most often: gaps between her frames, so that one a second is at most 1. */
  framesPerVisitorPerSecond: number;
  /** One chat ends while the line stands: until the last of those behind knows her new number. */
  departureReachesAllMs: number;
}

export async function run(values: { sizes: string; nodes: string }) {
  const sizes = values.sizes.split(',').map(Number);
  const nodes = nodesIn(values);
  const people = `${agents} agents with a chat each, ${sizes.join(', ')} behind them`;
  console.log(`${people}; nodes: ${nodes}; ${shared.says}`);
  await using stage = await startStraks(nodes);
  const desks = await openDesks(stage);
  // Each at her own moment, as people sign in.
  let beats = 0;
  const beating = setInterval(() => desks[beats++ % desks.length]?.beat(), beatMs / desks.length);
  const line = { crowd: farCrowd(doorsOf(stage)), newcomers: new Crowd(doorsOf(stage)) };
  try {
    await line.crowd.grow(agents);
    await until('every agent has a chat', () => desks.every(({ chat }) => chat !== null), 60_000, 200);
    const measured: AtSize[] = [];
    for (const waiting of sizes) measured.push(await measure(stage, line, desks, waiting));
    const [first, last] = [measured[0], measured.at(-1)];
    const nLogN = (n: number) => n * Math.log2(n);
    const growth = (last?.cpuMsPerDeparture ?? 0) / (first?.cpuMsPerDeparture ?? 1);
    const allowed = nLogN(last?.waiting ?? 1) / nLogN(first?.waiting ?? 1);
    return { nodes, sizes: measured, cpuGrowth: rounded(growth), nLogNGrowth: rounded(allowed) };
  } finally {
    clearInterval(beating);
    line.crowd.close();
  }
}

/** Those who stand there, and those over whose joining the watch is held. */
interface Line {
  crowd: FarCrowd;
  newcomers: Crowd;
}

async function look({ crowd, newcomers }: Line) {
  const [one, other] = [await crowd.look(), newcomers.look()];
  return {
    waiting: one.waiting + other.waiting,
    mostFrames: Math.max(one.mostFrames, other.mostFrames),
    unmoved: one.unmoved + other.unmoved,
    lastMovedMs: Math.max(one.lastMovedMs, other.lastMovedMs),
  };
}

async function forget({ crowd, newcomers }: Line) {
  await crowd.forget();
  newcomers.forget();
}

async function openDesks(stage: Stage): Promise<LineDesk[]> {
  const owner = await firstOwner(stage);
  await ringPatiently(owner);
  const sessions = await colleagues(owner, agents, 1);
  return Promise.all(sessions.map((session) => LineDesk.arrive(session)));
}

async function measure(stage: Stage, line: Line, desks: LineDesk[], waiting: number): Promise<AtSize> {
  await line.crowd.grow(Math.max(0, waiting - (await look(line)).waiting));
  await pause(settleMs);
  const restBefore = busyMs(stage);
  await pause(idleMs);
  const idlePerMs = (busyMs(stage) - restBefore) / idleMs;

  const newcomers = await line.newcomers.arrive(joining.count);
  const enqueueMs: number[] = [];
  await steadily(joining.perSecond, newcomers, async (visitor) => {
    const fromMs = performance.now();
    await visitor.join();
    enqueueMs.push(performance.now() - fromMs);
  });
  await pause(settleMs);

  await forget(line);
  const [busyBefore, fromMs] = [busyMs(stage), performance.now()];
  const assignMs: number[] = [];
  const leaving = Array.from({ length: departing.count }, (_, n) => desks[n % desks.length] as LineDesk);
  await steadily(departing.perSecond, leaving, async (desk) => {
    assignMs.push(await desk.closeAndGetNext());
  });
  const tookMs = performance.now() - fromMs;
  const usedMs = busyMs(stage) - busyBefore - idlePerMs * tookMs;
  const gaps = Math.max(0, (await look(line)).mostFrames - 1);
  await pause(settleMs);
  const reachedMs = await reachingAll(line, desks);
  const figures = {
    waiting,
    enqueueP99Ms: rounded(quantile(enqueueMs, 0.99)),
    assignP99Ms: rounded(quantile(assignMs, 0.99)),
    cpuMsPerDeparture: rounded(usedMs / departing.count),
    framesPerVisitorPerSecond: rounded((1_000 * gaps) / tookMs),
    departureReachesAllMs: rounded(reachedMs, 0),
  };
  console.log(JSON.stringify({ ...figures, idleShare: rounded(idlePerMs) }));
  return figures;
}

/** The worst of some departures, each while nobody else moves. */
async function reachingAll(line: Line, desks: readonly LineDesk[]): Promise<number> {
  const took: number[] = [];
  for (const desk of desks.slice(0, departures)) {
    await forget(line);
    const fromMs = nowMs();
    await desk.closeAndGetNext();
    const knows = async () => (await look(line)).unmoved === 0;
    const all = await until('everybody behind knows her new number', knows, reachesWithinMs, 50).then(
      () => true,
      () => false,
    );
    const { unmoved, lastMovedMs } = await look(line);
    if (!all) console.log(`${unmoved} were told no new number within ${reachesWithinMs} ms`);
    took.push(all ? lastMovedMs - fromMs : Number.POSITIVE_INFINITY);
    await pause(settleMs);
  }
  return Math.max(...took);
}

/** One after the other is begun at its moment, whatever became of those before it; all have ended at the end. */
async function steadily<One>(perSecond: number, all: readonly One[], work: (one: One) => Promise<void>) {
  const startedMs = performance.now();
  const under: Promise<void>[] = [];
  for (const [n, one] of all.entries()) {
    await pause(Math.max(0, startedMs + (n * 1_000) / perSecond - performance.now()));
    under.push(work(one));
  }
  await Promise.all(under);
}
