import type { Entry, MessageEntry } from '@straks/shared/messages/messages.protocol.ts';
import { dayOf } from '../language/time.ts';

/** What the timeline draws, in order; `key` stays with the item as long as it is shown. */
export type Item =
  | { kind: 'day'; key: string; atMs: number }
  | { kind: 'new'; key: string }
  | { kind: 'change'; key: string; entry: Exclude<Entry, MessageEntry> }
  | { kind: 'message'; key: string; entry: MessageEntry; first: boolean; last: boolean };

const sameBreathMs = 3 * 60_000;

export function arrange(log: readonly Entry[], newAfterSeq: number | null): Item[] {
  const entries = log.filter(isCurrent);
  const items: Item[] = [];
  let previous: Entry | undefined;
  const firstNewSeq = newAfterSeq === null ? null : firstNew(entries, newAfterSeq);
  for (const [place, entry] of entries.entries()) {
    const newDay = !previous || dayOf(previous.at) !== dayOf(entry.at);
    if (newDay) items.push({ kind: 'day', key: `day ${dayOf(entry.at)} ${entry.seq}`, atMs: entry.at });
    const marks = entry.seq === firstNewSeq;
    if (marks) items.push({ kind: 'new', key: 'new' });
    if (entry.kind !== 'message') items.push({ kind: 'change', key: `${entry.seq}`, entry });
    else {
      const next = entries[place + 1];
      const first = newDay || marks || !sameBreath(previous, entry);
      const last =
        next?.seq === firstNewSeq || !sameBreath(next, entry) || dayOf(next?.at ?? 0) !== dayOf(entry.at);
      items.push({ kind: 'message', key: `${entry.seq}`, entry, first, last });
    }
    previous = entry;
  }
  return items;
}

/** The first of her messages that is new; none when all of them are, for then nothing is to be told apart. */
function firstNew(entries: readonly Entry[], newAfterSeq: number): number | null {
  const messages = entries.filter((entry) => entry.kind === 'message');
  const place = messages.findIndex((entry) => entry.from === 'visitor' && entry.seq > newAfterSeq);
  return place > 0 ? (messages[place]?.seq ?? null) : null;
}

const sameBreath = (other: Entry | undefined, entry: MessageEntry) =>
  other?.kind === 'message' &&
  other.from === entry.from &&
  other.name === entry.name &&
  Math.abs(other.at - entry.at) < sameBreathMs;

/** A rating that was given anew, or with a comment after the thumb, is read in its last form. */
const isCurrent = (entry: Entry, place: number, log: readonly Entry[]) =>
  entry.kind !== 'rated' || !log.some((later, at) => at > place && later.kind === 'rated');
