import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Announce } from '../platform/wire/announce.ts';
import { createLastTold } from '../platform/wire/last-told.ts';
import type { Availability } from './availability.ts';

/** Waits drift with the clock: what would be read as the same is not said again to every page. */
const grainMs = 30_000;

/** Tells every page of a site what changed in what it may know before she has typed. */
export function createSiteTeller({
  availability,
  announce,
}: {
  availability: Availability;
  announce: Announce;
}) {
  const last = createLastTold();

  async function tell(siteId: string) {
    const state = await availability.state(siteId);
    if (last.isNews(siteId, said(state))) await announce.toVisitorsOf(siteId, 'site', state);
  }

  /** To be called with what a page is given on its own. */
  const gave = (siteId: string, state: SiteState) => last.gave(siteId, said(state));

  return { tell, gave };
}

export type SiteTeller = ReturnType<typeof createSiteTeller>;

const said = ({ at: _, ...state }: SiteState) =>
  JSON.stringify(state, (key, value) =>
    key === 'likelyMs' || key === 'withinMs' ? Math.round(value / grainMs) : value,
  );
