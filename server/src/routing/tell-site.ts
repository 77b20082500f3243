import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import { type Announce, rooms } from '../platform/wire/announce.ts';
import { createLastTold } from '../platform/wire/last-told.ts';
import type { Asked } from '../queue/need.ts';
import type { Availability } from './availability.ts';

/** Waits drift with the clock: what would be read as the same is not said again to every page. Of hours, a twentieth. */
const grainMs = 30_000;
const grains = 20;
const read = (waitMs: number) => Math.round(grains * Math.log1p(waitMs / (grains * grainMs)));

/** Tells every page of a site what changed in what it may know before she has typed: to each what holds for her. */
export function createSiteTeller({
  availability,
  announce,
}: {
  availability: Availability;
  announce: Announce;
}) {
  const last = createLastTold();
  /** By site: the rooms of its pages, and what they ask for. */
  const pages = new Map<string, Map<string, Partial<Asked>>>();

  /** The room of all pages that ask for the same; to be entered at once, for one with nobody in it is forgotten. */
  function roomFor(siteId: string, { language, skills = [] }: Partial<Asked>): string {
    const asked = { ...(language && { language }), skills: [...new Set(skills)].toSorted() };
    const room = rooms.alike(siteId, JSON.stringify(asked));
    const ofSite = pages.get(siteId) ?? new Map<string, Partial<Asked>>();
    pages.set(siteId, ofSite.set(room, asked));
    return room;
  }

  async function tell(siteId: string) {
    for (const [room, asked] of pages.get(siteId) ?? []) {
      if (announce.isAnyPageIn(room)) await tellRoom(siteId, room, asked);
      else forget(siteId, room);
    }
  }

  async function tellRoom(siteId: string, room: string, asked: Partial<Asked>) {
    const state = await availability.state(siteId, asked);
    if (last.isNews(room, said(state))) await announce.toPagesIn(room, 'site', state);
  }

  function forget(siteId: string, room: string) {
    pages.get(siteId)?.delete(room);
    last.forget(room);
  }

  /** To be called with what a page is given on its own. */
  const gave = (room: string, state: SiteState) => last.gave(room, said(state));

  return { roomFor, tell, gave };
}

export type SiteTeller = ReturnType<typeof createSiteTeller>;

const said = ({ at: _, ...state }: SiteState) =>
  JSON.stringify(state, (key, value) => (key === 'likelyMs' || key === 'withinMs' ? read(value) : value));
