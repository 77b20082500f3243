import { wholeIn } from '../command-line.ts';
import { manyPeople, type Server, startServer } from '../drivers/server.ts';
import { until } from '../drivers/until.ts';
import { busyMsOf } from './busy.ts';
import { takeCores } from './pin.ts';
import { quantile, rounded } from './quantile.ts';
import { residentBytes } from './resident.ts';
import { ReturningVisitor } from './returning-visitor.ts';

export const says = 'how soon everybody is back when the server is restarted, or killed, under them';

/** Shared with `connections`. */
export const options = { sockets: { type: 'string', default: '10000' } } as const;

const wantedMs = 30_000;
const givenUpMs = 180_000;
const atOnce = 25;

export async function run(values: { sockets: string }) {
  const count = wholeIn('sockets', values.sockets, 1, 60_000);
  const cores = takeCores();
  console.log(`${count} visitors on a page; ${cores.says}; all back within ${wantedMs / 1_000} s is wanted`);
  await using server = await startServer({
    env: manyPeople,
    ...(cores.server !== undefined && { cpu: cores.server }),
  });
  const house = { url: server.url, siteKey: server.siteKey };
  const people: ReturningVisitor[] = [];
  while (people.length < count) {
    const few = Math.min(atOnce, count - people.length);
    people.push(...(await Promise.all(Array.from({ length: few }, () => ReturningVisitor.arrive(house)))));
  }
  const restarted = await round(people, server, () => server.stop());
  console.log(`restarted: ${JSON.stringify(restarted)}`);
  const killed = await round(people, server, () => server.kill9());
  console.log(`killed: ${JSON.stringify(killed)}`);
  for (const person of people) person.leave();
  return { sockets: count, restarted, killed, allBackMs: Math.max(restarted.allBackMs, killed.allBackMs) };
}

async function round(people: ReturningVisitor[], server: Server, end: () => Promise<void>) {
  for (const person of people) person.forget();
  const fromMs = performance.now();
  await end();
  const endedMs = performance.now() - fromMs;
  server.begin();
  await server.serving();
  const servingMs = performance.now() - fromMs;
  const startedBusyMs = busyMsOf(server.pid);
  await until('everybody is back', () => people.every(({ backMs }) => backMs !== null), givenUpMs, 50);
  const back = people.map(({ backMs }) => (backMs ?? Number.POSITIVE_INFINITY) - fromMs);
  return {
    endedMs: rounded(endedMs, 0),
    servingMs: rounded(servingMs, 0),
    halfBackMs: rounded(quantile(back, 0.5), 0),
    allBackMs: rounded(Math.max(...back), 0),
    triesInVain: people.reduce((sum, { inVain }) => sum + inVain, 0),
    cpuMsPerReturn: rounded((busyMsOf(server.pid) - startedBusyMs) / people.length, 2),
    residentMb: rounded(residentBytes(server.pid) / 1024 / 1024, 0),
  };
}
