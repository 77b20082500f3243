import { computed, signal } from '@lit-labs/signals';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Ask } from '../connection/ask.ts';
import type { Inbox } from '../inbox/inbox.model.ts';
import { createComposer } from '../messages/composer.model.ts';
import type { Sending } from '../messages/sending.model.ts';
import { createTimeline } from '../messages/timeline.model.ts';
import type { Shelf } from '../storage/shelf.ts';
import { readJson, writeJson } from '../storage/shelf.ts';

export interface ChatParts {
  id: string;
  ask: Ask;
  shelf: Shelf;
  windowShelf: Shelf;
  inbox: Inbox;
  sending: Sending;
  myId(): string;
  ready(): boolean;
  nowMs(): number;
}

/** Why nothing can be written here, in the order in which it matters. */
export type Block = 'loading' | 'closed' | 'not_connected' | 'in_line' | 'colleague' | 'out_of_sight';
export type Chat = ReturnType<typeof createChat>;

const typingEveryMs = 3_000;
const typingEndsAfterMs = 5_000;
const visitorTypingEndsAfterMs = 7_000;

/** One conversation on the desk: its entries, its composer, and what the agent may do with it. */
export function createChat(parts: ChatParts) {
  const { id, ask, inbox } = parts;
  const composer = createComposer({ conversationId: id, shelf: parts.shelf });
  const timeline = createTimeline({
    conversationId: id,
    ask,
    learned: inbox.learn,
    applied(entry) {
      inbox.applyEntry(id, entry);
      if (entry.kind === 'message') parts.sending.arrived(id, entry.id);
      noteNew(entry);
    },
  });
  const conversation = computed(() => inbox.find(id) ?? null);
  const mine = computed(() => isMine(conversation.get(), parts.myId()));
  const block = computed(() => blockOf(conversation.get(), inbox.listed(id), parts.myId(), parts.ready()));
  /** Entries after this one are new to the agent; null when she has seen all. */
  const newAfterSeq = signal<number | null>(null);
  const attended = signal(false);
  const movedTo = signal<{ toId: string | null } | null>(null);

  async function open() {
    const answer = await timeline.open();
    if (answer.ok && newAfterSeq.get() === null && !attended.get()) markUnread();
  }

  function markUnread() {
    const read = conversation.get()?.readByAgentSeq ?? 0;
    if (timeline.entries.get().some((entry) => entry.seq > read && isFromVisitor(entry)))
      newAfterSeq.set(read);
  }

  function noteNew(entry: Entry) {
    if (!isFromVisitor(entry) || attended.get() || newAfterSeq.get() !== null) return;
    newAfterSeq.set(entry.seq - 1);
  }

  /** The agent looks at the newest entries. */
  function attend() {
    attended.set(true);
    const { lastSeq } = timeline.timeline.get();
    const now = conversation.get();
    if (!mine.get() || !now || lastSeq <= now.readByAgentSeq || !parts.ready()) return;
    inbox.read(id, 'agent', lastSeq);
    ask('message:read', { conversationId: id, seq: lastSeq }).catch(() => undefined);
  }

  function lookAway() {
    if (!attended.get()) return;
    attended.set(false);
    newAfterSeq.set(null);
  }

  let toldTypingMs = 0;
  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  let visitorTypingEnds: ReturnType<typeof setTimeout> | undefined;

  function write(words: string, caret: number) {
    composer.write(words, caret, timeline.timeline.get().lastSeq);
    if (block.get() !== null) return;
    if (words === '') return stopTyping();
    clearTimeout(typingEnds);
    typingEnds = setTimeout(stopTyping, typingEndsAfterMs);
    if (parts.nowMs() - toldTypingMs < typingEveryMs) return;
    toldTypingMs = parts.nowMs();
    tellTyping(true);
  }

  function stopTyping() {
    clearTimeout(typingEnds);
    if (toldTypingMs === 0) return;
    toldTypingMs = 0;
    tellTyping(false);
  }

  function tellTyping(typing: boolean) {
    if (parts.ready()) ask('message:typing', { conversationId: id, typing }).catch(() => undefined);
  }

  function hearTyping(typing: boolean) {
    clearTimeout(visitorTypingEnds);
    timeline.typing.set(typing);
    if (typing) visitorTypingEnds = setTimeout(() => timeline.typing.set(false), visitorTypingEndsAfterMs);
  }

  /** Sends what the composer holds, to this conversation as it is now. Tells whether anything went. */
  function send(): boolean {
    const now = conversation.get();
    if (!now || block.get() !== null || composer.problem.get() !== null) return false;
    const words = composer.text.get().trimEnd();
    composer.clear();
    newAfterSeq.set(null);
    movedTo.set(null);
    toldTypingMs = 0;
    clearTimeout(typingEnds);
    parts.sending.send(id, now.epoch, words);
    return true;
  }

  /** What the visitor has written since these words were begun. */
  const newSinceBegun = computed(() => {
    const { begunAtSeq } = composer.draft.get();
    if (begunAtSeq === null) return 0;
    return timeline.entries.get().filter((entry) => entry.seq > begunAtSeq && isFromVisitor(entry)).length;
  });

  const unsent = computed(() => {
    const arrived = new Set(timeline.entries.get().map((entry) => ('id' in entry ? entry.id : '')));
    return parts.sending.of(id).filter((one) => !arrived.has(one.id));
  });

  const scrollKey = `straks.console.scroll.${id}`;

  return {
    id,
    /** Where she has read back to; null at the newest. Kept per window, over reloads. */
    get scrollTop() {
      return readJson<number>(parts.windowShelf, scrollKey);
    },
    set scrollTop(top: number | null) {
      if (top === null) parts.windowShelf.remove(scrollKey);
      else writeJson(parts.windowShelf, scrollKey, Math.round(top));
    },
    timeline,
    composer,
    conversation,
    mine,
    block,
    newAfterSeq,
    newSinceBegun,
    unsent,
    attended,
    movedTo,
    open,
    attend,
    lookAway,
    write,
    stopTyping,
    hearTyping,
    send,
  };
}

const isFromVisitor = (entry: Entry) => entry.kind === 'message' && entry.from === 'visitor';

const isMine = (conversation: AgentConversation | null, myId: string) =>
  conversation?.state === 'active' && conversation.ownerId === myId;

function blockOf(
  conversation: AgentConversation | null,
  listed: boolean,
  myId: string,
  ready: boolean,
): Block | null {
  if (!conversation) return 'loading';
  if (conversation.state === 'closed') return 'closed';
  if (!ready) return 'not_connected';
  if (!listed) return 'out_of_sight';
  if (conversation.state === 'waiting') return 'in_line';
  return conversation.ownerId === myId ? null : 'colleague';
}
