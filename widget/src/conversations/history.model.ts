import { computed, signal } from '@preact/signals-core';
import { apply } from '@straks/shared/conversations/apply.ts';
import type { VisitorConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Timeline } from '@straks/shared/sync/timeline.ts';
import { before, catchUp, fromPage, receive } from '@straks/shared/sync/timeline.ts';

export type History = ReturnType<typeof createHistory>;

/** Her conversation as far as this page has heard of it: a snapshot and the entries after it. */
export function createHistory() {
  const conversation = signal<VisitorConversation | null>(null);
  const timeline = signal<Timeline | null>(null);

  /** Agent's messages she has not seen. */
  const unread = computed(() => {
    const read = conversation.value?.readByVisitorSeq ?? 0;
    return (timeline.value?.entries ?? []).filter(
      (entry) => entry.kind === 'message' && entry.from === 'agent' && entry.seq > read,
    ).length;
  });

  /** Takes a snapshot with entries; false if entries before these are missing. */
  function adopt(snapshot: VisitorConversation | null, entries: readonly Entry[]): boolean {
    if (!snapshot) {
      conversation.value = timeline.value = null;
      return true;
    }
    const known = timeline.value?.conversationId === snapshot.id ? timeline.value : null;
    const first = entries.find((entry) => !known || entry.seq > known.lastSeq);
    const hasGap = known !== null && first !== undefined && first.seq > known.lastSeq + 1;
    const next = known ? (hasGap ? known : catchUp(known, entries)) : fromPage(snapshot.id, entries);
    timeline.value = next;
    conversation.value = fold(withReads(snapshot, known ? conversation.value : null), next.entries);
    return !hasGap;
  }

  function hear(conversationId: string, entry: Entry): 'applied' | 'known' | 'gap' | 'foreign' {
    if (timeline.value?.conversationId !== conversationId || !conversation.value) return 'foreign';
    const heard = receive(timeline.value, entry);
    if (heard.kind === 'applied') {
      timeline.value = heard.timeline;
      conversation.value = apply(conversation.value, entry);
    }
    return heard.kind;
  }

  function fill(conversationId: string, page: readonly Entry[]) {
    if (timeline.value?.conversationId !== conversationId || !conversation.value) return;
    timeline.value = catchUp(timeline.value, page);
    conversation.value = fold(conversation.value, page);
  }

  function prepend(conversationId: string, page: readonly Entry[]) {
    if (timeline.value?.conversationId === conversationId) timeline.value = before(timeline.value, page);
  }

  function readTo(conversationId: string, reads: Partial<Reads>) {
    const now = conversation.value;
    if (now?.id === conversationId) conversation.value = withReads(now, reads);
  }

  return { conversation, timeline, unread, adopt, hear, fill, prepend, readTo };
}

type Reads = Pick<VisitorConversation, 'readByVisitorSeq' | 'readByAgentSeq'>;

/** Cursors never go back, in whatever order their news comes. */
function withReads(conversation: VisitorConversation, reads: Partial<Reads> | null): VisitorConversation {
  return {
    ...conversation,
    readByVisitorSeq: Math.max(conversation.readByVisitorSeq, reads?.readByVisitorSeq ?? 0),
    readByAgentSeq: Math.max(conversation.readByAgentSeq, reads?.readByAgentSeq ?? 0),
  };
}

const fold = (conversation: VisitorConversation, entries: readonly Entry[]) =>
  entries.reduce(apply, conversation);
