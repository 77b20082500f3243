import type { Entry, MessageEntry } from '@straks/shared/messages/messages.protocol.ts';
import type { EntryTable } from '../schema.ts';

/** A line of the log as it is told: the same to the visitor and to agents, and nobody's id in it. */
export function asEntry(row: EntryTable): Entry {
  if (row.kind === 'message') return asMessage(row);
  return { seq: row.seq, at: row.atMs, kind: row.kind, ...JSON.parse(row.data ?? '{}') } as Entry;
}

/** An agent's message carries the name she had when she wrote it. */
export function asMessage(row: EntryTable): MessageEntry {
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
