import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { InboxItem } from '@straks/shared/inbox/inbox.protocol.ts';

export interface Changes {
  after: number;
  upTo: number;
  items: readonly InboxItem[];
}

/** The console's list: a snapshot and numbered changes, each conversation in its newest form. */
export class InboxList {
  readonly items = new Map<string, AgentConversation>();
  #seqs = new Map<string, number>();
  #upTo = 0;

  get upTo(): number {
    return this.#upTo;
  }

  start(snapshot: { upTo: number; items: readonly AgentConversation[] }): void {
    this.items.clear();
    this.#seqs.clear();
    this.#upTo = snapshot.upTo;
    for (const item of snapshot.items) this.#put(item);
  }

  /** False when something before these changes was missed. */
  take({ after, upTo, items }: Changes): boolean {
    if (after > this.#upTo) return false;
    for (const item of items) this.#put(item);
    this.#upTo = Math.max(this.#upTo, upTo);
    return true;
  }

  #put(item: InboxItem): void {
    if (item.inboxSeq < (this.#seqs.get(item.id) ?? 0)) return;
    this.#seqs.set(item.id, item.inboxSeq);
    if ('gone' in item) this.items.delete(item.id);
    else this.items.set(item.id, item);
  }
}
