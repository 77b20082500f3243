import type { Refused } from '@straks/shared/result.ts';
import { hearEarlyEnd } from '@straks/shared/sync/early-end.ts';
import { io, type Socket } from 'socket.io-client';
import type { WebSocket } from 'ws';

export interface ConnectionParts {
  url: string;
  namespace: '/visitor' | '/agent';
  query?: Record<string, string>;
  auth?: () => object;
  headers?: Record<string, string>;
  /** The transport is there; the client says hello. */
  connected(): void;
  lost(): void;
  heard(event: string, payload: unknown): void;
  /** Every frame as it came. */
  frame?(text: string): void;
}

const answerWithinMs = 8_000;
/** As widget and console do it. */
const returning = { reconnectionDelay: 500, reconnectionDelayMax: 5_000, randomizationFactor: 0.5 };

/** A client's one socket. It asks only while connected, comes back by itself, and can be cut at will. */
export class Connection {
  readonly #socket: Socket;
  #moving: NodeJS.Timeout | undefined;

  constructor(parts: ConnectionParts) {
    this.#socket = io(parts.url + parts.namespace, {
      ...returning,
      path: '/socket',
      query: parts.query ?? {},
      auth: (give) => give(parts.auth?.() ?? {}),
      extraHeaders: { origin: parts.url, ...parts.headers },
      transports: ['websocket'],
      autoConnect: false,
      forceNew: true,
    });
    hearEarlyEnd(this.#socket.io);
    const { frame } = parts;
    if (frame) this.#socket.io.on('open', () => this.#record(frame));
    this.#socket.on('connect', parts.connected);
    this.#socket.on('disconnect', (reason) => {
      parts.lost();
      // The moment to move is drawn already.
      if (this.#moving) this.#socket.disconnect();
      else if (reason === 'io server disconnect') this.#comeBack(2_000);
    });
    this.#socket.on('connect_error', (error) => this.#refused((error as { data?: Refused }).data));
    this.#socket.on('moving', ({ withinMs }: { withinMs: number }) => this.#comeBack(withinMs));
    this.#socket.onAny(parts.heard);
  }

  get isConnected(): boolean {
    return this.#socket.connected;
  }

  open(): void {
    this.#stay();
    this.#socket.connect();
  }

  close(): void {
    this.#stay();
    this.#socket.disconnect();
  }

  /** Rejects when no answer came: then nobody knows what became of the request. */
  async ask<Answer>(event: string, request: object): Promise<Answer> {
    if (!this.#socket.connected) throw new Error('not connected');
    return (await this.#socket.timeout(answerWithinMs).emitWithAck(event, request)) as Answer;
  }

  /** The line breaks without a goodbye: what is in flight, either way, may be lost. */
  cut(): void {
    const transport = this.#socket.io.engine?.transport as unknown as { ws?: WebSocket } | undefined;
    transport?.ws?.terminate();
  }

  #record(frame: (text: string) => void): void {
    this.#socket.io.engine.on('data', (data) => frame(String(data)));
  }

  /** Refused at the door: Socket.IO does not try again by itself. */
  #refused(refusal: Refused | undefined): void {
    if (refusal?.retry) this.#comeBack(2 * (refusal.retryAfterMs ?? 1_000));
  }

  /** Until that moment whoever is connected stays so. */
  #comeBack(withinMs: number): void {
    this.#stay();
    this.#moving = setTimeout(() => {
      this.#stay();
      this.#socket.disconnect().connect();
    }, Math.random() * withinMs);
  }

  #stay(): void {
    clearTimeout(this.#moving);
    this.#moving = undefined;
  }
}
