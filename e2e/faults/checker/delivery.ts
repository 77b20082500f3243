import type { Entry } from './dump.ts';
import type { Evidence } from './evidence.ts';
import { isMessage, wasChanged, wasErased } from './evidence.ts';
import type { Finding } from './report.ts';
import { unproven, violation } from './report.ts';
import type { Sent } from './sent.ts';
import { messageKey } from './sent.ts';

const whereIs = (entry: Entry) => ({
  conversation: entry.conversationId,
  seq: entry.seq,
  id: entry.clientMessageId ?? undefined,
});

/** I1: every acked send is in the database with its seq and body. */
export function* kept(e: Evidence): Generator<Finding> {
  if (e.sent.size === 0) yield unproven('I1', 'nobody sent anything');
  for (const [key, sent] of e.sent) {
    const rows = e.messages.get(key) ?? [];
    for (const ack of sent.acks) {
      const { conversation, client, seq } = ack.line;
      if (wasErased(e, sent.id, conversation, ack.body)) continue;
      const fault = lossOf(e, ack, rows);
      if (fault) yield violation('I1', fault, { conversation, client, seq, id: sent.id });
    }
  }
}

function lossOf(e: Evidence, { line, body }: Sent['acks'][number], rows: Entry[]): string | null {
  const here = rows.filter((row) => !line.conversation || row.conversationId === line.conversation);
  if (here.length === 0) return 'acked, and not in the database';
  const row = here.find(({ seq }) => seq === line.seq);
  if (!row) return `acked as seq ${line.seq}, in the database as seq ${here[0]?.seq}`;
  if (body === undefined || wasChanged(e, row) || row.body === e.options.stored(body)) return null;
  return 'acked, and in the database with another body';
}

/** I2, in the database: (conversation, sender, client id) is there once. */
export function* storedOnce(e: Evidence): Generator<Finding> {
  if (e.messages.size === 0) yield unproven('I2', 'the database holds no messages');
  for (const [key, rows] of e.messages) {
    const [first] = rows;
    if (rows.length === 1 || !first?.clientMessageId) continue;
    for (const same of Map.groupBy(rows, (row) => `${row.conversationId} ${row.senderId}`).values()) {
      const [original, ...copies] = same;
      for (const copy of copies) {
        yield violation('I2', `stored again, first as seq ${original?.seq}`, whereIs(copy));
      }
    }
    const conversations = new Set(rows.map((row) => row.conversationId));
    if (conversations.size > 1 && (e.sent.get(key)?.conversations.size ?? 0) <= 1) {
      yield violation('I2', `stored in ${conversations.size} conversations`, whereIs(first));
    }
  }
}

/** I4: what one client sent stands in the order it was sent. */
export function* inOrder(e: Evidence): Generator<Finding> {
  if (e.sent.size === 0) yield unproven('I4', 'nobody sent anything');
  const last = new Map<string, number>();
  for (const [key, sent] of e.sent) {
    for (const rows of Map.groupBy(e.messages.get(key) ?? [], (row) => row.conversationId).values()) {
      const [first] = rows;
      if (!first) continue;
      const line = `${sent.client} ${first.conversationId}`;
      const before = last.get(line) ?? 0;
      if (first.seq < before) {
        const says = `stands before seq ${before}, which the same client sent earlier`;
        yield violation('I4', says, { ...whereIs(first), client: sent.client });
      }
      last.set(line, Math.max(before, first.seq));
    }
  }
}

/** I5, in the database: every message was sent by the one it is said to be from, and not refused for good. */
export function* storedAsSent(e: Evidence): Generator<Finding> {
  if (e.sent.size === 0) yield unproven('I5', 'nobody sent anything');
  for (const row of e.dump.entries) {
    if (!isMessage(row) || wasErased(e, row.conversationId, row.clientMessageId)) continue;
    const sent = e.sent.get(messageKey(row.sender, row.clientMessageId ?? ''));
    const fault = sent ? inventionIn(e, row, sent) : 'in the database, and nobody sent it';
    if (fault) yield violation('I5', fault, whereIs(row));
  }
}

function inventionIn(e: Evidence, row: Entry, sent: Sent): string | null {
  if (sent.senderId && sent.senderId !== row.senderId) {
    return `sent by ${sent.senderId}, stored as from ${row.senderId}`;
  }
  if (sent.conversations.size > 0 && !sent.conversations.has(row.conversationId)) {
    return 'stored in a conversation it was not sent to';
  }
  if (sent.refused) return `refused for good (${sent.refused.code}), and yet stored`;
  // A body that differs from an acked one is a broken promise, which I1 reports.
  if (sent.acks.length > 0 || wasChanged(e, row)) return null;
  const bodies = [...sent.bodies].map(e.options.stored);
  return bodies.length === 0 || bodies.includes(row.body ?? '') ? null : 'stored with a body nobody wrote';
}
