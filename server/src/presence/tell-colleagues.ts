import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import { type Announce, rooms } from '../platform/wire/announce.ts';
import { createLastTold } from '../platform/wire/last-told.ts';
import type { Presence } from './presence.ts';

/** Tells every console of a site who is there, when that changed. */
export function createColleagueTeller(parts: { presence: Presence; announce: Announce; clock: Clock }) {
  const { presence, announce, clock } = parts;
  const last = createLastTold();
  /** Consoles of these sites show what was done there at this time until a list that is no older. */
  const awaited = new Map<string, number>();

  async function tell(siteId: string) {
    // Before the look: what is done while it is under way may be missing in it.
    const at = clock.nowMs();
    const colleagues = await presence.colleagues(siteId);
    const isNews = last.isNews(siteId, JSON.stringify(colleagues));
    const isAwaited = at >= (awaited.get(siteId) ?? Number.POSITIVE_INFINITY);
    if (isAwaited) awaited.delete(siteId);
    if (!isNews && !isAwaited) return;
    announce.toRoomOfAgents(rooms.colleagues(siteId), 'colleagues', { at, colleagues });
  }

  /** To be called with what a console is given on its own. */
  const gave = (siteId: string, colleagues: Colleague[]) => last.gave(siteId, JSON.stringify(colleagues));

  /** An agent has done something of her own: the next list is told also when it is as the last. */
  const wished = (siteId: string, atMs: number) => void awaited.set(siteId, atMs);

  return { tell, gave, wished };
}

export type ColleagueTeller = ReturnType<typeof createColleagueTeller>;
