import { signal } from '@lit-labs/signals';
import type { AgentDown } from '@straks/shared/protocol.ts';
import type { RefusalCode } from '@straks/shared/result.ts';
import { hearEarlyEnd } from '@straks/shared/sync/early-end.ts';
import { io } from 'socket.io-client';
import type { Ask } from './ask.ts';

/** `ready` comes only when everything missed has been filled in: nothing is sent before. */
export type LinkState = 'off' | 'connecting' | 'catching_up' | 'ready' | 'lost';

export interface LinkParts {
  /** Fills in what was missed since last time. Rejects when the server gave no answer. */
  catchUp(): Promise<void>;
  becameReady(): void;
  notSignedIn(): void;
  random(): number;
}

export type Link = ReturnType<typeof createLink>;

const answerWithinMs = 10_000;
const retryAfterMs = 2_000;

/** The one owner of the socket. */
export function createLink(parts: LinkParts) {
  const state = signal<LinkState>('off');
  const socket = io('/agent', {
    path: '/socket',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    autoConnect: false,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  });
  hearEarlyEnd(socket.io);
  let retry: ReturnType<typeof setTimeout> | undefined;

  const ask = ((event: string, request: object) =>
    socket.connected
      ? socket.timeout(answerWithinMs).emitWithAck(event, request)
      : Promise.reject(new Error('not connected'))) as Ask;

  function on<E extends keyof AgentDown>(event: E, hear: AgentDown[E]) {
    socket.on(event as string, hear as (payload: unknown) => void);
  }

  function open() {
    clearTimeout(retry);
    if (socket.connected) return;
    // Socket.IO may be in a long pause between two tries; whoever calls has a reason to try now.
    if (socket.active) socket.disconnect();
    state.set(state.get() === 'off' ? 'connecting' : 'lost');
    socket.connect();
  }

  function close() {
    clearTimeout(retry);
    state.set('off');
    socket.disconnect();
  }

  function reopen() {
    state.set('lost');
    socket.disconnect();
    socket.connect();
  }

  /** For refusals and for a server that ended the connection: Socket.IO does not come back by itself then. */
  function openLater() {
    state.set('lost');
    clearTimeout(retry);
    retry = setTimeout(open, retryAfterMs * (0.5 + parts.random()));
  }

  socket.on('connect', async () => {
    state.set('catching_up');
    const { id } = socket;
    try {
      await parts.catchUp();
      if (socket.id !== id || state.get() !== 'catching_up') return;
      state.set('ready');
      parts.becameReady();
    } catch {
      // The handler of `disconnect` comes back after a pause.
      if (socket.id === id && state.get() === 'catching_up') socket.disconnect();
    }
  });
  socket.on('disconnect', () => {
    if (state.get() === 'off') return;
    if (socket.active) state.set('lost');
    else openLater();
  });
  socket.on('connect_error', (error: Error & { data?: { code?: RefusalCode } }) => {
    if (state.get() === 'off') return;
    if (error.data?.code === 'not_signed_in') {
      close();
      parts.notSignedIn();
    } else if (socket.active) state.set('lost');
    else openLater();
  });
  on('moving', ({ withinMs }) => {
    const { id } = socket;
    // Whoever was cut and came back by then has moved already.
    setTimeout(() => socket.connected && socket.id === id && reopen(), withinMs * parts.random());
  });

  return { state, ask, on, open, close, reopen };
}
