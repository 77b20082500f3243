import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '../../drivers/accounts.ts';
import { Agent } from '../../drivers/agent.ts';
import type { Chat } from '../../drivers/chat.ts';
import type { History } from '../../drivers/history.ts';
import type { Span } from '../spans.ts';
import { words } from './words.ts';

export interface DeskParts {
  session: Session;
  history: History;
  random: () => number;
  /** Mean pause between two answers in one chat. */
  pauseMs: number;
  leaseMs: number;
  beatMs: number;
}

const shortestChatMs = 5_000;
const longestChatMs = 20_000;

/** An agent at work: answers in all her chats at once, and closes each after a while. */
export class Desk {
  readonly agent: Agent;
  /** When her lid was closed. */
  readonly naps: Span[] = [];
  #parts: DeskParts;
  #attended = new Set<string>();
  #open = true;

  constructor(parts: DeskParts) {
    this.#parts = parts;
    const { session, history, leaseMs, beatMs } = parts;
    this.agent = new Agent({ session, history, leaseMs, beatMs, changed: () => this.#look() });
  }

  /** She says nothing more, and is awake. */
  close(): void {
    this.#open = false;
    this.#wake();
  }

  /** Closes the lid for so long. */
  async nap(ms: number): Promise<void> {
    this.naps.push({ fromMs: Date.now(), untilMs: Number.POSITIVE_INFINITY });
    this.agent.sleep();
    await pause(ms);
    if (this.#open) this.#wake();
  }

  #wake(): void {
    const last = this.naps.at(-1);
    if (last) last.untilMs = Math.min(last.untilMs, Date.now());
    this.agent.arrive();
  }

  #look(): void {
    for (const chat of this.agent.owned) {
      const key = `${chat.transcript.conversationId} ${chat.epoch}`;
      if (this.#attended.has(key)) continue;
      this.#attended.add(key);
      void this.#attend(chat);
    }
  }

  async #attend(chat: Chat): Promise<void> {
    const { random, pauseMs } = this.#parts;
    const { epoch } = chat;
    const endMs = performance.now() + shortestChatMs + random() * (longestChatMs - shortestChatMs);
    while (this.#open && chat.epoch === epoch && performance.now() < endMs) {
      await pause(pauseMs * (0.5 + random()));
      for (const { id, failed } of chat.unsent) if (failed) chat.discard(id);
      if (this.#open && chat.epoch === epoch && chat.isOpen) chat.say(words(random));
    }
    if (this.#open && chat.epoch === epoch) await this.agent.close(chat, 'Levering');
  }
}
