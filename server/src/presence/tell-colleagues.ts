import type { Clock } from '../platform/clock.ts';
import { type Announce, rooms } from '../platform/wire/announce.ts';
import { createUnchanged } from '../platform/wire/unchanged.ts';
import type { Presence } from './presence.ts';

/** Tells every console of a site who is there, when that changed. */
export function createColleagueTeller(parts: { presence: Presence; announce: Announce; clock: Clock }) {
  const { presence, announce, clock } = parts;
  const unchanged = createUnchanged(clock);

  return async function tell(siteId: string) {
    const colleagues = await presence.colleagues(siteId);
    if (unchanged(siteId, JSON.stringify(colleagues))) return;
    announce.toRoomOfAgents(rooms.colleagues(siteId), 'colleagues', { at: clock.nowMs(), colleagues });
  };
}
