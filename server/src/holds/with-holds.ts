import type { Hold, Place } from '@straks/shared/queue/queue.protocol.ts';

interface Places {
  places(siteId: string): Promise<{ visitorId: string; place: Place }[]>;
  placeOf(siteId: string, conversationId: string): Promise<Place | null>;
}

/** Places as they are told: with how each is kept for whoever went away. */
export function withHolds<Queue extends Places>(
  queue: Queue,
  shownIn: (siteId: string) => Promise<Map<string, Hold>>,
): Queue {
  const kept = (place: Place, holds: Map<string, Hold>): Place => {
    const hold = holds.get(place.conversationId);
    return hold ? { ...place, hold } : place;
  };
  return {
    ...queue,
    async places(siteId) {
      const [places, holds] = await Promise.all([queue.places(siteId), shownIn(siteId)]);
      return places.map(({ visitorId, place }) => ({ visitorId, place: kept(place, holds) }));
    },
    async placeOf(siteId, conversationId) {
      const [place, holds] = await Promise.all([queue.placeOf(siteId, conversationId), shownIn(siteId)]);
      return place && kept(place, holds);
    },
  };
}
