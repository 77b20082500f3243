import type { SiteNow } from '@straks/shared/inbox/inbox.protocol.ts';
import type { Sites } from '../sites/sites.ts';

/** What consoles show of a site; nothing of one that is gone. */
export function siteNow(sites: Sites, siteId: string): SiteNow | null {
  const site = sites.byId(siteId);
  if (!site) return null;
  const { name, categories, routing } = site;
  return { site: { id: siteId, name, categories, routing }, departments: sites.departments(siteId) };
}
