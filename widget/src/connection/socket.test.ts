import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Server } from 'socket.io';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Heard, VisitorSocket } from './socket.ts';
import { createSocket } from './socket.ts';

/** A house of our own, that can be cut under her and begun again at the same place. */
function house(port = 0) {
  const http = createServer();
  const io = new Server(http, { path: '/socket' });
  io.of('/visitor').on('connection', (socket) =>
    socket.on('message:send', (_, answer) => answer({ ok: true })),
  );
  http.listen(port, '127.0.0.1');
  return {
    port: () => (http.address() as AddressInfo).port,
    askToMove: (withinMs: number) => io.of('/visitor').emit('moving', { withinMs }),
    end: () => new Promise<void>((resolve) => io.close(() => resolve())),
  };
}

let here: ReturnType<typeof house>;
let ada: VisitorSocket;
/** When she was connected, and when she lost it. */
const was: { connected: number[]; lost: number[] } = { connected: [], lost: [] };

beforeEach(async () => {
  vi.stubGlobal('document', { hidden: false });
  was.connected = [];
  was.lost = [];
  here = house();
  await expect.poll(() => here.port()).toBeGreaterThan(0);
  const heard = {
    connected: () => was.connected.push(performance.now()),
    lost: () => was.lost.push(performance.now()),
  } as unknown as Heard;
  ada = createSocket(new URL(`http://127.0.0.1:${here.port()}/`), 'shop', () => 'token', heard);
  ada.connect();
  await expect.poll(() => ada.isConnected()).toBe(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  ada.disconnect();
  await here.end();
});

/** A frame that closes, as who stops sends it. */
const goingAway = Buffer.from([0x88, 0x02, 0x03, 0xe9]);

const drawn = (part: number) => vi.spyOn(Math, 'random').mockReturnValue(part);
const says = () => ada.ask('message:send', { conversationId: 'c', clientMessageId: 'm', text: 'hello' });

test('asked to move she is served until her own moment, and is away no longer than it takes to connect', async () => {
  drawn(0.5);
  here.askToMove(1_200);
  await pause(400);
  expect(await says()).toEqual({ ok: true });
  expect(was.lost).toEqual([]);
  await expect.poll(() => was.connected).toHaveLength(2);
  expect((was.connected[1] ?? 0) - (was.lost[0] ?? 0)).toBeLessThan(250);
  expect(await says()).toEqual({ ok: true });
});

test('cut before her moment she comes back at it, and not at once with everybody else', async () => {
  drawn(0.9);
  here.askToMove(1_500);
  const askedMs = performance.now();
  await pause(100);
  const port = here.port();
  await here.end();
  here = house(port);
  await expect.poll(() => was.connected, { timeout: 3_000 }).toHaveLength(2);
  expect((was.connected[1] ?? 0) - askedMs).toBeGreaterThan(1_200);
  expect(was.lost).toHaveLength(1);
});

test('whoever closes the page while she is to move stays away', async () => {
  drawn(0.2);
  here.askToMove(1_000);
  await pause(50);
  ada.disconnect();
  await pause(500);
  expect(was.connected).toHaveLength(1);
});

test('a house that closes between the handshake of the WebSocket and its own: she is back as after any cut', async () => {
  const port = here.port();
  await here.end();
  const lines: Duplex[] = [];
  const breaking = createServer().on('upgrade', (request, line) => {
    lines.push(line);
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'upgrade: websocket', 'connection: upgrade'];
    line.write([...head, `sec-websocket-accept: ${accept}`, '', ''].join('\r\n'));
    line.end(goingAway);
  });
  breaking.listen(port, '127.0.0.1');
  await expect.poll(() => lines, { timeout: 3_000 }).toHaveLength(1);
  for (const line of lines) line.destroy();
  await new Promise((resolve) => breaking.close(resolve));
  here = house(port);
  await expect.poll(() => was.connected, { timeout: 6_000 }).toHaveLength(2);
  expect(await says()).toEqual({ ok: true });
}, 15_000);
