import { refuse, wholeIn } from '../command-line.ts';
import type { Stage } from '../drivers/stage.ts';
import { until } from '../drivers/until.ts';
import { busyMsOf } from './busy.ts';
import { quantile, rounded } from './quantile.ts';
import { ReturningVisitor } from './returning-visitor.ts';
import { coresFor, nodesIn, residentMb, startStraks } from './straks.ts';

export const says = 'how soon everybody is back when the server is restarted, or killed, under them';

/** Shared with `connections`. */
export const options = { sockets: { type: 'string', default: '10000' } } as const;

const wantedMs = 30_000;
const givenUpMs = 180_000;
const atOnce = 25;

/** Each connection is two open files of haproxy's. */
const mostBehindHaproxy = 8_000;

export async function run(values: { sockets: string; nodes: string }) {
  const [count, nodes] = [wholeIn('sockets', values.sockets, 1, 60_000), nodesIn(values)];
  if (nodes > 1 && count > mostBehindHaproxy)
    refuse(`haproxy holds ${mostBehindHaproxy} here: --sockets ${mostBehindHaproxy} or fewer.`);
  const cores = coresFor(nodes);
  const wanted = `all back within ${wantedMs / 1_000} s is wanted`;
  console.log(`${count} visitors on a page; nodes: ${nodes}; ${cores.says}; ${wanted}`);
  await using stage = await startStraks(nodes, { cpu: cores.server });
  const house = { url: stage.url, siteKey: stage.siteKey };
  const people: ReturningVisitor[] = [];
  while (people.length < count) {
    const few = Math.min(atOnce, count - people.length);
    people.push(...(await Promise.all(Array.from({ length: few }, () => ReturningVisitor.arrive(house)))));
  }
  const restarted = await round(people, stage, restart);
  console.log(`restarted: ${JSON.stringify(restarted)}`);
  const killed = await round(people, stage, kill);
  console.log(`killed: ${JSON.stringify(killed)}`);
  for (const person of people) person.leave();
  const allBackMs = Math.max(restarted.allBackMs, killed.allBackMs);
  const longestAwayMs = Math.max(restarted.longestAwayMs, killed.longestAwayMs);
  return { sockets: count, nodes, restarted, killed, allBackMs, longestAwayMs };
}

/** One node after the other is stopped and started, as an upgrade does. */
async function restart({ nodes }: Stage, started: (pid: number) => void): Promise<void> {
  for (const node of nodes) {
    await node.stop();
    node.begin();
    await node.serving();
    started(node.pid);
  }
}

/** All at once. */
async function kill({ nodes }: Stage, started: (pid: number) => void): Promise<void> {
  await Promise.all(nodes.map((node) => node.kill9()));
  for (const node of nodes) node.begin();
  await Promise.all(nodes.map((node) => node.serving()));
  for (const { pid } of nodes) started(pid);
}

async function round(people: ReturningVisitor[], stage: Stage, strike: typeof restart) {
  for (const person of people) person.forget();
  const busyAtStart = new Map<number, number>();
  const fromMs = performance.now();
  await strike(stage, (pid) => busyAtStart.set(pid, busyMsOf(pid)));
  const servingMs = performance.now() - fromMs;
  await until('everybody is back', () => people.every(({ backMs }) => backMs !== null), givenUpMs, 50);
  const back = people.map(({ backMs }) => (backMs ?? Number.POSITIVE_INFINITY) - fromMs);
  const busyMs = [...busyAtStart].reduce((sum, [pid, before]) => sum + busyMsOf(pid) - before, 0);
  return {
    servingMs: rounded(servingMs, 0),
    halfBackMs: rounded(quantile(back, 0.5), 0),
    allBackMs: rounded(Math.max(...back), 0),
    longestAwayMs: rounded(Math.max(...people.map(({ awayMs }) => awayMs)), 0),
    triesInVain: people.reduce((sum, { inVain }) => sum + inVain, 0),
    cpuMsPerReturn: rounded(busyMs / people.length, 2),
    residentMb: rounded(residentMb(stage) / stage.nodes.length, 0),
  };
}
