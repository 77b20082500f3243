import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import { type Announce, rooms } from '../platform/wire/announce.ts';
import { createLastTold } from '../platform/wire/last-told.ts';
import type { Presence } from './presence.ts';

/** Tells every console of a site who is there, when that changed. */
export function createColleagueTeller(parts: { presence: Presence; announce: Announce; clock: Clock }) {
  const { presence, announce, clock } = parts;
  const last = createLastTold();

  async function tell(siteId: string) {
    // Before the look: what is done while it is under way may be missing in it.
    const at = clock.nowMs();
    const colleagues = await presence.colleagues(siteId);
    if (!last.isNews(siteId, JSON.stringify(colleagues))) return;
    announce.toRoomOfAgents(rooms.colleagues(siteId), 'colleagues', { at, colleagues });
  }

  /** To be called with what a console is given on its own. */
  const gave = (siteId: string, colleagues: Colleague[]) => last.gave(siteId, JSON.stringify(colleagues));

  return { tell, gave };
}

export type ColleagueTeller = ReturnType<typeof createColleagueTeller>;
