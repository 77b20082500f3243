import type { Conversations } from '../conversations/conversations.ts';
import type { Fact } from '../facts.ts';
import { tellEntry } from '../messages/tell-entry.ts';
import { isStorageRefusal } from '../platform/db/storage-error.ts';
import type { Announce } from '../platform/wire/announce.ts';

type Heard = Extract<Fact, { kind: 'entry' }>;
type Read = Extract<Fact, { kind: 'read' }>;

/** How far a conversation has got, as the database says. */
export interface Head {
  id: string;
  visitorId: string;
  ownerId: string | null;
  lastSeq: number;
  visitorReadSeq: number;
  agentReadSeq: number;
}

export interface FanOutParts {
  announce: Announce;
  conversations: Pick<Conversations, 'page' | 'find'>;
  /** Whether anybody connected to this node hears of the conversation. */
  hasAudience(conversation: { id: string; visitorId: string; ownerId: string | null }): boolean;
  /** A line that was read has been said. Who may not hear the next is gone when this is done. */
  said(fact: Heard): Promise<void>;
  tellRead(fact: Read): void;
  failed(error: unknown): void;
}

const mostKept = 50_000;

/**
 * Says the lines of a conversation's log to those connected here, each once and in order, whether this node or
 * another wrote them. What another wrote is read from the database; until it has been said, nothing later is.
 */
export function createFanOut({ announce, conversations, hasAudience, said, tellRead, failed }: FanOutParts) {
  /** The last line that those connected here have been told, and up to where each side was said to have read. */
  const told = new Map<string, number>();
  const read = new Map<string, Record<Read['by'], number>>();
  const reading = new Map<string, { again: boolean; ended: Promise<void> }>();

  /** A line this node has just committed. */
  function heard(fact: Heard) {
    const { conversationId: id, visitorId, ownerId, entry } = fact;
    const last = told.get(id);
    if (last !== undefined && entry.seq <= last) return;
    if (reading.has(id) || (last !== undefined && entry.seq > last + 1)) {
      // Another's line is before it, whose hint makes it be read again.
      if (hasAudience({ id, visitorId, ownerId })) readOn(id).catch(failed);
      return;
    }
    say(fact);
    keep(told, id, entry.seq);
  }

  /** Another node wrote: says what of it is news here. Fails when that cannot be read now. */
  async function follow(head: Head) {
    if (!hasAudience(head)) return forget(head.id);
    const last = told.get(head.id) ?? head.lastSeq - 1;
    keep(told, head.id, last);
    if (head.lastSeq > last) await readOn(head.id);
    const { id: conversationId, visitorId, ownerId } = head;
    const fact = { kind: 'read', conversationId, visitorId, ownerId } as const;
    heardRead({ ...fact, by: 'visitor', seq: head.visitorReadSeq });
    heardRead({ ...fact, by: 'agent', seq: head.agentReadSeq });
  }

  /** How far somebody has read never goes back, though what was read of it before is said after it. */
  function heardRead(fact: Read) {
    const { conversationId, by, seq } = fact;
    const last = read.get(conversationId) ?? { visitor: 0, agent: 0 };
    if (seq <= last[by]) return;
    keep(read, conversationId, { ...last, [by]: seq });
    tellRead(fact);
  }

  function forget(id: string) {
    told.delete(id);
    read.delete(id);
  }

  /** One reading of a conversation at a time; what comes meanwhile is read by the same. */
  function readOn(id: string): Promise<void> {
    const running = reading.get(id);
    if (running) {
      running.again = true;
      return running.ended;
    }
    const state = { again: false, ended: Promise.resolve() };
    reading.set(id, state);
    state.ended = readAll(id, state)
      .catch((error) => {
        // What cannot be read at all stops nothing: whoever is connected finds the gap at the next line and asks.
        if (!isStorageRefusal(error)) told.delete(id);
        throw error;
      })
      .finally(() => reading.delete(id));
    return state.ended;
  }

  async function readAll(id: string, state: { again: boolean }) {
    let more = true;
    while (more) {
      state.again = false;
      const last = told.get(id);
      const [row, page] = await Promise.all([
        conversations.find(id),
        conversations.page(id, { after: last ?? 0 }),
      ]);
      if (!row) return;
      const { siteId, visitorId, ownerId } = row;
      for (const entry of page.entries) {
        const fact = { kind: 'entry', siteId, conversationId: id, visitorId, ownerId, entry } as const;
        say(fact);
        keep(told, id, entry.seq);
        await said(fact);
      }
      more = page.more || state.again;
    }
  }

  const say = (fact: Heard) => tellEntry(announce, fact);

  return { heard, heardRead, follow };
}

/** The oldest goes when there are too many. */
function keep<Value>(map: Map<string, Value>, id: string, value: Value) {
  map.delete(id);
  map.set(id, value);
  if (map.size > mostKept) map.delete(map.keys().next().value as string);
}

export type FanOut = ReturnType<typeof createFanOut>;
