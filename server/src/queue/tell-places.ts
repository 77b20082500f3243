import type { Announce } from '../platform/wire/announce.ts';
import type { Queue } from './queue.ts';

/** Tells those in line who are here what changed for them, and what they were told is not said again. */
export function createPlaceTeller(
  queue: Pick<Queue, 'news'>,
  announce: Pick<Announce, 'toVisitor'>,
  isHere: (visitorId: string) => boolean,
) {
  async function tell(siteId: string) {
    for (const { visitorId, place } of await queue.news(siteId, isHere))
      announce.toVisitor({ visitorId }, 'place', place);
  }

  return { tell };
}

export type PlaceTeller = ReturnType<typeof createPlaceTeller>;
