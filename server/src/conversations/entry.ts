import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { EntryTable } from '../schema.ts';

/** A line of the log as it is stored. */
export type EntryRow = EntryTable;

/** A line of the log as it is told: the same to the visitor and to agents, and nobody's id in it. */
export function asEntry(row: EntryRow): Entry {
  const common = { seq: row.seq, at: row.atMs };
  if (row.kind !== 'message') return { ...common, kind: row.kind, ...JSON.parse(row.data ?? '{}') } as Entry;
  const message = {
    ...common,
    kind: 'message' as const,
    from: row.sender as 'visitor' | 'agent',
    id: row.clientMessageId ?? '',
    text: row.body ?? '',
  };
  return row.sender === 'agent' ? { ...message, name: agentName(row) } : message;
}

/** The name the agent had when she wrote, kept with the message. */
const agentName = (row: EntryRow): string => (JSON.parse(row.data ?? '{}') as { name?: string }).name ?? '';
