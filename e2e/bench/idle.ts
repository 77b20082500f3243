import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../drivers/until.ts';
import { collectGarbage } from './inspector.ts';
import { RawSocket } from './raw-socket.ts';
import { startRelay } from './relay-process.ts';
import { residentBytes } from './resident.ts';
import { startStraks } from './straks.ts';
import { makeVisitor } from './visitors.ts';

/** So many connect before the first look, so that what a server loads once is not counted. */
const warmUp = 300;
const atOnce = 25;
const settleMs = 3_000;
const inspected = ['--inspect=127.0.0.1:0'];

/** Bytes a visitor costs who has said hello and is silent. */
export async function idleBytesOfStraks(
  count: number,
  nodes: number,
  cpu: number | undefined,
): Promise<number> {
  await using stage = await startStraks(nodes, { cpu, nodeOptions: inspected });
  const watched = stage.nodes.map((node) => ({ pid: node.pid, output: () => node.output }));
  return await idleBytes(count, watched, () => makeVisitor(stage));
}

/** A process that was started with `--inspect`. */
interface Watched {
  pid: number;
  output(): string;
}

/** Bytes a connection costs on the bare relay. */
export async function idleBytesOfRelay(count: number, cpu: number | undefined): Promise<number> {
  const relay = await startRelay(cpu, inspected);
  let n = 0;
  try {
    return await idleBytes(count, [relay], () => {
      n += 1;
      return RawSocket.connect({ url: relay.url, namespace: '/relay', auth: { rooms: [`relay-room-${n}`] } });
    });
  } finally {
    await relay.stop();
  }
}

async function idleBytes(
  count: number,
  watched: readonly Watched[],
  connect: () => Promise<RawSocket>,
): Promise<number> {
  const sockets: RawSocket[] = [];
  const listen = () => watched.every(({ output }) => output().includes('ws://'));
  await until('the inspector listens', listen, 5_000);
  const settled = async () => {
    await pause(settleMs);
    await Promise.all(watched.map(({ output }) => collectGarbage(output())));
    return watched.reduce((sum, { pid }) => sum + residentBytes(pid), 0);
  };
  await connectAll(sockets, warmUp, connect);
  const before = await settled();
  await connectAll(sockets, count, connect);
  const after = await settled();
  for (const socket of sockets) socket.close();
  return (after - before) / count;
}

async function connectAll(
  sockets: RawSocket[],
  count: number,
  connect: () => Promise<RawSocket>,
): Promise<void> {
  for (let n = 0; n < count; n += atOnce) {
    const few = Math.min(atOnce, count - n);
    sockets.push(...(await Promise.all(Array.from({ length: few }, connect))));
  }
}
