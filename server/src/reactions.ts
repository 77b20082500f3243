import type { Logger } from 'pino';
import type { Fact } from './facts.ts';
import type { InboxTeller } from './inbox/tell-inbox.ts';
import type { Pace } from './platform/clock.ts';
import { createTicker } from './platform/ticker.ts';
import { isOfStorage } from './platform/timers.ts';
import { type Announce, rooms } from './platform/wire/announce.ts';
import type { PlaceTeller } from './queue/tell-places.ts';
import type { Availability } from './routing/availability.ts';
import type { Routing } from './routing/routing.ts';

export interface ReactionParts {
  pace: Pace;
  announce: Announce;
  /** Says a line of a conversation's log to those who hear of it. */
  tellEntry(fact: Extract<Fact, { kind: 'entry' }>): void;
  /** Says how far one side has read. */
  tellRead(fact: Extract<Fact, { kind: 'read' }>): void;
  routing: Routing;
  places: PlaceTeller;
  inbox: InboxTeller;
  availability: Availability;
  tellSite(siteId: string): Promise<void>;
  tellColleagues(siteId: string): Promise<void>;
  /** Her pages hear what became of the call she asked for. */
  tellCallback(call: { conversationId: string; visitorId: string }): Promise<void>;
  refreshSite(siteId: string): Promise<void>;
  /** Consoles that have a conversation open and may no longer read it hear no more of it. */
  checkFollowers(conversationId: string): Promise<void>;
  /** Cuts the consoles in a room, but for those of one session. */
  endSockets(room: string, exceptSession: string | null): void;
  log: Logger;
}

const atOnceMs = 0;
/** Lists and places are told at most once a second; the first change after a pause sooner. */
const soonMs = 100;
const coalescedMs = 1_000;
/** To thousands of open panels it is said less often how it looks before anybody writes. */
const manyPages = 1_000;
const manyPagesMs = 3_000;
/** From one telling of places to the next. A timer may come a little early: nobody is told hers twice within a second. */
const placesApartMs = 1_100;
const manyPlacesApartMs = 1_300;

/** Who hears of what, on one screen. All of it happens after the commit; none of it is awaited by a sender. */
export function createReactions(parts: ReactionParts) {
  const { announce, routing, places, inbox, availability, log, pace } = parts;
  const failed = (err: unknown) => isOfStorage(err) || log.error({ err }, 'a reaction failed');
  const assigning = createTicker(routing.assignWaiting, failed, { pace });
  const listing = createTicker(inbox.tell, failed, { pace });
  const placing = createTicker(places.tell, failed, { pace });
  const greeting = createTicker(parts.tellSite, failed, { pace });
  const telling = createTicker(parts.tellColleagues, failed, { pace });
  // Nothing else would soon say again that the owner changed something.
  const refreshing = createTicker(refresh, failed, { againMs: 1_000 });

  const hasMany = (siteId: string) => announce.pagesOf(siteId) > manyPages;
  const greetSoon = (siteId: string) => greeting.soon(siteId, hasMany(siteId) ? manyPagesMs : coalescedMs);
  const placeSoon = (siteId: string) =>
    placing.soon(siteId, soonMs, hasMany(siteId) ? manyPlacesApartMs : placesApartMs);

  async function refresh(siteId: string) {
    await parts.refreshSite(siteId);
    lineChanged(siteId);
  }

  function lineChanged(siteId: string) {
    availability.forget(siteId);
    assigning.soon(siteId, atOnceMs);
    placeSoon(siteId);
    greetSoon(siteId);
    telling.soon(siteId, coalescedMs);
  }

  /** A line was said here, whichever node wrote it. */
  async function lineSaid(fact: Extract<Fact, { kind: 'entry' }>) {
    const { conversationId, entry } = fact;
    places.lineSaid(fact);
    // It has lost its owner, or stands in another department's line.
    if (entry.kind === 'returned' || entry.kind === 'queued' || entry.kind === 'left_message') {
      await parts.checkFollowers(conversationId).catch(failed);
    }
  }

  function react(fact: Fact) {
    switch (fact.kind) {
      case 'entry': {
        parts.tellEntry(fact);
        void lineSaid(fact);
        return;
      }
      case 'read':
        return parts.tellRead(fact);
      case 'conversation':
        listing.soon(fact.siteId, soonMs);
        return lineChanged(fact.siteId);
      case 'words':
        return listing.soon(fact.siteId, coalescedMs);
      case 'callback':
        parts.tellCallback(fact).catch(failed);
        return;
      case 'presence':
        return lineChanged(fact.siteId);
      case 'site':
        return refreshing.soon(fact.siteId, atOnceMs);
      case 'signedOut':
        return parts.endSockets(rooms.agent(fact.agentId), fact.exceptTokenHash);
      case 'sessionEnded':
        return parts.endSockets(rooms.session(fact.tokenHash), null);
      case 'access':
        return parts.endSockets(rooms.agent(fact.agentId), null);
    }
  }

  /** Another node changed something: lists and places look different, and it has done the rest. */
  function lookAgain(siteId: string) {
    availability.forget(siteId);
    listing.soon(siteId, soonMs);
    placeSoon(siteId);
    greetSoon(siteId);
    telling.soon(siteId, coalescedMs);
  }

  /** Time alone changes waits and leases: looked at again by the clock. */
  function tick(siteId: string) {
    lineChanged(siteId);
  }

  async function stop() {
    const tickers = [assigning, listing, placing, greeting, telling, refreshing];
    await Promise.all(tickers.map((ticker) => ticker.stop()));
  }

  return { react, lineSaid, lookAgain, tick, stop };
}
