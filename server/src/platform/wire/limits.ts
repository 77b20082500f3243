import type { Server } from 'socket.io';
import type { Clock } from '../clock.ts';
import { fullBucket, type Rate, take } from './rates.ts';

export interface LimitsParts {
  io: Server;
  clock: Clock;
  /** Frames of any kind that one connection may send; far above what the gate lets through. */
  frames: Rate;
}

/** What of an Engine.IO connection is used here; its buffer is not in its types. */
interface Connection {
  writeBuffer: readonly { data?: unknown }[];
  /** Over a WebSocket; polling has none. */
  transport: { socket?: { bufferedAmount: number; terminate(): void } };
  on(event: 'packet' | 'close', hear: () => void): void;
  close(discard: boolean): void;
}

/** More than this unsent, and not getting less, is a reader who has stopped reading. */
const mostUnsentBytes = 1024 * 1024;
/** Whoever does not answer a farewell so long is left: it may still be sending. */
const farewellMs = 500;

/** What one connection may cost: so many frames before any is parsed, and so much that waits to be read. */
export function limitConnections({ io, clock, frames }: LimitsParts) {
  const unread = new Map<Connection, number>();

  io.engine.on('connection', (connection: Connection) => {
    const bucket = fullBucket(frames, clock.nowMs());
    unread.set(connection, 0);
    connection.on('close', () => {
      unread.delete(connection);
      const { socket } = connection.transport;
      if (socket) setTimeout(() => socket.terminate(), farewellMs).unref();
    });
    connection.on('packet', () => {
      if (take(bucket, frames, clock.nowMs()).waitMs > 0) cut(connection);
    });
  });

  /** To be called each second. */
  return function cutUnread() {
    for (const [connection, before] of unread) {
      const bytes = unsentBytes(connection);
      if (before > mostUnsentBytes && bytes >= before) cut(connection);
      else unread.set(connection, bytes);
    }
  };
}

function unsentBytes({ writeBuffer, transport }: Connection): number {
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) bytes += typeof data === 'string' ? data.length : 0;
  return bytes;
}

/** At once and without a word: whoever floods or does not read would not hear one. */
function cut(connection: Connection) {
  const { socket } = connection.transport;
  connection.close(true);
  socket?.terminate();
}
