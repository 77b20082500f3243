import type { AnswerOf, RequestOf, VisitorDown, VisitorUp, visitorUp } from '@straks/shared/protocol.ts';
import type { RefusalCode } from '@straks/shared/result.ts';
import { hearEarlyEnd } from '@straks/shared/sync/early-end.ts';
import type { Socket } from 'socket.io-client';
import { Fetch, Manager, WebSocket } from 'socket.io-client';

export type Events = typeof visitorUp;
const answerWithinMs = 8_000;

/** What the server says unasked, and what becomes of the line to it. */
export type Heard = VisitorDown & {
  connected(): void;
  lost(): void;
  refused(code: RefusalCode): void;
};

/** The one owner of the socket. Asks only while connected, so that nothing is buffered behind the outbox. */
export interface VisitorSocket {
  isConnected(): boolean;
  ask<E extends keyof Events>(event: E, request: RequestOf<Events, E>): Promise<AnswerOf<Events, E>>;
  connect(): void;
  disconnect(): void;
}

export function createSocket(
  base: URL,
  site: string,
  token: () => string | null,
  heard: Heard,
): VisitorSocket {
  const manager = new Manager<VisitorDown, VisitorUp>(base.origin, {
    path: `${base.pathname}socket`,
    query: { site },
    autoConnect: false,
    transports: [WebSocket, Fetch],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
  });
  hearEarlyEnd(manager);
  const socket: Socket<VisitorDown, VisitorUp> = manager.socket('/visitor', {
    // A page behind others comes back by itself: that is no sign of her.
    auth: (give) => give({ token: token(), ...(document.hidden && { hidden: true }) }),
  });
  let returning: ReturnType<typeof setTimeout> | undefined;
  const stay = () => {
    clearTimeout(returning);
    returning = undefined;
  };
  const returnWithin = (ms: number) => {
    stay();
    returning = setTimeout(() => {
      stay();
      socket.disconnect().connect();
    }, Math.random() * ms);
  };

  socket.on('connect', heard.connected);
  socket.on('disconnect', (reason) => {
    heard.lost();
    // The moment she was to move is drawn already: all who are cut with her would come at once.
    if (returning) socket.disconnect();
    // Cut by the server, Socket.IO would not come back by itself.
    else if (reason === 'io server disconnect') returnWithin(2_000);
  });
  socket.on('connect_error', (error) => {
    const refusal = (error as { data?: { code?: RefusalCode; retry?: boolean; retryAfterMs?: number } }).data;
    if (refusal?.code) heard.refused(refusal.code);
    // A refused handshake does not come back by itself either.
    if (refusal?.retry) returnWithin(refusal.retryAfterMs ?? 5_000);
  });
  // She is served until she goes.
  socket.on('moving', ({ withinMs }) => returnWithin(withinMs));
  const hear = <E extends keyof VisitorDown>(event: E) => socket.on(event, heard[event] as never);
  for (const event of ['entry', 'head', 'read', 'typing', 'place', 'callback', 'site'] as const) hear(event);

  return {
    isConnected: () => socket.connected,
    async ask(event, request) {
      if (!socket.connected) throw new Error('not connected');
      return (socket.timeout(answerWithinMs) as unknown as Asking).emitWithAck(event, request) as never;
    },
    connect() {
      stay();
      socket.connect();
    },
    disconnect() {
      stay();
      socket.disconnect();
    },
  };
}

/** Socket.IO's own types do not follow a generic event to its answer. */
interface Asking {
  emitWithAck(event: string, request: unknown): Promise<unknown>;
}
