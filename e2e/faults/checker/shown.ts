import type { Entry } from './dump.ts';
import type { Evidence } from './evidence.ts';
import { wasErased } from './evidence.ts';
import type { Shown } from './line.ts';
import { entryAt } from './numbering.ts';
import type { Invariant } from './report.ts';
import { messageKey } from './sent.ts';

export type Viewer = { role: 'visitor' | 'agent' | 'server'; conversation: string };

/** What is wrong with one entry a client holds, against the database (I3, I5). */
export function faultIn(
  e: Evidence,
  shown: Shown,
  viewer: Viewer,
): { invariant: Invariant; says: string } | null {
  if (wasErased(e, viewer.conversation, shown.id, shown.body)) return null;
  if (!maySee(e, shown.kind, viewer.role)) {
    return { invariant: 'I3', says: `a ${viewer.role} was shown an entry of kind ${shown.kind}` };
  }
  const row = rowOf(e, shown, viewer.conversation);
  if (!row) return { invariant: 'I5', says: 'shown to a client, and not in the database' };
  if (wasErased(e, row.clientMessageId, row.body)) return null;
  const difference = differenceOf(shown, row);
  return difference ? { invariant: 'I3', says: difference } : null;
}

export const maySee = (e: Evidence, kind: string, role: Viewer['role']): boolean =>
  role === 'server' || !e.options.hidden[role].includes(kind);

function rowOf(e: Evidence, shown: Shown, conversation: string): Entry | undefined {
  if (shown.kind !== 'message' || shown.id === null)
    return entryAt(e.logs.get(conversation) ?? [], shown.seq);
  const rows = e.messages.get(messageKey(shown.sender, shown.id)) ?? [];
  const here = rows.filter((row) => row.conversationId === conversation);
  return here.find(({ seq }) => seq === shown.seq) ?? here[0];
}

function differenceOf(shown: Shown, row: Entry): string | null {
  if (shown.seq !== row.seq) return `shown as seq ${shown.seq}, in the database as seq ${row.seq}`;
  if (shown.kind !== row.kind) return `shown as ${shown.kind}, in the database as ${row.kind}`;
  if (shown.sender !== row.sender) return `shown as from ${shown.sender}, in the database from ${row.sender}`;
  const sameVersion =
    (shown.revision ?? 0) === (row.revision ?? 0) && (shown.deleted ?? false) === (row.deleted ?? false);
  return sameVersion && shown.body !== row.body ? 'shown with another body than in the database' : null;
}
