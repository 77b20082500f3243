import { setTimeout as pause } from 'node:timers/promises';
import { apply } from '@straks/shared/conversations/apply.ts';
import type { VisitorConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import { messageId } from '@straks/shared/messages/message-id.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { AnswerOf, RequestOf, RestAnswer, VisitorDown, visitorUp } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Answer } from '@straks/shared/result.ts';
import { createOutbox, type OutboxStore } from '@straks/shared/sync/outbox.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { Connection } from './connection.ts';
import type { History } from './history.ts';
import { outboxStorage } from './outbox-storage.ts';
import { Reading } from './reading.ts';
import { noteAttempt } from './sending.ts';
import { Transcript } from './transcript.ts';

type Up = typeof visitorUp;
type Outgoing =
  | { event: 'chat:request'; text: string; name: string }
  /** Without a conversation while her request for one is unanswered. */
  | { event: 'message:send'; text: string; conversationId?: string };

/** What a browser keeps over reloads and crashes. */
export interface VisitorStorage {
  identity: { visitorId: string; token: string } | null;
  outbox: OutboxStore<Outgoing>;
  /** Which load of the page comes next. */
  page: number;
}

export const freshStorage = (): VisitorStorage => ({ identity: null, outbox: outboxStorage(), page: 0 });

export interface VisitorParts {
  url: string;
  siteKey: string;
  name: string;
  language: Language;
  history: History;
  storage: VisitorStorage;
  /** Time from a send to its ack. */
  answered?(waitMs: number): void;
  changed?(): void;
  /** Record every frame for the checker. */
  framed?: boolean;
}

/** A visitor's page, honest and small: outbox, hello, catch up, then send; gaps, heads, reading. */
export class Visitor {
  readonly name: string;
  readonly storage: VisitorStorage;
  #parts: VisitorParts;
  #connection: Connection | null = null;
  #outbox: ReturnType<typeof createOutbox<Outgoing>>;
  #reading: Reading;
  #transcript: Transcript | null = null;
  #conversation: VisitorConversation | null = null;
  /** A line of a conversation she did not know yet, which the answer she waits for may be too old to hold. */
  #early: Heard<'entry'> | null = null;
  #page: number;
  #ready = false;
  #gone = false;
  #pressed = 0;

  constructor(parts: VisitorParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.storage = parts.storage;
    this.#page = parts.storage.page++;
    this.#reading = new Reading({
      ...{ client: parts.name, role: 'visitor', history: parts.history },
      ask: (conversationId, seq) => this.#ask('message:read', { conversationId, seq }),
    });
    this.#outbox = createOutbox<Outgoing>({
      store: parts.storage.outbox,
      send: (request, id) => this.#send(request, id),
      connected: () => this.#ready,
      exclusive: (work) => work(),
      wait: (ms) => pause(ms, undefined, { ref: false }),
      changed: () => this.#changed(),
    });
  }

  get conversation(): VisitorConversation | null {
    return this.#conversation;
  }

  get transcript(): Transcript | null {
    return this.#transcript;
  }

  get isReady(): boolean {
    return this.#ready;
  }

  get unsent() {
    return this.#outbox.list();
  }

  /** Makes herself known, at her first visit, and connects. */
  async arrive(): Promise<void> {
    while (!this.storage.identity && !this.#gone) await this.#introduce();
    if (this.#gone) return;
    this.#connection ??= this.#connect();
    this.#connection.open();
  }

  /** Presses send: a chat is asked for, or words are added to it. */
  say(text: string): string {
    const id = messageId(Date.now());
    const asks = this.unsent.some(({ request }) => request.event === 'chat:request');
    const isOpen = this.#conversation !== null && this.#conversation.state !== 'closed';
    const request: Outgoing = asks
      ? { event: 'message:send', text }
      : isOpen && this.#conversation
        ? { event: 'message:send', text, conversationId: this.#conversation.id }
        : { event: 'chat:request', text, name: this.name };
    // The clock may give two presses one millisecond; their order must not be lost.
    this.#pressed = Math.max(this.#pressed + 1, Date.now());
    this.#outbox.add({ id, pressedMs: this.#pressed, request });
    return id;
  }

  discard(id: string): void {
    this.#outbox.discard(id);
  }

  async rate(helped: boolean): Promise<void> {
    if (!this.#conversation) return;
    await this.#ask('rating:give', { conversationId: this.#conversation.id, helped }).catch(() => {});
  }

  cut(): void {
    this.#connection?.cut();
  }

  /** Closes the page: what is unsent stays in its storage. */
  leave(): void {
    this.#transcript?.note(false);
    this.#end(() => this.#connection?.close());
  }

  /** The tab is gone in the middle of things; only the storage is left. */
  crash(): VisitorStorage {
    this.#transcript?.note(false);
    this.#end(() => {
      this.#connection?.cut();
      this.#connection?.close();
    });
    return this.storage;
  }

  #end(close: () => void): void {
    if (this.#gone) return;
    this.#lost();
    this.#gone = true;
    close();
  }

  async #introduce(): Promise<void> {
    const { url, siteKey, language } = this.#parts;
    const answer = await fetch(`${url}/api/sites/${siteKey}/visitors`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ language }),
    })
      .then((response) => response.json() as Promise<RestAnswer<'POST /api/sites/:key/visitors'>>)
      .catch(() => null);
    if (answer?.ok) this.storage.identity = { visitorId: answer.visitorId, token: answer.token };
    else if (answer && !answer.retry)
      throw new Error(`${this.name} may not come in: ${JSON.stringify(answer)}`);
    else await pause(answer?.retryAfterMs ?? 300);
  }

  #connect(): Connection {
    const { url, siteKey, history, framed, name } = this.#parts;
    const frame = (text: string) => {
      if (!this.#gone) history.add({ op: 'frame', phase: 'ok', client: name, role: 'visitor', text });
    };
    return new Connection({
      ...{ url, namespace: '/visitor', query: { site: siteKey } },
      auth: () => ({ token: this.storage.identity?.token }),
      connected: () => void this.#hello().catch(() => this.#connection?.cut()),
      lost: () => this.#lost(),
      heard: (event, payload) => this.#heard(event as keyof VisitorDown, payload),
      ...(framed && { frame }),
    });
  }

  async #hello(): Promise<void> {
    const held = this.#transcript;
    const answer = await this.#ask('hello', {
      protocol: protocolVersion,
      ...(held && { conversationId: held.conversationId, after: held.lastSeq }),
    });
    if (!answer.ok) throw new Error(`hello was refused: ${answer.code}`);
    if (answer.conversation) {
      const transcript = this.#adopt(answer.conversation, answer.entries);
      const { conversationId, entry } = this.#early ?? {};
      const isLate = conversationId === transcript.conversationId && (entry?.seq ?? 0) > transcript.lastSeq;
      if ((answer.more && transcript === held) || isLate) await transcript.fill();
    }
    if (this.#gone || !this.#connection?.isConnected) return;
    this.#ready = true;
    this.#noteComing('joined');
    void this.#outbox.pump();
    this.#changed();
  }

  #adopt(conversation: VisitorConversation, entries: readonly Entry[]): Transcript {
    if (this.#transcript?.conversationId !== conversation.id) {
      this.#transcript?.note(false);
      this.#transcript = this.#newTranscript(conversation.id);
    }
    this.#conversation = conversation;
    this.#transcript.page(entries);
    return this.#transcript;
  }

  #newTranscript(conversationId: string): Transcript {
    return new Transcript({
      ...{ conversationId, client: this.name, role: 'visitor', page: this.#page },
      history: this.#parts.history,
      sync: async (id, after) => {
        const answer = await this.#ask('message:sync', { conversationId: id, after });
        if (!answer.ok) throw new Error(answer.code);
        return answer;
      },
      changed: () => this.#taken(),
    });
  }

  /** After every change of the transcript: the snapshot follows, and what the agent wrote gets read. */
  #taken(): void {
    const transcript = this.#transcript;
    if (!transcript || !this.#conversation) return;
    this.#conversation = transcript.entries.reduce(apply, this.#conversation);
    const last = transcript.entries.findLast((entry) => entry.kind === 'message' && entry.from === 'agent');
    if (last) this.#reading.upTo(transcript.conversationId, last.seq);
    this.#changed();
  }

  #lost(): void {
    if (this.#ready) this.#noteComing('left');
    this.#ready = false;
    this.#changed();
  }

  #heard(event: keyof VisitorDown, payload: unknown): void {
    const { conversationId } = payload as { conversationId?: string };
    const transcript = this.#transcript;
    if (this.#gone) return;
    if (!transcript || transcript.conversationId !== conversationId) {
      if (event === 'entry') this.#early = payload as Heard<'entry'>;
      return;
    }
    if (event === 'entry') transcript.live((payload as Heard<'entry'>).entry);
    if (event === 'head') this.#headHeard(transcript, payload as Heard<'head'>);
    if (event === 'place') this.#notePlace(payload as Heard<'place'>);
    if (event === 'read') {
      const { by, seq } = payload as Heard<'read'>;
      this.#reading.heard(transcript.conversationId, by, seq);
    }
  }

  #headHeard(transcript: Transcript, head: Heard<'head'>): void {
    transcript.head(head.seq);
    this.#reading.heard(transcript.conversationId, 'agent', head.readByAgentSeq);
  }

  #send(request: Outgoing, id: string): Promise<Answer<object>> {
    const conversationId =
      request.event === 'message:send' ? (request.conversationId ?? this.#conversation?.id) : undefined;
    const attempt = {
      ...{ client: this.name, role: 'visitor' as const, senderId: this.storage.identity?.visitorId },
      ...{ id, conversation: conversationId, body: request.text },
    };
    const answered = this.#parts.answered ?? (() => {});
    const { history } = this.#parts;
    if (request.event === 'chat:request') {
      return noteAttempt(history, attempt, answered, () => this.#request(request, id), seqOf(id));
    }
    const send = () =>
      this.#ask('message:send', {
        conversationId: conversationId ?? '',
        clientMessageId: id,
        text: request.text,
      });
    return noteAttempt(history, attempt, answered, send, ({ seq }) => seq);
  }

  async #request({ text, name }: Outgoing & { event: 'chat:request' }, id: string) {
    const answer = await this.#ask('chat:request', {
      ...{ clientMessageId: id, text, name, language: this.#parts.language },
    });
    if (!answer.ok) return answer;
    const isNew = this.#conversation?.id !== answer.conversation.id;
    const transcript = this.#adopt(answer.conversation, answer.entries);
    if (isNew) this.#noteComing('joined');
    // Entries of the time before this answer went to nobody who knew the conversation.
    void transcript.fill();
    return answer;
  }

  #ask<E extends keyof Up>(event: E, request: RequestOf<Up, E>): Promise<AnswerOf<Up, E>> {
    if (!this.#connection) return Promise.reject(new Error('not connected'));
    return this.#connection.ask(event, request as object);
  }

  #noteComing(op: 'joined' | 'left'): void {
    if (!this.#conversation || this.#gone) return;
    const { history, name: client } = this.#parts;
    history.add({ op, phase: 'ok', client, role: 'visitor', conversation: this.#conversation.id });
  }

  #notePlace({ conversationId, position }: Heard<'place'>): void {
    const { history, name: client } = this.#parts;
    history.add({
      op: 'place',
      phase: 'ok',
      client,
      role: 'visitor',
      conversation: conversationId,
      position,
    });
  }

  #changed(): void {
    if (!this.#gone) this.#parts.changed?.();
  }
}

type Heard<E extends keyof VisitorDown> = Parameters<VisitorDown[E]>[0];

const seqOf =
  (id: string) =>
  ({ entries }: { entries: readonly Entry[] }) =>
    entries.find((entry) => entry.kind === 'message' && entry.id === id)?.seq;
