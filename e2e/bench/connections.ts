import { setTimeout as pause } from 'node:timers/promises';
import { wholeIn } from '../command-line.ts';
import type { Stage } from '../drivers/stage.ts';
import { rounded } from './quantile.ts';
import type { RawSocket } from './raw-socket.ts';
import { busyMs, coresFor, doorsOf, inTurn, nodesIn, residentMb, startStraks } from './straks.ts';
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

/** Memory is that of each node, processor time that of all of them together. */
export async function run(values: { sockets: string; nodes: string }): Promise<Record<string, number>> {
  const count = wholeIn('sockets', values.sockets, 1, 60_000);
  const nodes = nodesIn(values);
  const cores = coresFor(nodes);
  console.log(`${count} visitors on a page, all silent; nodes: ${nodes}; ${cores.says}`);
  await using stage = await startStraks(nodes, { cpu: cores.server });
  const door = inTurn(doorsOf(stage));
  await pause(settleMs);
  const atStartMb = residentMb(stage);
  const cpuMsPerPageView = await viewPages(stage);

  const sockets: RawSocket[] = [];
  const [busyBefore, fromMs] = [busyMs(stage), performance.now()];
  while (sockets.length < count) {
    const few = Math.min(atOnce, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: few }, () => makeVisitor(door())))));
  }
  const openedMs = performance.now() - fromMs;
  const openingBusyMs = busyMs(stage) - busyBefore;
  const justOpenedMb = residentMb(stage);

  await pause(settleMs);
  const [restBefore, silentFromMs] = [busyMs(stage), performance.now()];
  await pause(silentMs);
  const silentBusyMs = busyMs(stage) - restBefore;
  const silentShare = silentBusyMs / (performance.now() - silentFromMs);
  const silentMb = residentMb(stage);
  for (const socket of sockets) socket.close();
  if (count >= wantedFor && nodes === 1)
    console.log(`${rounded(silentMb / nodes, 0)} MB of the ${wantedMb} it may need`);
  return {
    ...{ sockets: count, nodes },
    residentAtStartMb: rounded(atStartMb / nodes, 0),
    residentJustOpenedMb: rounded(justOpenedMb / nodes, 0),
    residentMb: rounded(silentMb / nodes, 0),
    kilobytesPerSocket: rounded(((silentMb - atStartMb) * 1024) / count),
    openedPerSecond: rounded((1_000 * count) / openedMs, 0),
    cpuMsPerPageView: rounded(cpuMsPerPageView, 2),
    cpuMsPerOpening: rounded(openingBusyMs / count, 2),
    cpuShareSilent: rounded(silentShare, 3),
  };
}

/** What a page with the tag asks for as long as nobody opens the chat, past every cache. */
async function viewPages(stage: Stage): Promise<number> {
  const { url, siteKey } = stage;
  const before = busyMs(stage);
  for (let n = 0; n < pageViews; n += atOnce) {
    const asked = Array.from({ length: atOnce }, async () => {
      for (const path of ['/straks.js', `/api/sites/${siteKey}/state`]) {
        await (await fetch(url + path)).arrayBuffer();
      }
    });
    await Promise.all(asked);
  }
  return (busyMs(stage) - before) / pageViews;
}
