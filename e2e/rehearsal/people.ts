import type { AnswerOf, visitorUp } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { RawSocket } from '../bench/raw-socket.ts';
import { makeVisitor } from '../bench/visitors.ts';
import type { Session } from '../drivers/accounts.ts';
import type { Server } from '../drivers/server.ts';
import type { Telling, Wait } from './coverage.ts';
import { paceAmong } from './demand.ts';

type Requested = Extract<AnswerOf<typeof visitorUp, 'chat:request'>, { ok: true }>;

const payloadOf = <Payload>(frame: string) =>
  (JSON.parse(frame.slice(frame.indexOf('['))) as [string, Payload])[1];

interface EntryFrame {
  conversationId: string;
  entry: { kind: string; at: number; epoch?: number; from?: 'visitor' | 'agent' };
}

/** Does something after so much of the day; `thinkMs` is how long somebody takes to answer. */
export interface Tempo {
  later(ms: number, work: () => void): void;
  thinkMs(): number;
}

const words = () => ({ clientMessageId: crypto.randomUUID(), text: 'Den skulle kommet på tirsdag.' });

/** What somebody in line hears of her wait, and when it ended. */
export class Waiter {
  readonly tellings: Telling[] = [];
  joined = 0;
  takenAt: number | null = null;
  leftAt: number | null = null;
  hasEnded = false;

  get isWaiting(): boolean {
    return this.takenAt === null && this.leftAt === null;
  }

  wait(): Wait {
    const { joined, tellings, takenAt, leftAt } = this;
    return { joined, tellings, takenAt, leftAt: takenAt === null ? leftAt : null };
  }

  /** Answers what kind of line of the log it was, if it was one. */
  hear(frame: string): string | null {
    if (frame.includes('["place",')) this.#told(payloadOf<Place>(frame));
    if (!frame.includes('["entry",')) return null;
    const { entry } = payloadOf<EntryFrame>(frame);
    // What she was told is held against the first agent she got.
    if (entry.kind === 'assigned') this.takenAt ??= entry.at;
    return entry.kind === 'message' ? (entry.from ?? null) : entry.kind;
  }

  #told({ wait, at }: Place): void {
    if (wait.kind !== 'range' || this.takenAt !== null) return;
    const { likelyMs, withinMs } = wait;
    const last = this.tellings.at(-1);
    if (last?.likelyMs === likelyMs && last.withinMs === withinMs) return;
    this.tellings.push({ at, likelyMs, withinMs });
  }
}

/** A visitor who may lose her patience. */
export class Guest extends Waiter {
  #socket: RawSocket | null = null;
  #conversationId = '';
  #tempo: Tempo;

  private constructor(tempo: Tempo) {
    super();
    this.#tempo = tempo;
  }

  static async arrive(server: Server, tempo: Tempo): Promise<Guest> {
    const guest = new Guest(tempo);
    guest.#socket = await makeVisitor(server, (frame) => guest.#heard(guest.hear(frame)));
    return guest;
  }

  async ask(): Promise<void> {
    const request = {
      clientMessageId: crypto.randomUUID(),
      text: 'Hei! Hvor er pakken min?',
      language: 'nb',
    };
    const answer = await this.#socket?.request<Requested>('chat:request', request);
    this.#conversationId = answer?.conversation.id ?? '';
    this.joined = answer?.entries.find(({ kind }) => kind === 'queued')?.at ?? 0;
  }

  async giveUp(nowMs: number): Promise<void> {
    if (!this.isWaiting) return;
    this.leftAt = nowMs;
    await this.#socket?.request('queue:leave', { conversationId: this.#conversationId }).catch(() => {});
    this.end();
  }

  end(): void {
    this.hasEnded = true;
    this.#socket?.close();
  }

  #heard(what: string | null): void {
    if (what === 'agent') this.#answer();
    if (what === 'closed') this.end();
  }

  #answer(): void {
    this.#tempo.later(this.#tempo.thinkMs(), () => {
      if (this.hasEnded) return;
      const message = { conversationId: this.#conversationId, ...words() };
      this.#socket?.request('message:send', message).catch(() => {});
    });
  }
}

interface Chat {
  conversationId: string;
  epoch: number;
  workLeftMs: number;
}

/** How long she works until her next break, and how long that is. */
interface Rests {
  nextBreakMs(): number;
  breakMs(): number;
}

/** An agent at work: the more chats at once, the slower each. */
export class Desk {
  #chats = new Map<string, Chat>();
  #socket: RawSocket | null = null;
  #workMs: () => number;
  #onBreakUntilMs = 0;
  #breakAtMs: number;
  #tempo: Tempo;

  private constructor(tempo: Tempo, workMs: () => number, firstBreakMs: number) {
    this.#tempo = tempo;
    this.#workMs = workMs;
    this.#breakAtMs = firstBreakMs;
  }

  static async arrive(
    { url, cookie }: Session,
    tempo: Tempo,
    workMs: () => number,
    firstBreakMs: number,
  ): Promise<Desk> {
    const desk = new Desk(tempo, workMs, firstBreakMs);
    desk.#socket = await RawSocket.connect({
      ...{ url, namespace: '/agent', cookie },
      heard: (frame) => desk.#hear(frame),
    });
    await desk.#ask('hello', { protocol: protocolVersion });
    await desk.#ask('presence:beat', {});
    await desk.#ask('presence:set', { status: 'available' });
    return desk;
  }

  get chats(): number {
    return this.#chats.size;
  }

  beat(): void {
    this.#ask('presence:beat', {}).catch(() => {});
  }

  /** So much of the day has gone by since the last call. */
  work(passedMs: number, nowMs: number, rests: Rests): void {
    this.#rest(nowMs, rests);
    const pace = paceAmong(this.#chats.size);
    for (const chat of this.#chats.values()) {
      chat.workLeftMs -= passedMs * pace;
      if (chat.workLeftMs <= 0) this.#close(chat);
    }
  }

  close(): void {
    this.#socket?.close();
  }

  #rest(nowMs: number, { nextBreakMs, breakMs }: Rests): void {
    if (this.#onBreakUntilMs > 0 && nowMs >= this.#onBreakUntilMs) {
      this.#onBreakUntilMs = 0;
      this.#breakAtMs = nowMs + nextBreakMs();
      this.#ask('presence:set', { status: 'available' }).catch(() => {});
    } else if (this.#onBreakUntilMs === 0 && nowMs >= this.#breakAtMs) {
      this.#onBreakUntilMs = nowMs + breakMs();
      this.#ask('presence:set', { status: 'away' }).catch(() => {});
    }
  }

  #close({ conversationId, epoch }: Chat): void {
    this.#chats.delete(conversationId);
    this.#ask('conversation:close', { conversationId, epoch, category: null }).catch(() => {});
  }

  #hear(frame: string): void {
    if (!frame.includes('["entry",')) return;
    const { conversationId, entry } = payloadOf<EntryFrame>(frame);
    if (entry.kind === 'assigned') this.#take(conversationId, entry.epoch ?? 0);
    if (entry.kind === 'message' && entry.from === 'visitor') this.#answer(conversationId);
    if (entry.kind === 'closed' || entry.kind === 'returned') this.#chats.delete(conversationId);
  }

  #take(conversationId: string, epoch: number): void {
    this.#chats.set(conversationId, { conversationId, epoch, workLeftMs: this.#workMs() });
    this.#ask('conversation:accept', { conversationId, epoch }).catch(() => {});
    this.#answer(conversationId);
  }

  #answer(conversationId: string): void {
    this.#tempo.later(this.#tempo.thinkMs(), () => {
      const chat = this.#chats.get(conversationId);
      if (!chat) return;
      this.#ask('message:send', { conversationId, epoch: chat.epoch, ...words() }).catch(() => {});
    });
  }

  #ask(event: string, payload: object): Promise<object> {
    return this.#socket?.request(event, payload) ?? Promise.reject(new Error('not connected'));
  }
}
