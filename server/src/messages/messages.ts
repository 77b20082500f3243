import { heldUntil, preview, waitingSince } from '@straks/shared/conversations/apply.ts';
import type { MessageEntry, Sent } from '@straks/shared/messages/messages.protocol.ts';
import type { Talk } from '../conversations/conversation.ts';
import type { Taken } from '../conversations/conversations.store.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { asRow } from '../conversations/entry.ts';
import type { Fact } from '../facts.ts';
import type { Clock } from '../platform/clock.ts';
import { allDone, attempt } from '../platform/db/attempt.ts';
import { createBatch } from '../platform/db/batch.ts';
import type { Database, Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Presence } from '../presence/presence.ts';
import type { EntryTable } from '../schema.ts';
import { judge, type Sender } from './judge.ts';

export interface Send {
  conversationId: string;
  sender: Sender;
  clientMessageId: string;
  text: string;
}

export interface Read {
  conversationId: string;
  reader: { role: 'visitor' | 'agent'; id: string };
  seq: number;
}

/** A message as it is stored, and as it is told. */
interface Added {
  row: EntryTable;
  message: MessageEntry;
}

/** Beyond this a transaction would make the first sender wait; below it pages are written more than once. */
const mostInBatch = 256;

/** Words sent before are rare: among so many it is cheaper to look for them only when the unique index objects. */
const worthHoping = 16;

/** Words and how far they were read. Many conversations share a transaction; each answer comes after its commit. */
export function createMessages(db: Database, conversations: Conversations, presence: Presence, clock: Clock) {
  const send = createBatch<Send, Sent>(mostInBatch, (start, settle) =>
    db.write(async (trx, tell) => settle(await sendAll(trx, tell, start()))),
  );

  const read = createBatch<Read, undefined>(mostInBatch, (start, settle) =>
    db.write(async (trx, tell) => settle(await readAll(trx, tell, start()))),
  );

  /** Adds words inside a unit of somebody else's, as when a chat is opened with them. */
  async function add(trx: Trx, tell: Tell, one: Send): Promise<Sent> {
    const [answer] = await sendAll(trx, tell, [one]);
    if (!answer || answer instanceof Error) throw answer ?? new Error('a batch of one was not answered');
    return answer;
  }

  async function sendAll(trx: Trx, tell: Tell, sends: Send[]): Promise<(Sent | Error)[]> {
    if (sends.length >= worthHoping) {
      const facts: Fact[] = [];
      const answers = await attempt(trx, () => sendNew(trx, (fact) => facts.push(fact), sends));
      if (answers) {
        facts.forEach(tell);
        return answers;
      }
    }
    const [talks, taken] = await Promise.all([lockTalks(trx, sends), takenBefore(trx, sends)]);
    return sendKnowing(trx, tell, sends, talks, taken);
  }

  /** As if none had been sent before: null when one cannot be taken, for it may have been taken long ago. */
  async function sendNew(trx: Trx, tell: Tell, sends: Send[]): Promise<(Sent | Error)[] | null> {
    const answers = await sendKnowing(trx, tell, sends, await lockTalks(trx, sends), new Map());
    return answers.some((answer) => answer instanceof Error) ? null : answers;
  }

  async function sendKnowing(
    trx: Trx,
    tell: Tell,
    sends: Send[],
    talks: Map<string, Talk>,
    taken: Map<string, Taken>,
  ): Promise<(Sent | Error)[]> {
    const added: Added[] = [];
    const answered = new Map<string, string>();
    const nowMs = clock.nowMs();
    const answers = sends.map((one) => {
      const { conversationId, sender, text } = one;
      const sameWords = key(conversationId, sender.id, one.clientMessageId);
      const before = taken.get(sameWords);
      if (before) return repeated(before, text);
      const talk = talks.get(conversationId);
      const refusal = judge(talk, sender);
      if (refusal || !talk) return new Refusal(refusal ?? 'unknown');
      const message = asMessage(one, talk.lastSeq + 1, nowMs);
      if (endsSilence(talk, sender)) answered.set(conversationId, sender.id);
      talks.set(conversationId, withWords(talk, message));
      const row = asRow(conversationId, sender.id, message);
      taken.set(sameWords, row);
      added.push({ row, message });
      return { seq: message.seq, at: nowMs };
    });
    if (added.length > 0) await keep(trx, tell, talks, added);
    if (answered.size > 0) await noteAnswered(trx, tell, answered, nowMs);
    return answers;
  }

  async function keep(trx: Trx, tell: Tell, talks: Map<string, Talk>, added: Added[]) {
    const changed = new Set(added.map(({ row }) => row.conversationId));
    await allDone([
      conversations.words.append(
        trx,
        added.map(({ row }) => row),
      ),
      saveNumbered(trx, tell, talks, changed),
    ]);
    for (const { row, message } of added) {
      const { conversationId } = row;
      const { siteId, visitorId, ownerId } = talks.get(conversationId) as Talk;
      tell({ kind: 'entry', siteId, conversationId, visitorId, ownerId, entry: message });
    }
  }

  /** An agent's first word, and one after a hold: rare among words, so that most pay nothing for it. */
  async function noteAnswered(trx: Trx, tell: Tell, answered: Map<string, string>, nowMs: number) {
    await conversations.words.answered(trx, [...answered.keys()], nowMs);
    await presence.answered(trx, tell, [...new Set(answered.values())]);
  }

  /** Gives the changed conversations the site's next inbox number, one for all of a site. */
  async function saveNumbered(trx: Trx, tell: Tell, talks: Map<string, Talk>, changed: Set<string>) {
    const ofSites = Map.groupBy(
      [...changed].map((id) => talks.get(id) as Talk),
      ({ siteId }) => siteId,
    );
    for (const [siteId, ofSite] of ofSites) {
      const inboxSeq = await conversations.words.nextInboxSeq(trx, siteId);
      await conversations.words.save(
        trx,
        ofSite.map((talk) => ({ ...talk, inboxSeq })),
      );
      tell({ kind: 'words', siteId });
    }
  }

  async function readAll(trx: Trx, tell: Tell, reads: Read[]): Promise<(Error | undefined)[]> {
    const talks = await lockTalks(trx, reads);
    const changed = new Set<string>();
    const answers = reads.map(({ conversationId, reader, seq }) => {
      const talk = talks.get(conversationId);
      const mine = reader.role === 'visitor' ? talk?.visitorId === reader.id : talk?.ownerId === reader.id;
      if (!talk || !mine) return new Refusal(reader.role === 'visitor' ? 'unknown' : 'not_yours');
      const column = reader.role === 'visitor' ? 'visitorReadSeq' : 'agentReadSeq';
      const upTo = Math.min(seq, talk.lastSeq);
      if (upTo <= talk[column]) return undefined;
      talks.set(conversationId, { ...talk, [column]: upTo });
      changed.add(conversationId);
      const { visitorId, ownerId } = talk;
      tell({ kind: 'read', conversationId, visitorId, ownerId, by: reader.role, seq: upTo });
      return undefined;
    });
    await saveNumbered(trx, tell, talks, changed);
    return answers;
  }

  async function lockTalks(trx: Trx, asked: { conversationId: string }[]) {
    const ids = new Set(asked.map(({ conversationId }) => conversationId));
    const talks = await conversations.words.lock(trx, [...ids]);
    return new Map(talks.map((talk) => [talk.id, talk]));
  }

  async function takenBefore(trx: Trx, sends: Send[]) {
    const rows = await conversations.words.takenBefore(
      trx,
      sends.map(({ conversationId, sender, clientMessageId }) => ({
        conversationId,
        senderId: sender.id,
        clientMessageId,
      })),
    );
    return new Map(rows.map((row) => [key(row.conversationId, row.senderId, row.clientMessageId), row]));
  }

  return { send, read, add };
}

const key = (conversationId: string, senderId: string | null, clientMessageId: string | null) =>
  `${conversationId} ${senderId} ${clientMessageId}`;

/** The same id with the same words: the first answer again. With other words: never. */
function repeated(before: Taken, text: string): Sent | Refusal {
  return before.body === text ? { seq: before.seq, at: before.atMs } : new Refusal('conflict');
}

function asMessage({ sender, clientMessageId, text }: Send, seq: number, nowMs: number): MessageEntry {
  return {
    seq,
    at: nowMs,
    kind: 'message',
    from: sender.role,
    ...(sender.role === 'agent' && { name: sender.name }),
    id: clientMessageId,
    text,
  };
}

const endsSilence = ({ answeredMs, heldUntilMs }: Talk, { role }: Sender) =>
  role === 'agent' && (answeredMs === null || heldUntilMs !== null);

/** The conversation after these words. */
function withWords(talk: Talk, message: MessageEntry): Talk {
  const byAgent = message.from === 'agent';
  return {
    ...talk,
    lastSeq: message.seq,
    waitingSinceMs: waitingSince(talk.waitingSinceMs, message),
    firstResponseMs: talk.firstResponseMs ?? (byAgent ? message.at : null),
    answeredMs: talk.answeredMs ?? (byAgent ? message.at : null),
    heldUntilMs: heldUntil(talk.heldUntilMs, message),
    preview: preview(message.text),
  };
}

export type Messages = ReturnType<typeof createMessages>;
