import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import { catchUp, emptyTimeline, isBehind, receive, type Timeline } from '@straks/shared/sync/timeline.ts';
import type { Shown } from '../faults/checker/line.ts';
import type { History } from './history.ts';

export interface Page {
  entries: Entry[];
  more: boolean;
}

export interface TranscriptParts {
  conversationId: string;
  client: string;
  role: 'visitor' | 'agent';
  /** Which load of the client's page. */
  page: number;
  history: History;
  /** Asks for the entries after a seq; rejects when there was no answer. */
  sync(conversationId: string, after: number): Promise<Page>;
  changed(): void;
}

/** One conversation as a client holds it: live entries, pages, gaps, heads. Every entry taken in is noted. */
export class Transcript {
  readonly conversationId: string;
  #parts: TranscriptParts;
  #timeline: Timeline;
  #from = 1;
  #filling: Promise<void> | null = null;

  constructor(parts: TranscriptParts) {
    this.#parts = parts;
    this.conversationId = parts.conversationId;
    this.#timeline = emptyTimeline(parts.conversationId);
  }

  get entries(): readonly Entry[] {
    return this.#timeline.entries;
  }

  get lastSeq(): number {
    return this.#timeline.lastSeq;
  }

  live(entry: Entry): void {
    const received = receive(this.#timeline, entry);
    if (received.kind === 'applied') this.#become(received.timeline);
    if (received.kind === 'gap') void this.fill();
  }

  head(seq: number): void {
    if (isBehind(this.#timeline, seq)) void this.fill();
  }

  /** The first page of an unknown conversation may begin anywhere; later ones follow what is held. */
  page(entries: readonly Entry[]): void {
    if (this.#timeline.lastSeq === 0) this.#from = entries[0]?.seq ?? 1;
    this.#become(catchUp(this.#timeline, entries));
  }

  /** Asks for what is missing until nothing is. A lost line ends it; the next hello asks again. */
  fill(): Promise<void> {
    this.#filling ??= this.#fill()
      .catch(() => {})
      .finally(() => {
        this.#filling = null;
      });
    return this.#filling;
  }

  count(from: 'visitor' | 'agent'): number {
    return this.entries.filter((entry) => entry.kind === 'message' && entry.from === from).length;
  }

  /** What the checker compares with the database at the end. */
  note(live: boolean): void {
    const { conversationId, client, role, page, history } = this.#parts;
    const entries = this.entries.map(asShown);
    history.add({
      ...{ op: 'list', phase: 'ok', client, role, page, conversation: conversationId },
      ...{ entries, from: this.#from, live },
    });
  }

  async #fill(): Promise<void> {
    for (let more = true; more; ) {
      const page = await this.#parts.sync(this.conversationId, this.lastSeq);
      this.page(page.entries);
      more = page.more;
    }
  }

  #become(timeline: Timeline): void {
    if (timeline === this.#timeline) return;
    const { conversationId, client, role, page, history } = this.#parts;
    const taken = timeline.entries.slice(this.#timeline.entries.length);
    this.#timeline = timeline;
    for (const entry of taken) {
      history.add({
        ...{ op: 'receive', phase: 'ok', client, role, page, conversation: conversationId },
        ...asShown(entry),
      });
    }
    this.#parts.changed();
  }
}

const asShown = (entry: Entry): Shown =>
  entry.kind === 'message'
    ? { seq: entry.seq, id: entry.id, sender: entry.from, kind: entry.kind, body: entry.text }
    : { seq: entry.seq, id: null, sender: 'system', kind: entry.kind, body: null };
