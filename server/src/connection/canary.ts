import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Server, Socket } from 'socket.io';

export interface CanaryParts {
  io: Server;
  /** Where this process listens; null before and after. */
  address(): AddressInfo | null;
  /** Without an answer for so long this node is not fit for people either. */
  withinMs?: number;
}

const cage = '/canary';

/** A node that talks to itself as a visitor would: connects, is told something in a room, and hears it or not. */
export function createCanary({ io, address, withinMs = 2_000 }: CanaryParts) {
  const key = randomBytes(24).toString('base64url');
  let looking: Promise<boolean> | null = null;

  io.of(cage).use(({ handshake }: Socket, next) =>
    next(handshake.auth.key === key ? undefined : new Error('not_signed_in')),
  );

  /** Whether it is heard now; whoever asks meanwhile shares the answer. */
  function isHeard(): Promise<boolean> {
    looking ??= listen().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function listen(): Promise<boolean> {
    const at = address();
    if (!at) return false;
    const song = randomBytes(8).toString('hex');
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const tooLate = setTimeout(resolve, withinMs, false);
    const line = new WebSocket(`ws://${hostOf(at)}:${at.port}/socket/?EIO=4&transport=websocket`);
    line.onerror = line.onclose = () => resolve(false);
    line.onmessage = ({ data }) => {
      const frame = String(data);
      if (frame.startsWith('0')) line.send(`40${cage},${JSON.stringify({ key })}`);
      else if (frame.startsWith(`40${cage}`)) io.of(cage).emit('song', song);
      else if (frame === `42${cage},["song","${song}"]`) resolve(true);
    };
    const heard = await promise;
    clearTimeout(tooLate);
    line.close();
    return heard;
  }

  return { isHeard };
}

/** Everywhere is also here. */
function hostOf({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  return family === 'IPv6' ? `[${address === '::' ? '::1' : address}]` : address;
}
