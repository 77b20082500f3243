import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from './people.ts';

/** A connection spoken byte by byte, for what no well-behaved client would send. */
export async function rawConnection(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = Buffer.alloc(0);
  let ended = false;
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
  });
  socket.on('close', () => {
    ended = true;
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return {
    socket,
    write: (bytes: string | Buffer) => void socket.write(bytes),
    /** What came so far; `from` skips what was read before. */
    text: () => received.toString('utf8'),
    bytes: () => received,
    drop: (count: number) => {
      received = received.subarray(count);
    },
    ended: () => ended,
    destroy: () => void socket.destroy(),
  };
}

export interface Upgrade {
  path?: string;
  site?: string;
  headers?: Record<string, string>;
}

/** The head of a handshake for a WebSocket. */
const upgradeHead = (path: string, headers: Record<string, string>) =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

export const opcodes = { text: 1, binary: 2, close: 8, ping: 9 } as const;

/** One masked frame, whatever it holds. */
export function frame(payload: string | Buffer, opcode: number = opcodes.text): Buffer {
  const body = Buffer.from(payload);
  const mask = randomBytes(4);
  const head =
    body.length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | body.length])
      : body.length < 65_536
        ? Buffer.from([0x80 | opcode, 0xfe, body.length >> 8, body.length & 0xff])
        : longHead(opcode, body.length);
  return Buffer.concat([head, mask, body.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

function longHead(opcode: number, length: number): Buffer {
  const head = Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  head[1] = 0xff;
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/** The whole frames at the start of some bytes, as text, and how many bytes they took. */
function framesIn(bytes: Buffer): { texts: string[]; taken: number } {
  const texts: string[] = [];
  let at = 0;
  for (;;) {
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const headLength = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length < at + headLength) return { texts, taken: at };
    const length =
      short < 126
        ? short
        : short === 126
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    if (bytes.length < at + headLength + length) return { texts, taken: at };
    if (((bytes[at] ?? 0) & 0x0f) === opcodes.text) {
      texts.push(bytes.toString('utf8', at + headLength, at + headLength + length));
    }
    at += headLength + length;
  }
}

/** A WebSocket to our path, or the status with which it was refused. */
export async function rawUpgrade(url: string, { path, site, headers = {} }: Upgrade = {}) {
  const raw = await rawConnection(url);
  raw.write(upgradeHead(path ?? `/socket/?EIO=4&transport=websocket&site=${site ?? ''}`, headers));
  const head = await until('the handshake is answered', () =>
    /^HTTP\/1\.1 (\d+)[\s\S]*?\r\n\r\n/.exec(raw.text()),
  );
  const status = Number(head[1]);
  if (status === 101) raw.drop(Buffer.byteLength(head[0]));
  const texts: string[] = [];
  const read = () => {
    const found = framesIn(raw.bytes());
    raw.drop(found.taken);
    texts.push(...found.texts);
    return texts;
  };
  return {
    ...raw,
    status,
    /** Every text frame so far. */
    texts: read,
    say: (payload: string | Buffer, opcode?: number) => raw.write(frame(payload, opcode)),
    frames: (frames: Buffer[]) => raw.write(Buffer.concat(frames)),
    hears: (what: string, pattern: RegExp, withinMs?: number) =>
      until(`it hears ${what}`, () => read().find((text) => pattern.test(text)), withinMs),
  };
}

export type RawSocket = Awaited<ReturnType<typeof rawUpgrade>>;

/** A visitor's or an agent's socket, connected to its namespace, and free to misbehave from here. */
export async function rawMember(
  url: string,
  namespace: '/visitor' | '/agent',
  { site = '', token, headers = {} }: { site?: string; token?: string; headers?: Record<string, string> },
): Promise<RawSocket> {
  const socket = await rawUpgrade(url, { site, headers: { Origin: url, ...headers } });
  await socket.hears('the opening', /^0\{/);
  socket.say(`40${namespace},${JSON.stringify(token ? { token } : {})}`);
  await socket.hears('the welcome', new RegExp(`^40${namespace},`));
  return socket;
}

export type { Socket };
