import type { Conversations } from '../conversations/conversations.ts';
import type { Fact } from '../facts.ts';
import { tellEntry } from '../messages/tell-entry.ts';
import { isStorageRefusal } from '../platform/db/storage-error.ts';
import type { Announce } from '../platform/wire/announce.ts';

type Heard = Extract<Fact, { kind: 'entry' }>;

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
  failed(error: unknown): void;
}

/** How far those connected here have been told. */
interface Told {
  seq: number;
  visitorReadSeq: number;
  agentReadSeq: number;
}

const mostKept = 50_000;

/**
 * Says the lines of a conversation's log to those connected here, each once and in order, whether this node or
 * another wrote them. What another wrote is read from the database; until it has been said, nothing later is.
 */
export function createFanOut({ announce, conversations, hasAudience, said, failed }: FanOutParts) {
  const told = new Map<string, Told>();
  const reading = new Map<string, { again: boolean; ended: Promise<void> }>();

  /** A line this node has just committed. */
  function heard(fact: Heard) {
    const { conversationId: id, visitorId, ownerId, entry } = fact;
    const last = told.get(id);
    if (last && entry.seq <= last.seq) return;
    if (reading.has(id) || (last && entry.seq > last.seq + 1)) {
      // Another's line is before it, whose hint makes it be read again.
      if (hasAudience({ id, visitorId, ownerId })) readOn(id).catch(failed);
      return;
    }
    say(fact);
    keep(id, { visitorReadSeq: 0, agentReadSeq: 0, ...last, seq: entry.seq });
  }

  /** Another node wrote: says what of it is news here. Fails when that cannot be read now. */
  async function follow(head: Head) {
    if (!hasAudience(head)) return void told.delete(head.id);
    const last = told.get(head.id) ?? { seq: head.lastSeq - 1, visitorReadSeq: 0, agentReadSeq: 0 };
    keep(head.id, last);
    if (head.lastSeq > last.seq) await readOn(head.id);
    sayRead(head, last);
  }

  function sayRead(head: Head, last: Told) {
    const reads = [
      { by: 'visitor', seq: head.visitorReadSeq, before: last.visitorReadSeq },
      { by: 'agent', seq: head.agentReadSeq, before: last.agentReadSeq },
    ] as const;
    for (const { by, seq, before } of reads) {
      if (seq > before) announce.toBoth(head, 'read', { conversationId: head.id, by, seq });
    }
    const { visitorReadSeq, agentReadSeq } = head;
    keep(head.id, { seq: told.get(head.id)?.seq ?? head.lastSeq, visitorReadSeq, agentReadSeq });
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
        conversations.page(id, { after: last?.seq ?? 0 }),
      ]);
      if (!row) return;
      const { siteId, visitorId, ownerId } = row;
      for (const entry of page.entries) {
        const fact = { kind: 'entry', siteId, conversationId: id, visitorId, ownerId, entry } as const;
        say(fact);
        keep(id, { visitorReadSeq: 0, agentReadSeq: 0, ...told.get(id), seq: entry.seq });
        await said(fact);
      }
      more = page.more || state.again;
    }
  }

  const say = (fact: Heard) => tellEntry(announce, fact);

  function keep(id: string, value: Told) {
    told.delete(id);
    told.set(id, value);
    if (told.size > mostKept) told.delete(told.keys().next().value as string);
  }

  return { heard, follow };
}

export type FanOut = ReturnType<typeof createFanOut>;
