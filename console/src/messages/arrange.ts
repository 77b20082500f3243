import type { Entry, MessageEntry } from '@straks/shared/messages/messages.protocol.ts';
import { dayOf } from '../language/time.ts';

/** What the timeline draws, in order; `key` stays with the item as long as it is shown. */
export type Item =
  | { kind: 'day'; key: string; atMs: number }
  | { kind: 'new'; key: string }
  | { kind: 'change'; key: string; entry: Exclude<Entry, MessageEntry> }
  | { kind: 'message'; key: string; entry: MessageEntry; first: boolean; last: boolean };

const sameBreathMs = 3 * 60_000;

export function arrange(entries: readonly Entry[], newAfterSeq: number | null): Item[] {
  const items: Item[] = [];
  let previous: Entry | undefined;
  let marked = newAfterSeq === null;
  for (const [place, entry] of entries.entries()) {
    const newDay = !previous || dayOf(previous.at) !== dayOf(entry.at);
    if (newDay) items.push({ kind: 'day', key: `day ${dayOf(entry.at)} ${entry.seq}`, atMs: entry.at });
    const marks = !marked && newAfterSeq !== null && entry.seq > newAfterSeq && place > 0;
    if (marks) {
      items.push({ kind: 'new', key: 'new' });
      marked = true;
    }
    if (entry.kind !== 'message') items.push({ kind: 'change', key: `${entry.seq}`, entry });
    else {
      const next = entries[place + 1];
      const first = newDay || marks || !sameBreath(previous, entry);
      const endsAtMark = !marked && newAfterSeq === entry.seq;
      const last = endsAtMark || !sameBreath(next, entry) || dayOf(next?.at ?? 0) !== dayOf(entry.at);
      items.push({ kind: 'message', key: `${entry.seq}`, entry, first, last });
    }
    previous = entry;
  }
  return items;
}

const sameBreath = (other: Entry | undefined, entry: MessageEntry) =>
  other?.kind === 'message' &&
  other.from === entry.from &&
  other.name === entry.name &&
  Math.abs(other.at - entry.at) < sameBreathMs;
