import { setTimeout as pause } from 'node:timers/promises';
import { colleagues, firstOwner } from '../drivers/accounts.ts';
import { manyPeople, type Server, startServer } from '../drivers/server.ts';
import { until } from '../drivers/until.ts';
import { busyMsOf } from './busy.ts';
import { ringPatiently } from './patience.ts';
import { takeCores } from './pin.ts';
import { quantile, rounded } from './quantile.ts';
import { LineDesk, LineVisitor } from './queue-people.ts';

export const says =
  'what joining, being given and moving up cost as the line grows to 10,000 before 200 agents';

/** How long the line is, one size after the other, as `100,1000`. */
export const options = { sizes: { type: 'string', default: '100,1000,10000' } } as const;
const agents = 200;
const joining = { count: 300, perSecond: 20 };
const departing = { count: 300, perSecond: 15 };
const idleMs = 8_000;
const settleMs = 3_000;
const atOnce = 25;
const beatMs = 10_000;

interface AtSize {
  waiting: number;
  enqueueP99Ms: number;
  assignP99Ms: number;
  cpuMsPerDeparture: number;
  framesPerVisitorPerSecond: number;
}

export async function run(values: { sizes: string }) {
  const sizes = values.sizes.split(',').map(Number);
  const cores = takeCores();
  console.log(`${agents} agents with a chat each, ${sizes.join(', ')} behind them; ${cores.says}`);
  await using server = await startServer({
    env: manyPeople,
    ...(cores.server !== undefined && { cpu: cores.server }),
  });
  const desks = await openDesks(server);
  const beating = setInterval(() => {
    for (const desk of desks) desk.beat();
  }, beatMs);
  try {
    const people = new Crowd(server);
    await people.grow(agents);
    await until('every agent has a chat', () => desks.every(({ chat }) => chat !== null), 60_000, 200);
    const measured: AtSize[] = [];
    for (const waiting of sizes) measured.push(await measure(server, people, desks, waiting));
    const [first, last] = [measured[0], measured.at(-1)];
    const nLogN = (n: number) => n * Math.log2(n);
    const growth = (last?.cpuMsPerDeparture ?? 0) / (first?.cpuMsPerDeparture ?? 1);
    const allowed = nLogN(last?.waiting ?? 1) / nLogN(first?.waiting ?? 1);
    return { sizes: measured, cpuGrowth: rounded(growth), nLogNGrowth: rounded(allowed) };
  } finally {
    clearInterval(beating);
  }
}

async function openDesks(server: Server): Promise<LineDesk[]> {
  const owner = await firstOwner(server);
  await ringPatiently(owner);
  const sessions = await colleagues(owner, agents, 1);
  return Promise.all(sessions.map((session) => LineDesk.arrive(session)));
}

/** Everybody who has come so far, in the order they joined. */
class Crowd {
  readonly all: LineVisitor[] = [];
  #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  get waiting(): number {
    return this.all.filter(({ isWaiting }) => isWaiting).length;
  }

  async arrive(count: number): Promise<LineVisitor[]> {
    const arrived: LineVisitor[] = [];
    while (arrived.length < count) {
      const few = Math.min(atOnce, count - arrived.length);
      arrived.push(
        ...(await Promise.all(Array.from({ length: few }, () => LineVisitor.arrive(this.#server)))),
      );
    }
    this.all.push(...arrived);
    return arrived;
  }

  async grow(count: number): Promise<void> {
    for (let n = 0; n < count; n += atOnce) {
      const few = await this.arrive(Math.min(atOnce, count - n));
      await Promise.all(few.map((visitor) => visitor.join()));
    }
  }
}

async function measure(server: Server, people: Crowd, desks: LineDesk[], waiting: number): Promise<AtSize> {
  await people.grow(Math.max(0, waiting - people.waiting));
  await pause(settleMs);
  const restBefore = busyMsOf(server.pid);
  await pause(idleMs);
  const idlePerMs = (busyMsOf(server.pid) - restBefore) / idleMs;

  const newcomers = await people.arrive(joining.count);
  const enqueueMs: number[] = [];
  await steadily(joining.perSecond, newcomers, async (visitor) => {
    const fromMs = performance.now();
    await visitor.join();
    enqueueMs.push(performance.now() - fromMs);
  });
  await pause(settleMs);

  for (const visitor of people.all) visitor.frames = 0;
  const standing = people.all.filter(({ isWaiting }) => isWaiting);
  const [busyBefore, fromMs] = [busyMsOf(server.pid), performance.now()];
  const assignMs: number[] = [];
  const leaving = Array.from({ length: departing.count }, (_, n) => desks[n % desks.length] as LineDesk);
  await steadily(departing.perSecond, leaving, async (desk) => {
    assignMs.push(await desk.closeAndGetNext());
  });
  const tookMs = performance.now() - fromMs;
  const busyMs = busyMsOf(server.pid) - busyBefore - idlePerMs * tookMs;
  const frames = standing.filter(({ isWaiting }) => isWaiting).map((visitor) => visitor.frames);
  const figures = {
    waiting,
    enqueueP99Ms: rounded(quantile(enqueueMs, 0.99)),
    assignP99Ms: rounded(quantile(assignMs, 0.99)),
    cpuMsPerDeparture: rounded(busyMs / departing.count),
    framesPerVisitorPerSecond: rounded((1_000 * Math.max(0, ...frames)) / tookMs),
  };
  console.log(JSON.stringify({ ...figures, idleShare: rounded(idlePerMs) }));
  return figures;
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
