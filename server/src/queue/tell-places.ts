import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Fact } from '../facts.ts';
import type { Announce } from '../platform/wire/announce.ts';
import type { Queue } from './queue.ts';

const beginsWaiting: ReadonlySet<Entry['kind']> = new Set(['queued', 'returned']);
const endsWaiting: ReadonlySet<Entry['kind']> = new Set(['assigned', 'left', 'left_message', 'closed']);

/** Tells those in line who are here what changed for them, and what they were told is not said again. */
export function createPlaceTeller(
  queue: Pick<Queue, 'news'>,
  announce: Pick<Announce, 'toVisitor'>,
  isHere: (visitorId: string) => boolean,
) {
  /** Who left the line while others were told: her page has heard that, and a place would come too late. */
  const goneOf = new Map<string, Set<string>>();

  async function tell(siteId: string) {
    const gone = new Set<string>();
    goneOf.set(siteId, gone);
    await queue.news(siteId, isHere, (visitorId, place) => {
      if (!gone.has(place.conversationId)) announce.toVisitor({ visitorId }, 'place', place);
    });
  }

  function lineSaid({ siteId, conversationId, entry }: Extract<Fact, { kind: 'entry' }>) {
    const gone = goneOf.get(siteId);
    if (endsWaiting.has(entry.kind)) gone?.add(conversationId);
    // Back already: what is told now may be of this stay, and is not said twice.
    if (beginsWaiting.has(entry.kind)) gone?.delete(conversationId);
  }

  return { tell, lineSaid };
}

export type PlaceTeller = ReturnType<typeof createPlaceTeller>;
