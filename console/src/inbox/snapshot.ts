import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { InboxChanges, InboxItem } from '@straks/shared/inbox/inbox.protocol.ts';

/** The agent's list: every open conversation she may see, up to and with an inbox number. */
export interface Snapshot {
  upTo: number;
  items: ReadonlyMap<string, AgentConversation>;
}

export type Changed =
  | { kind: 'applied'; snapshot: Snapshot; gone: AgentConversation[] }
  | { kind: 'known' }
  /** Something was missed: ask for the changes after `after`. */
  | { kind: 'gap'; after: number };

export const emptySnapshot: Snapshot = { upTo: 0, items: new Map() };

/** A fresh snapshot replaces the old one; what an event already told of a conversation is kept. */
export function replace(old: Snapshot, upTo: number, fresh: readonly AgentConversation[]): Changed {
  const items = new Map(fresh.map((item) => [item.id, merge(old.items.get(item.id), item)]));
  const gone = [...old.items.values()].filter(({ id }) => !items.has(id));
  return { kind: 'applied', snapshot: { upTo, items }, gone };
}

export function applyChanges(old: Snapshot, { after, upTo, items: changes }: InboxChanges): Changed {
  if (after > old.upTo) return { kind: 'gap', after: old.upTo };
  if (upTo <= old.upTo) return { kind: 'known' };
  const items = new Map(old.items);
  const gone: AgentConversation[] = [];
  for (const change of changes) {
    const before = items.get(change.id);
    if (!isGone(change)) items.set(change.id, merge(before, change));
    else if (before && before.inboxSeq <= change.inboxSeq) {
      items.delete(change.id);
      gone.push(before);
    }
  }
  return { kind: 'applied', snapshot: { upTo, items }, gone };
}

export function change(
  old: Snapshot,
  id: string,
  how: (conversation: AgentConversation) => AgentConversation,
): Snapshot {
  const before = old.items.get(id);
  if (!before) return old;
  const after = how(before);
  return after === before ? old : { ...old, items: new Map(old.items).set(id, after) };
}

/**
 * Two views of one conversation: what entries tell is taken from the one with more entries, what the
 * list tells from the one with the later inbox number, and what never goes back from whichever is ahead.
 */
export function merge(old: AgentConversation | undefined, fresh: AgentConversation): AgentConversation {
  if (!old) return fresh;
  const { callback: _, ...told } = fresh.lastSeq >= old.lastSeq ? fresh : old;
  const listed = fresh.inboxSeq >= old.inboxSeq ? fresh : old;
  return {
    ...told,
    inboxSeq: listed.inboxSeq,
    departmentId: listed.departmentId,
    ticket: listed.ticket,
    ownerId: listed.ownerId,
    queuedAt: listed.queuedAt,
    priority: listed.priority,
    assignedAt: listed.assignedAt,
    // Opened is opened, as often as it was given: older news of the list may come after it.
    acceptedAt: listed.acceptedAt ?? (old.assignedAt === fresh.assignedAt ? old.acceptedAt : null),
    escalated: listed.escalated,
    visitor: listed.visitor,
    category: listed.category,
    ...(listed.callback && { callback: listed.callback }),
    epoch: Math.max(old.epoch, fresh.epoch),
    readByVisitorSeq: Math.max(old.readByVisitorSeq, fresh.readByVisitorSeq),
    readByAgentSeq: Math.max(old.readByAgentSeq, fresh.readByAgentSeq),
  };
}

const isGone = (item: InboxItem): item is Extract<InboxItem, { gone: true }> => 'gone' in item;
