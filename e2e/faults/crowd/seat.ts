import { setTimeout as pause } from 'node:timers/promises';
import type { History } from '../../drivers/history.ts';
import { freshStorage, Visitor, type VisitorStorage } from '../../drivers/visitor.ts';
import type { Span } from '../spans.ts';
import { words } from './words.ts';

export interface SeatParts {
  url: string;
  siteKey: string;
  name: string;
  history: History;
  random: () => number;
  /** Mean pause between two messages of one visitor. */
  pauseMs: number;
  /** After this long a visitor who vanished has been given up by the house. */
  graceMs: number;
}

/** One of so many visitors at a time: she chats to the end, or goes, and another takes her place. */
export class Seat {
  /** When a guest had left her page, by her name. */
  readonly absences = new Map<string, Span[]>();
  #parts: SeatParts;
  #visitor: Visitor | null = null;
  #guests = 0;
  #open = true;
  /** Between two pages: nothing else is done to her. */
  #isAway = false;

  constructor(parts: SeatParts) {
    this.#parts = parts;
  }

  get visitor(): Visitor | null {
    return this.#visitor;
  }

  /** Visitors come and go until the seat is closed; the last one stays. */
  async serve(): Promise<void> {
    await pause(this.#parts.random() * 3_000);
    while (this.#open) {
      await this.#visit();
      await pause(this.#parts.random() * 500);
    }
  }

  /** Nobody says or begins anything more. */
  close(): void {
    this.#open = false;
  }

  cut(): void {
    this.#visitor?.cut();
  }

  /** The tab dies; a new page on the same storage comes a moment later. */
  async crash(): Promise<void> {
    const visitor = this.#visitor;
    if (!visitor || this.#isAway) return;
    this.#isAway = true;
    this.#noteGoing(visitor);
    const storage = visitor.crash();
    await pause(100 + this.#parts.random() * 1_200);
    if (this.#visitor === visitor) await this.#enter(visitor.name, storage);
    this.#isAway = false;
  }

  async #visit(): Promise<void> {
    const { name, random } = this.#parts;
    this.#guests += 1;
    const visitor = await this.#enter(`${name}.${this.#guests}`, freshStorage());
    visitor.say(words(random));
    const fate = random();
    const fatedMs = performance.now() + 2_000 + random() * 6_000;
    let isFated = fate > 0.75;
    while (this.#open && !this.#isServed()) {
      await this.#talk();
      if (!isFated || performance.now() < fatedMs || this.#isAway) continue;
      isFated = false;
      if (fate > 0.95) break;
      await this.#goAndReturn(fate > 0.85 ? 0 : 500 + random() * 2_500);
    }
    // The page that comes after a crash is hers too, and leaves with her.
    while (this.#isAway) await pause(50);
    if (this.#open) this.#goForGood();
  }

  /** What she had not sent goes with her: nobody waits for it. */
  #goForGood(): void {
    if (this.#visitor) this.#noteGoing(this.#visitor);
    this.#visitor?.leave();
    this.#visitor = null;
  }

  #isServed(): boolean {
    return this.#visitor?.conversation?.state === 'closed' && this.#visitor.unsent.length === 0;
  }

  async #talk(): Promise<void> {
    const { random, pauseMs } = this.#parts;
    await pause(pauseMs * (0.5 + random()));
    const visitor = this.#visitor;
    if (!this.#open || !visitor || this.#isAway || visitor.conversation?.state === 'closed') return;
    for (const { id, failed } of visitor.unsent) if (failed) visitor.discard(id);
    // In line she waits for an answer; a word now and then shows that both are kept.
    if (visitor.conversation?.state === 'active' || random() < 0.2) visitor.say(words(random));
  }

  /** A reload, or a short absence within the grace. */
  async #goAndReturn(awayMs: number): Promise<void> {
    const visitor = this.#visitor;
    if (!visitor) return;
    this.#isAway = true;
    this.#noteGoing(visitor);
    visitor.leave();
    await pause(awayMs);
    await this.#enter(visitor.name, visitor.storage);
    this.#isAway = false;
  }

  #noteGoing({ name }: Visitor): void {
    const going = { fromMs: Date.now(), untilMs: Number.POSITIVE_INFINITY };
    this.absences.set(name, [...(this.absences.get(name) ?? []), going]);
  }

  async #enter(name: string, storage: VisitorStorage): Promise<Visitor> {
    const { url, siteKey, history } = this.#parts;
    const visitor = new Visitor({ url, siteKey, name, language: 'nb', history, storage, framed: true });
    this.#visitor = visitor;
    const away = this.absences.get(name)?.at(-1);
    if (away) away.untilMs = Date.now();
    await visitor.arrive();
    return visitor;
  }
}
