import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Announce } from '../platform/wire/announce.ts';
import { createUnchanged } from '../platform/wire/unchanged.ts';
import type { Availability } from './availability.ts';

/** Waits drift with the clock: what would be read as the same is not said again to every page. */
const grainMs = 30_000;

/** Tells every page of a site what changed in what it may know before she has typed. */
export function createSiteTeller(parts: { availability: Availability; announce: Announce; clock: Clock }) {
  const { availability, announce, clock } = parts;
  const unchanged = createUnchanged(clock);

  return async function tell(siteId: string) {
    const state = await availability.state(siteId);
    if (unchanged(siteId, said(state))) return;
    announce.toVisitorsOf(siteId, 'site', state);
  };
}

const said = ({ at: _, ...state }: SiteState) =>
  JSON.stringify(state, (key, value) =>
    key === 'likelyMs' || key === 'withinMs' ? Math.round(value / grainMs) : value,
  );
