import { preview, waitingSince } from '@straks/shared/conversations/apply.ts';
import type { Sent } from '@straks/shared/messages/messages.protocol.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { asMessage } from '../conversations/entry.ts';
import { createBatch } from '../platform/db/batch.ts';
import type { Database, Tell, Trx } from '../platform/db/database.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';
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

/** Beyond this a transaction would make the first sender wait; below it pages are written more than once. */
const mostInBatch = 256;

/** Words and how far they were read. Many conversations share a transaction; each answer comes after its commit. */
export function createMessages(db: Database, conversations: Conversations, clock: Clock) {
  const send = createBatch<Send, Sent>(mostInBatch, (start, settle) =>
    db.write(async (trx, tell) => settle(await sendAll(trx, tell, start()))),
  );

  const read = createBatch<Read, void>(mostInBatch, (start, settle) =>
    db.write(async (trx, tell) => settle(await readAll(trx, tell, start()))),
  );

  /** Adds words inside a unit of somebody else's, as when a chat is opened with them. */
  async function add(trx: Trx, tell: Tell, one: Send): Promise<Sent> {
    const [answer] = await sendAll(trx, tell, [one]);
    if (!answer || answer instanceof Error) throw answer ?? new Error('a batch of one was not answered');
    return answer;
  }

  async function sendAll(trx: Trx, tell: Tell, sends: Send[]): Promise<(Sent | Error)[]> {
    const rows = await lockRows(trx, sends);
    const taken = await takenBefore(trx, sends);
    const added: EntryTable[] = [];
    const nowMs = clock.nowMs();
    const answers = sends.map((one) => {
      const before = taken.get(key(one.conversationId, one.sender.id, one.clientMessageId));
      if (before) return repeated(before, one);
      const row = rows.get(one.conversationId);
      const refusal = judge(row, one.sender);
      if (refusal || !row) return new Refusal(refusal ?? 'unknown');
      const line = asLine(row, one, nowMs);
      rows.set(row.id, withWords(row, line));
      taken.set(key(line.conversationId, one.sender.id, one.clientMessageId), line);
      added.push(line);
      return { seq: line.seq, at: line.atMs };
    });
    if (added.length > 0) await keep(trx, tell, rows, added);
    return answers;
  }

  async function keep(trx: Trx, tell: Tell, rows: Map<string, Conversation>, added: EntryTable[]) {
    const changed = [...new Set(added.map((line) => line.conversationId))].map((id) => rows.get(id) as Conversation);
    await conversations.words.append(trx, added);
    await saveNumbered(trx, tell, changed);
    for (const line of added) {
      const { siteId, visitorId, ownerId } = rows.get(line.conversationId) as Conversation;
      tell({
        kind: 'entry',
        siteId,
        conversationId: line.conversationId,
        visitorId,
        ownerId,
        entry: asMessage(line),
      });
    }
  }

  /** Gives the changed rows the site's next inbox number, one for all of a site. */
  async function saveNumbered(trx: Trx, tell: Tell, rows: Conversation[]) {
    const numbers = new Map<string, number>();
    for (const { siteId } of rows) {
      if (numbers.has(siteId)) continue;
      numbers.set(siteId, await conversations.words.nextInboxSeq(trx, siteId));
      tell({ kind: 'words', siteId });
    }
    const numbered = rows.map((row) => ({ ...row, inboxSeq: numbers.get(row.siteId) ?? row.inboxSeq }));
    await conversations.words.save(trx, numbered);
  }

  async function readAll(trx: Trx, tell: Tell, reads: Read[]): Promise<(void | Error)[]> {
    const rows = await lockRows(trx, reads);
    const changed = new Set<string>();
    const answers = reads.map(({ conversationId, reader, seq }) => {
      const row = rows.get(conversationId);
      const mine = reader.role === 'visitor' ? row?.visitorId === reader.id : row?.ownerId === reader.id;
      if (!row || !mine) return new Refusal(reader.role === 'visitor' ? 'unknown' : 'not_yours');
      const column = reader.role === 'visitor' ? 'visitorReadSeq' : 'agentReadSeq';
      const upTo = Math.min(seq, row.lastSeq);
      if (upTo <= row[column]) return;
      rows.set(row.id, { ...row, [column]: upTo });
      changed.add(row.id);
      const { visitorId, ownerId } = row;
      tell({ kind: 'read', conversationId, visitorId, ownerId, by: reader.role, seq: upTo });
    });
    if (changed.size > 0) {
      await saveNumbered(trx, tell, [...changed].map((id) => rows.get(id) as Conversation));
    }
    return answers;
  }

  async function lockRows(trx: Trx, asked: { conversationId: string }[]) {
    const ids = [...new Set(asked.map(({ conversationId }) => conversationId))];
    const rows = await conversations.words.lock(trx, ids);
    return new Map<string, Conversation>(rows.map((row) => [row.id, row]));
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
function repeated(before: EntryTable, { text }: Send): Sent | Refusal {
  return before.body === text ? { seq: before.seq, at: before.atMs } : new Refusal('conflict');
}

function asLine(row: Conversation, { sender, clientMessageId, text }: Send, nowMs: number): EntryTable {
  return {
    conversationId: row.id,
    seq: row.lastSeq + 1,
    kind: 'message',
    sender: sender.role,
    senderId: sender.id,
    clientMessageId,
    body: text,
    data: sender.role === 'agent' ? JSON.stringify({ name: sender.name }) : null,
    atMs: nowMs,
  };
}

/** The conversation after these words. */
function withWords(row: Conversation, line: EntryTable): Conversation {
  const byAgent = line.sender === 'agent';
  return {
    ...row,
    lastSeq: line.seq,
    waitingSinceMs: waitingSince(row.waitingSinceMs, asMessage(line)),
    firstResponseMs: row.firstResponseMs ?? (byAgent ? line.atMs : null),
    preview: preview(line.body ?? ''),
  };
}

export type Messages = ReturnType<typeof createMessages>;
