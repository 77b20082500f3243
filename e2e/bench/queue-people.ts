import type { AnswerOf, visitorUp } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Session } from '../drivers/accounts.ts';
import { RawSocket } from './raw-socket.ts';
import type { Door } from './straks.ts';
import { makeVisitor } from './visitors.ts';

type Requested = Extract<AnswerOf<typeof visitorUp, 'chat:request'>, { ok: true }>;

/** The same clock on all threads. */
export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Behind the numbers and the namespace of a frame: `42/visitor,`. */
const eventStart = 11;

const positionStart = '"position":';

/** A visitor on a raw socket who counts how often she is told her place, and knows when her number changed. */
export class LineVisitor {
  frames = 0;
  isWaiting = false;
  /** When she was told another number than before; null until then. */
  movedMs: number | null = null;
  #position = 0;
  #socket: RawSocket | null = null;

  static async arrive(door: Door): Promise<LineVisitor> {
    const visitor = new LineVisitor();
    visitor.#socket = await makeVisitor(door, (frame) => visitor.#hear(frame));
    return visitor;
  }

  async join(): Promise<void> {
    this.isWaiting = true;
    const request = { clientMessageId: crypto.randomUUID(), text: 'Hei', language: 'nb' };
    await this.#socket?.request<Requested>('chat:request', request);
  }

  forget(): void {
    this.frames = 0;
    this.movedMs = null;
  }

  #hear(frame: string): void {
    if (frame.startsWith('["place",', eventStart)) this.#told(frame);
    else if (frame.includes('"kind":"assigned"')) this.isWaiting = false;
  }

  #told(frame: string): void {
    this.frames += 1;
    const position = Number.parseInt(frame.slice(frame.indexOf(positionStart) + positionStart.length), 10);
    if (position !== this.#position) this.movedMs = nowMs();
    this.#position = position;
  }
}

interface Given {
  conversationId: string;
  epoch: number;
}

const assigned = /"conversationId":"([\w-]+)","entry":\{[^}]*"kind":"assigned".*"epoch":(\d+)/;

/** An agent who has one chat at a time and ends it when told to. */
export class LineDesk {
  chat: Given | null = null;
  #socket: RawSocket | null = null;
  #next: ((given: Given) => void) | null = null;

  static async arrive({ url, cookie }: Session): Promise<LineDesk> {
    const desk = new LineDesk();
    desk.#socket = await RawSocket.connect({
      ...{ url, namespace: '/agent', cookie },
      heard: (frame) => desk.#hear(frame),
    });
    await desk.#socket.request('hello', { protocol: protocolVersion });
    await desk.#socket.request('presence:beat', {});
    await desk.#socket.request('presence:set', { status: 'available' });
    return desk;
  }

  beat(): void {
    this.#socket?.request('presence:beat', {}).catch(() => {});
  }

  /** The time from pressing "close" until the next one in line is hers. */
  async closeAndGetNext(): Promise<number> {
    const { chat } = this;
    if (!chat) throw new Error('she has no chat to close');
    const next = Promise.withResolvers<Given>();
    this.chat = null;
    this.#next = next.resolve;
    const fromMs = performance.now();
    await this.#socket?.request('conversation:close', { ...chat, category: null });
    await next.promise;
    return performance.now() - fromMs;
  }

  #hear(frame: string): void {
    if (!frame.includes('"kind":"assigned"')) return;
    const found = assigned.exec(frame);
    if (!found) return;
    this.chat = { conversationId: found[1] ?? '', epoch: Number(found[2]) };
    this.#next?.(this.chat);
    this.#next = null;
  }
}
