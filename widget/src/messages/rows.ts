import type { Entry, MessageEntry } from '@straks/shared/messages/messages.protocol.ts';
import type { RefusalCode } from '@straks/shared/result.ts';
import type { UnsentOutgoing } from '../connection/outgoing.ts';
import { rings } from '../conversations/silence.ts';
import { daysBetween } from '../ui/times.ts';

export type Delivery = 'sending' | 'sent' | 'read' | 'failed';

export interface MessageRow {
  kind: 'message';
  key: string;
  id: string;
  isMine: boolean;
  name: string | null;
  text: string;
  atMs: number;
  /** Of her own messages. */
  delivery: Delivery | null;
  failed: RefusalCode | null;
  /** The first and the last of several in a row by the same person. */
  isFirst: boolean;
  isLast: boolean;
}

export type Row =
  | MessageRow
  | { kind: 'day'; key: string; atMs: number }
  | { kind: 'note'; key: string; entry: Entry; agent: string | null };

/** Messages further apart than this do not stand together. */
const togetherMs = 5 * 60_000;

/** What stands in the log: days, messages in groups with their delivery, and what happened. */
export function rowsOf(
  entries: readonly Entry[],
  unsent: readonly UnsentOutgoing[],
  readByAgentSeq: number,
): Row[] {
  const rows = [...entryRows(entries, readByAgentSeq), ...unsentRows(entries, unsent)];
  return group(withDays(rows));
}

function entryRows(entries: readonly Entry[], readByAgentSeq: number): Row[] {
  let agent: string | null = null;
  return entries.flatMap((entry, index): Row[] => {
    if (entry.kind === 'message') return [messageRow(entry, readByAgentSeq)];
    const before = agent;
    if (entry.kind === 'assigned') agent = entry.agent.name;
    const named = entry.kind === 'assigned' ? agent : before;
    return isUntold(entry) || isNobodyHere(entries, index, readByAgentSeq)
      ? []
      : [{ kind: 'note', key: `s${entry.seq}`, entry, agent: named }];
  });
}

/** The rest is said elsewhere, while it lasts. */
const untold: ReadonlySet<Entry['kind']> = new Set(['queued', 'rated', 'held', 'resumed']);
const isUntold = (entry: Entry) =>
  untold.has(entry.kind) || (entry.kind === 'left_message' && entry.reason === 'callback');

/** Nobody is said to be here at whom it rings still, or from whom it went back before a word. */
function isNobodyHere(entries: readonly Entry[], index: number, readByAgentSeq: number): boolean {
  const next = entries.slice(index + 1).find((each) => each.kind !== 'message' || each.from === 'agent');
  return (
    entries[index]?.kind === 'assigned' &&
    (next ? next.kind === 'returned' : rings(entries[index], readByAgentSeq))
  );
}

function messageRow(entry: MessageEntry, readByAgentSeq: number): MessageRow {
  const isMine = entry.from === 'visitor';
  return {
    ...blank,
    key: isMine ? entry.id : `s${entry.seq}`,
    id: entry.id,
    isMine,
    name: entry.name ?? null,
    text: entry.text,
    atMs: entry.at,
    delivery: isMine ? (entry.seq <= readByAgentSeq ? 'read' : 'sent') : null,
  };
}

function unsentRows(entries: readonly Entry[], unsent: readonly UnsentOutgoing[]): Row[] {
  const arrived = new Set(entries.flatMap((entry) => (entry.kind === 'message' ? entry.id : [])));
  return unsent.flatMap(({ id, request, pressedMs, failed }): Row[] => {
    if (!request.text || arrived.has(id)) return [];
    const delivery = failed ? 'failed' : 'sending';
    const words = { text: request.text, atMs: pressedMs, delivery, failed: failed ?? null } as const;
    return [{ ...blank, key: id, id, isMine: true, ...words }];
  });
}

const blank = { kind: 'message', name: null, failed: null, isFirst: true, isLast: true } as const;

const timeOf = (row: Row) => (row.kind === 'note' ? row.entry.at : row.atMs);

function withDays(rows: Row[]): Row[] {
  return rows.flatMap((row, index) => {
    const before = rows[index - 1];
    const atMs = timeOf(row);
    if (before && daysBetween(timeOf(before), atMs) <= 0) return [row];
    return [{ kind: 'day' as const, key: `d${row.key}`, atMs }, row];
  });
}

function group(rows: Row[]): Row[] {
  return rows.map((row, index) =>
    row.kind === 'message'
      ? { ...row, isFirst: !stands(rows[index - 1], row), isLast: !stands(row, rows[index + 1]) }
      : row,
  );
}

function stands(one: Row | undefined, next: Row | undefined): boolean {
  if (one?.kind !== 'message' || next?.kind !== 'message') return false;
  if (one.isMine !== next.isMine || one.name !== next.name) return false;
  return next.atMs - one.atMs < togetherMs;
}
