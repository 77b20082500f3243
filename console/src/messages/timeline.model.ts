import { computed, signal } from '@lit-labs/signals';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { RefusalCode } from '@straks/shared/result.ts';
import {
  before,
  catchUp,
  emptyTimeline,
  fromPage,
  isBehind,
  receive as receiveEntry,
} from '@straks/shared/sync/timeline.ts';
import type { Ask } from '../connection/ask.ts';

export interface TimelineParts {
  conversationId: string;
  ask: Ask;
  learned(conversation: AgentConversation): void;
  applied(entry: Entry): void;
}

export type Loading = 'not_yet' | 'loading' | 'loaded' | { refused: RefusalCode };
/** The entries of one conversation on the desk, in order and without a gap. */
export function createTimeline({ conversationId, ask, learned, applied }: TimelineParts) {
  const timeline = signal(emptyTimeline(conversationId));
  const loading = signal<Loading>('not_yet');
  const loadingOlder = signal(false);
  const typing = signal(false);
  const entries = computed(() => timeline.get().entries);
  /** Numbering begins at 1, so the first entry held tells whether older ones are left. */
  const olderLeft = computed(() => (entries.get()[0]?.seq ?? 1) > 1);
  let filling: Promise<void> | null = null;

  const loaded = () => loading.get() === 'loaded';

  /** Reads it the first time, and after a break everything missed since; live entries follow. */
  async function open() {
    const wasLoaded = loaded();
    if (!wasLoaded) loading.set('loading');
    const after = wasLoaded ? { after: timeline.get().lastSeq } : {};
    const answer = await ask('conversation:open', { conversationId, ...after });
    if (!answer.ok) {
      if (!wasLoaded) loading.set({ refused: answer.code });
      return answer;
    }
    if (wasLoaded) append(answer.entries);
    else timeline.set(fromPage(conversationId, answer.entries));
    learned(answer.conversation);
    loading.set('loaded');
    if (isBehind(timeline.get(), answer.conversation.lastSeq)) await fill();
    return answer;
  }

  function append(page: readonly Entry[]) {
    const { lastSeq } = timeline.get();
    timeline.set(catchUp(timeline.get(), page));
    for (const entry of page) if (entry.seq > lastSeq) applied(entry);
  }

  async function receive(entry: Entry) {
    if (!loaded()) return;
    const received = receiveEntry(timeline.get(), entry);
    if (received.kind === 'gap') await fill();
    if (received.kind !== 'applied') return;
    timeline.set(received.timeline);
    applied(entry);
    if (entry.kind === 'message' && entry.from === 'visitor') typing.set(false);
  }

  async function head(seq: number) {
    if (loaded() && isBehind(timeline.get(), seq)) await fill();
  }

  function fill() {
    filling ??= fillNow().finally(() => {
      filling = null;
    });
    return filling;
  }

  async function fillNow() {
    for (let more = true; more; ) {
      const answer = await ask('message:sync', { conversationId, after: timeline.get().lastSeq });
      if (!answer.ok) return;
      append(answer.entries);
      more = answer.more && answer.entries.length > 0;
    }
  }

  async function older() {
    const oldest = entries.get()[0];
    if (!oldest || loadingOlder.get() || !olderLeft.get()) return;
    loadingOlder.set(true);
    try {
      const answer = await ask('message:sync', { conversationId, before: oldest.seq });
      if (answer.ok) timeline.set(before(timeline.get(), answer.entries));
    } finally {
      loadingOlder.set(false);
    }
  }

  return { timeline, entries, loading, loadingOlder, olderLeft, typing, loaded, open, receive, head, older };
}
