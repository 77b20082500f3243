import { setTimeout as pause } from 'node:timers/promises';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import type { AgentDown, AnswerOf, agentUp, RequestOf } from '@straks/shared/protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Session } from './accounts.ts';
import { Chat, type Reply } from './chat.ts';
import { Connection } from './connection.ts';
import type { History } from './history.ts';
import { type Changes, InboxList } from './inbox-list.ts';
import { Reading } from './reading.ts';
import { noteAttempt } from './sending.ts';
import { Transcript } from './transcript.ts';

type Up = typeof agentUp;
type Heard<E extends keyof AgentDown> = Parameters<AgentDown[E]>[0];

const openAgainMs = 1_000;

export interface AgentParts {
  session: Session;
  history: History;
  /** How long the server's leases last, for the history. */
  leaseMs?: number;
  beatMs?: number;
  answered?(waitMs: number): void;
  changed?(): void;
}

/** An agent's console, honest and small: list, chats at once, epochs, outboxes, lease. */
export class Agent {
  readonly name: string;
  readonly chats = new Map<string, Chat>();
  readonly inbox = new InboxList();
  #parts: Required<AgentParts>;
  #connection: Connection;
  #reading: Reading;
  #id: string | null = null;
  #wish: 'available' | 'away' = 'available';
  #ready = false;
  #syncing = false;
  #beating: NodeJS.Timeout | undefined;
  #shown = new Map<string, boolean>();

  constructor(parts: AgentParts) {
    this.#parts = { leaseMs: 30_000, beatMs: 10_000, answered() {}, changed() {}, ...parts };
    this.name = parts.session.name;
    this.#reading = new Reading({
      ...{ client: this.name, role: 'agent', history: parts.history },
      ask: (conversationId, seq) => this.#ask('message:read', { conversationId, seq }),
    });
    this.#connection = new Connection({
      ...{ url: parts.session.url, namespace: '/agent', headers: { cookie: parts.session.cookie } },
      connected: () => void this.#hello().catch(() => this.#connection.cut()),
      lost: () => this.#lost(),
      heard: (event, payload) => this.#heard(event as keyof AgentDown, payload),
    });
  }

  get isReady(): boolean {
    return this.#ready;
  }

  get owned(): Chat[] {
    return [...this.chats.values()].filter(({ epoch }) => epoch !== null);
  }

  arrive(): void {
    this.#connection.open();
  }

  wish(status: 'available' | 'away'): void {
    this.#wish = status;
    void this.#ask('presence:set', { status }).catch(() => {});
  }

  cut(): void {
    this.#connection.cut();
  }

  /** Closes the lid: no socket, no beats, nothing said. `arrive` opens it again. */
  sleep(): void {
    this.#connection.cut();
    this.#connection.close();
  }

  /** Goes home. What she holds is noted as it is; nothing of it is hers any more. */
  leave(): void {
    for (const chat of this.chats.values()) {
      chat.transcript.note(false);
      chat.epoch = null;
    }
    this.#connection.close();
  }

  /** Closes a chat, asking again until the server has answered. */
  async close(chat: Chat, category: string | null): Promise<void> {
    const conversationId = chat.transcript.conversationId;
    for (let epoch = chat.epoch; epoch !== null && chat.epoch === epoch; ) {
      const answer = await this.#ask('conversation:close', { conversationId, epoch, category }).catch(
        () => null,
      );
      if (answer && (answer.ok || !answer.retry)) return;
      await pause(answer?.retryAfterMs ?? 200);
    }
  }

  async #hello(): Promise<void> {
    const askedMs = Date.now();
    const answer = await this.#ask('hello', { protocol: protocolVersion });
    if (!answer.ok) throw new Error(`hello was refused: ${answer.code}`);
    this.#id = answer.me.id;
    this.inbox.start(answer.inbox);
    this.#colleagues(answer.colleagues);
    await this.#beat(askedMs);
    await this.#ask('presence:set', { status: this.#wish });
    clearInterval(this.#beating);
    this.#beating = setInterval(() => void this.#beat(Date.now()).catch(() => {}), this.#parts.beatMs);
    this.#ready = true;
    this.#listChanged();
  }

  /** The life a beat gives begins, for the history, when it was asked for. */
  async #beat(fromMs: number): Promise<void> {
    const { history, leaseMs } = this.#parts;
    const line = { op: 'lease' as const, client: this.name, role: 'agent' as const, agentId: this.#id ?? '' };
    const answer = await this.#ask('presence:beat', {}).catch((error: unknown) => {
      history.add({ ...line, phase: 'info', fromMs, untilMs: Date.now() + leaseMs });
      throw error;
    });
    if (answer.ok) history.add({ ...line, phase: 'ok', fromMs, untilMs: answer.leaseUntil });
  }

  #lost(): void {
    clearInterval(this.#beating);
    this.#ready = false;
    for (const chat of this.chats.values()) chat.shut();
    // What she was shown of others is stale from now on, and says so.
    for (const [agentId, online] of this.#shown) if (online) this.#notePresence(agentId, false);
    this.#shown.clear();
    this.#parts.changed();
  }

  #heard(event: keyof AgentDown, payload: unknown): void {
    if (event === 'inbox') this.#changes(payload as Changes);
    if (event === 'inbox:head' && (payload as Heard<'inbox:head'>).upTo > this.inbox.upTo)
      void this.#syncList();
    if (event === 'colleagues') this.#colleagues((payload as Heard<'colleagues'>).colleagues);
    const chat = this.chats.get((payload as { conversationId?: string }).conversationId ?? '');
    if (!chat) return;
    if (event === 'entry') chat.transcript.live((payload as Heard<'entry'>).entry);
    if (event === 'head') this.#headHeard(chat, payload as Heard<'head'>);
    if (event === 'read') {
      const { by, seq } = payload as Heard<'read'>;
      this.#reading.heard(chat.transcript.conversationId, by, seq);
    }
  }

  #headHeard(chat: Chat, head: Heard<'head'>): void {
    chat.transcript.head(head.seq);
    this.#reading.heard(chat.transcript.conversationId, 'visitor', head.readByVisitorSeq);
  }

  #changes(changes: Changes): void {
    if (this.inbox.take(changes)) this.#listChanged();
    else void this.#syncList();
  }

  async #syncList(): Promise<void> {
    if (this.#syncing) return;
    this.#syncing = true;
    const answer = await this.#ask('inbox:sync', { after: this.inbox.upTo }).catch(() => null);
    this.#syncing = false;
    if (answer?.ok && this.inbox.take(answer)) this.#listChanged();
  }

  /** Opens what has become hers and lets go of what is hers no more. */
  #listChanged(): void {
    if (!this.#ready) return;
    for (const [id, chat] of this.chats) this.#own(chat, this.inbox.items.get(id));
    for (const item of this.inbox.items.values()) {
      if (this.#isMine(item) && !this.chats.has(item.id)) this.#own(this.#begin(item), item);
    }
    this.#parts.changed();
  }

  #isMine = (item: AgentConversation | undefined): boolean =>
    item !== undefined && item.state === 'active' && item.ownerId === this.#id;

  #own(chat: Chat, item: AgentConversation | undefined): void {
    const epoch = item && this.#isMine(item) ? item.epoch : null;
    if (epoch !== chat.epoch) this.#ownerChanged(chat, epoch, item?.epoch);
    if (epoch !== null) void this.#open(chat);
  }

  #ownerChanged(chat: Chat, epoch: number | null, toldEpoch: number | undefined): void {
    const told = { client: this.name, role: 'agent' as const, phase: 'ok' as const, agentId: this.#id ?? '' };
    this.#parts.history.add({
      ...{ op: 'owner', ...told, conversation: chat.transcript.conversationId },
      ...{ owns: epoch !== null, epoch: epoch ?? toldEpoch ?? chat.epoch ?? 0 },
    });
    chat.epoch = epoch;
    if (epoch === null) chat.shut();
  }

  #begin(item: AgentConversation): Chat {
    const conversationId = item.id;
    const chat: Chat = new Chat({
      visitorName: item.visitor.name ?? '',
      transcript: this.#newTranscript(conversationId),
      send: (reply, id) => this.#send(conversationId, reply, id),
      connected: () => this.#ready,
      changed: () => this.#parts.changed(),
    });
    this.chats.set(conversationId, chat);
    return chat;
  }

  #newTranscript(conversationId: string): Transcript {
    return new Transcript({
      ...{ conversationId, client: this.name, role: 'agent', page: 0, history: this.#parts.history },
      sync: async (id, after) => {
        const answer = await this.#ask('message:sync', { conversationId: id, after });
        if (!answer.ok) throw new Error(answer.code);
        return answer;
      },
      changed: () => this.#taken(conversationId),
    });
  }

  #taken(conversationId: string): void {
    const chat = this.chats.get(conversationId);
    const last = chat?.transcript.entries.findLast(
      (entry) => entry.kind === 'message' && entry.from === 'visitor',
    );
    if (last && chat?.epoch !== null) this.#reading.upTo(conversationId, last.seq);
    this.#parts.changed();
  }

  async #open(chat: Chat): Promise<void> {
    const { conversationId } = chat.transcript;
    await chat
      .open(async () => {
        const after = chat.transcript.lastSeq;
        const answer = await this.#ask('conversation:open', { conversationId, after });
        if (!answer.ok) throw new Error(answer.code);
        chat.transcript.page(answer.entries);
        if (answer.more) await chat.transcript.fill();
      })
      .catch(() => this.#openAgain(chat));
    this.#parts.changed();
  }

  /** The line stands, but what she missed did not come: without that her words would wait for ever. */
  #openAgain(chat: Chat): void {
    const again = () => {
      if (this.#ready && chat.epoch !== null) void this.#open(chat);
    };
    setTimeout(again, openAgainMs).unref();
  }

  #send(conversationId: string, { epoch, text }: Reply, id: string) {
    const attempt = {
      ...{ client: this.name, role: 'agent' as const, senderId: this.#id ?? undefined },
      ...{ id, conversation: conversationId, body: text },
    };
    const request = { conversationId, epoch, clientMessageId: id, text };
    return noteAttempt(
      this.#parts.history,
      attempt,
      this.#parts.answered,
      () => this.#ask('message:send', request),
      ({ seq }) => seq,
    );
  }

  #ask<E extends keyof Up>(event: E, request: RequestOf<Up, E>): Promise<AnswerOf<Up, E>> {
    return this.#connection.ask(event, request as object);
  }

  #colleagues(colleagues: readonly Colleague[]): void {
    for (const { id: agentId, reachable } of colleagues) {
      if (this.#shown.get(agentId) === reachable) continue;
      this.#shown.set(agentId, reachable);
      this.#notePresence(agentId, reachable);
    }
  }

  #notePresence(agentId: string, online: boolean): void {
    const { history } = this.#parts;
    history.add({ op: 'presence', phase: 'ok', client: this.name, role: 'agent', agentId, online });
  }
}
