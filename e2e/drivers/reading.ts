import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '@straks/shared/result.ts';
import type { History } from './history.ts';

export interface ReadingParts {
  client: string;
  role: 'visitor' | 'agent';
  history: History;
  ask(conversationId: string, seq: number): Promise<Answer<object>>;
}

/** Tells how far one has read: a moment after it came, one request at a time, never back. */
export class Reading {
  #parts: ReadingParts;
  #wanted = new Map<string, number>();
  #told = new Map<string, number>();
  #busy = new Set<string>();

  constructor(parts: ReadingParts) {
    this.#parts = parts;
  }

  upTo(conversationId: string, seq: number): void {
    this.#wanted.set(conversationId, Math.max(seq, this.#wanted.get(conversationId) ?? 0));
    void this.#tell(conversationId);
  }

  /** The other side's cursor, as we are told of it. */
  heard(conversationId: string, reader: 'visitor' | 'agent', seq: number): void {
    const { client, role, history } = this.#parts;
    if (reader !== role) {
      history.add({ op: 'read', phase: 'ok', client, role, conversation: conversationId, reader, seq });
    }
  }

  async #tell(conversationId: string): Promise<void> {
    if (this.#busy.has(conversationId)) return;
    this.#busy.add(conversationId);
    await pause(readingMs, undefined, { ref: false });
    const seq = this.#wanted.get(conversationId) ?? 0;
    if (seq > (this.#told.get(conversationId) ?? 0)) await this.#ask(conversationId, seq);
    this.#busy.delete(conversationId);
    if (this.#told.get(conversationId) === seq && (this.#wanted.get(conversationId) ?? 0) > seq) {
      void this.#tell(conversationId);
    }
  }

  async #ask(conversationId: string, seq: number): Promise<void> {
    const { client, role, history } = this.#parts;
    const answer = await this.#parts.ask(conversationId, seq).catch(() => null);
    if (!answer?.ok) return;
    this.#told.set(conversationId, seq);
    history.add({ op: 'read', phase: 'ok', client, role, conversation: conversationId, seq });
  }
}

const readingMs = 300;
