import type { Entry } from '../messages/messages.protocol.ts';

/** A client's list of one conversation: entries in order, without a gap, up to and with `lastSeq`. */
export interface Timeline {
  conversationId: string;
  entries: readonly Entry[];
  lastSeq: number;
}

export type Received =
  | { kind: 'applied'; timeline: Timeline }
  | { kind: 'known' }
  /** Something was missed: ask for the entries after `after`. */
  | { kind: 'gap'; after: number };

export const emptyTimeline = (conversationId: string): Timeline => ({
  conversationId,
  entries: [],
  lastSeq: 0,
});

/** A page as the server gave it: it may begin anywhere, and holds no gap. */
export function fromPage(conversationId: string, entries: readonly Entry[]): Timeline {
  return { conversationId, entries, lastSeq: entries.at(-1)?.seq ?? 0 };
}

/** One live entry: the next is applied, an older one is known, a later one shows a gap. */
export function receive(timeline: Timeline, entry: Entry): Received {
  if (entry.seq <= timeline.lastSeq) return { kind: 'known' };
  if (entry.seq > timeline.lastSeq + 1) return { kind: 'gap', after: timeline.lastSeq };
  return {
    kind: 'applied',
    timeline: { ...timeline, entries: [...timeline.entries, entry], lastSeq: entry.seq },
  };
}

/** A page of entries after `lastSeq`, oldest first; what is known already is passed over. */
export function catchUp(timeline: Timeline, page: readonly Entry[]): Timeline {
  const missed = page.filter((entry) => entry.seq > timeline.lastSeq);
  if (missed.length === 0) return timeline;
  return {
    ...timeline,
    entries: [...timeline.entries, ...missed],
    lastSeq: missed.at(-1)?.seq ?? timeline.lastSeq,
  };
}

/** An older page, put before the oldest entry held. */
export function before(timeline: Timeline, page: readonly Entry[]): Timeline {
  const oldest = timeline.entries[0]?.seq ?? Number.POSITIVE_INFINITY;
  const older = page.filter((entry) => entry.seq < oldest);
  return { ...timeline, entries: [...older, ...timeline.entries] };
}

/** A head tells of entries that no gap would show. */
export const isBehind = (timeline: Timeline, headSeq: number) => headSeq > timeline.lastSeq;
