import type { Hold, Place, Wait } from '@straks/shared/queue/queue.protocol.ts';
import type { Announce } from '../platform/wire/announce.ts';
import type { Queue } from './queue.ts';

/** Tells those in line what changed for them: a place or a wait that is as it was is not said again. */
export function createPlaceTeller(queue: Queue, announce: Announce) {
  const told = new Map<string, Map<string, Place>>();

  async function tell(siteId: string) {
    const places = await queue.places(siteId);
    const last = told.get(siteId);
    const now = new Map<string, Place>();
    for (const { visitorId, place } of places) {
      const before = last?.get(place.conversationId);
      const reasoned = withReason(place, before);
      // Held against what she was told, not against a moment ago: a wait that creeps up is told too.
      const isTold = before && same(before, reasoned) && !isOverdue(before, place.at);
      now.set(place.conversationId, isTold ? before : reasoned);
      if (!isTold) announce.toVisitor({ visitorId }, 'place', reasoned);
    }
    told.set(siteId, now);
  }

  return { tell };
}

/** A number that went up says why: somebody with an older place came back. */
function withReason(place: Place, before: Place | undefined): Place {
  return before && place.position > before.position ? { ...place, reason: 'returned' } : place;
}

const same = (a: Place, b: Place) =>
  a.position === b.position && sameWait(a.wait, b.wait) && sameHold(a.hold, b.hold);

const sameHold = (a: Hold | undefined, b: Hold | undefined) =>
  a?.by === b?.by && a?.passedOn === b?.passedOn && a?.called?.returnBy === b?.called?.returnBy;

/** A range that moved by less than a tenth would be read as the same. */
function sameWait(a: Wait, b: Wait) {
  if (a.kind !== 'range' || b.kind !== 'range') return a.kind === b.kind;
  return near(a.likelyMs, b.likelyMs) && near(a.withinMs, b.withinMs);
}

/** What was promised has passed: she is owed a new time. */
const isOverdue = ({ at, wait }: Place, nowMs: number) => wait.kind === 'range' && nowMs > at + wait.withinMs;

const near = (a: number, b: number) => Math.abs(a - b) <= a / 10;

export type PlaceTeller = ReturnType<typeof createPlaceTeller>;
