import { setTimeout as pause } from 'node:timers/promises';
import { messageId } from '@straks/shared/messages/message-id.ts';
import type { Answer } from '@straks/shared/result.ts';
import { createOutbox } from '@straks/shared/sync/outbox.ts';
import { outboxStorage } from './outbox-storage.ts';
import type { Transcript } from './transcript.ts';

export interface Reply {
  epoch: number;
  text: string;
}

export interface ChatParts {
  transcript: Transcript;
  visitorName: string;
  send(request: Reply, id: string): Promise<Answer<object>>;
  connected(): boolean;
  changed(): void;
}

/** One of an agent's chats: what she holds of it, whether it is hers, and the words that wait to go out. */
export class Chat {
  readonly transcript: Transcript;
  readonly visitorName: string;
  /** The epoch under which it is hers; null when it is not. */
  epoch: number | null = null;
  #opening: symbol | null = null;
  #isOpen = false;
  #outbox: ReturnType<typeof createOutbox<Reply>>;
  #pressed = 0;

  constructor({ transcript, visitorName, ...outbox }: ChatParts) {
    this.transcript = transcript;
    this.visitorName = visitorName;
    this.#outbox = createOutbox<Reply>({
      ...outbox,
      store: outboxStorage(),
      connected: () => this.#isOpen && outbox.connected(),
      exclusive: (work) => work(),
      wait: (ms) => pause(ms, undefined, { ref: false }),
    });
  }

  get unsent() {
    return this.#outbox.list();
  }

  say(text: string): string {
    if (this.epoch === null) throw new Error('She may not answer a chat that is not hers.');
    const id = messageId(Date.now());
    this.#pressed = Math.max(this.#pressed + 1, Date.now());
    this.#outbox.add({ id, pressedMs: this.#pressed, request: { epoch: this.epoch, text } });
    return id;
  }

  /** All she missed has come since the connection was made: now words may go out. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Fetches what was missed, once a connection; what a lost connection began counts no more. */
  async open(fetchMissed: () => Promise<void>): Promise<void> {
    if (this.#isOpen || this.#opening) return;
    const opening = Symbol();
    this.#opening = opening;
    try {
      await fetchMissed();
      if (this.#opening === opening) this.#isOpen = true;
    } finally {
      if (this.#opening === opening) this.#opening = null;
    }
    void this.#outbox.pump();
  }

  shut(): void {
    this.#opening = null;
    this.#isOpen = false;
  }

  discard(id: string): void {
    this.#outbox.discard(id);
  }
}
