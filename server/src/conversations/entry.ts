import type { Entry, MessageEntry } from '@straks/shared/messages/messages.protocol.ts';
import type { EntryTable } from '../schema.ts';

/** A line of the log as it is told: the same to the visitor and to agents, and nobody's id in it. */
export function asEntry(row: EntryTable): Entry {
  if (row.kind === 'message') return asMessage(row);
  return { seq: row.seq, at: row.atMs, kind: row.kind, ...JSON.parse(row.data ?? '{}') } as Entry;
}

/** An agent's message carries the name she had when she wrote it. */
function asMessage(row: EntryTable): MessageEntry {
  const { name } = JSON.parse(row.data ?? '{}') as { name?: string };
  return {
    seq: row.seq,
    at: row.atMs,
    kind: 'message',
    from: row.sender as 'visitor' | 'agent',
    ...(name && { name }),
    id: row.clientMessageId ?? '',
    text: row.body ?? '',
  };
}

/** A message as it is stored; `asEntry` gives back what was told. */
export function asRow(conversationId: string, senderId: string, message: MessageEntry): EntryTable {
  const { seq, at, kind, from, name, id, text } = message;
  return {
    conversationId,
    seq,
    kind,
    sender: from,
    senderId,
    clientMessageId: id,
    body: text,
    data: name === undefined ? null : JSON.stringify({ name }),
    atMs: at,
  };
}
