import { setTimeout as pause } from 'node:timers/promises';
import { wholeIn } from '../command-line.ts';
import { manyPeople, type Server, startServer } from '../drivers/server.ts';
import { busyMsOf } from './busy.ts';
import { takeCores } from './pin.ts';
import { rounded } from './quantile.ts';
import type { RawSocket } from './raw-socket.ts';
import { residentBytes } from './resident.ts';
import { makeVisitor } from './visitors.ts';

export const says = 'what silent visitors cost: memory of the server, and processor time';

export const options = { sockets: { type: 'string', default: '10000' } } as const;

/** Of 10,000, embedded; a bare Socket.IO server needs 222. */
const wantedMb = 350;
const wantedFor = 10_000;
const atOnce = 25;
const settleMs = 5_000;
const silentMs = 30_000;
const pageViews = 5_000;

export async function run(values: { sockets: string }): Promise<Record<string, number>> {
  const count = wholeIn('sockets', values.sockets, 1, 60_000);
  const cores = takeCores();
  console.log(`${count} visitors on a page, all silent; ${cores.says}`);
  await using server = await startServer({
    env: manyPeople,
    ...(cores.server !== undefined && { cpu: cores.server }),
  });
  await pause(settleMs);
  const atStartMb = megabytes(residentBytes(server.pid));
  const cpuMsPerPageView = await viewPages(server);

  const sockets: RawSocket[] = [];
  const [busyBefore, fromMs] = [busyMsOf(server.pid), performance.now()];
  while (sockets.length < count) {
    const few = Math.min(atOnce, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: few }, () => makeVisitor(server)))));
  }
  const openedMs = performance.now() - fromMs;
  const openingBusyMs = busyMsOf(server.pid) - busyBefore;
  const justOpenedMb = megabytes(residentBytes(server.pid));

  await pause(settleMs);
  const [restBefore, silentFromMs] = [busyMsOf(server.pid), performance.now()];
  await pause(silentMs);
  const silentBusyMs = busyMsOf(server.pid) - restBefore;
  const silentShare = silentBusyMs / (performance.now() - silentFromMs);
  const residentMb = megabytes(residentBytes(server.pid));
  for (const socket of sockets) socket.close();
  if (count >= wantedFor) console.log(`${rounded(residentMb, 0)} MB of the ${wantedMb} it may need`);
  return {
    sockets: count,
    residentAtStartMb: rounded(atStartMb, 0),
    residentJustOpenedMb: rounded(justOpenedMb, 0),
    residentMb: rounded(residentMb, 0),
    kilobytesPerSocket: rounded(((residentMb - atStartMb) * 1024) / count),
    openedPerSecond: rounded((1_000 * count) / openedMs, 0),
    cpuMsPerPageView: rounded(cpuMsPerPageView, 2),
    cpuMsPerOpening: rounded(openingBusyMs / count, 2),
    cpuShareSilent: rounded(silentShare, 3),
  };
}

/** What a page with the tag asks for as long as nobody opens the chat, past every cache. */
async function viewPages({ url, siteKey, pid }: Server): Promise<number> {
  const before = busyMsOf(pid);
  for (let n = 0; n < pageViews; n += atOnce) {
    const asked = Array.from({ length: atOnce }, async () => {
      for (const path of ['/straks.js', `/api/sites/${siteKey}/state`]) {
        await (await fetch(url + path)).arrayBuffer();
      }
    });
    await Promise.all(asked);
  }
  return (busyMsOf(pid) - before) / pageViews;
}

const megabytes = (bytes: number) => bytes / 1024 / 1024;
