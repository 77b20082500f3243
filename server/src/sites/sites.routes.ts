import { sitesRest } from '@straks/shared/sites/sites.protocol.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { route } from '../platform/wire/http.ts';
import type { Sites } from './sites.ts';

export interface SitesRoutesParts {
  sites: Sites;
  /** Who asks: the authority table has let her through. */
  me(request: FastifyRequest): { siteId: string };
}

/** The settings of a site and its departments. */
export function registerSites(app: FastifyInstance, { sites, me }: SitesRoutesParts) {
  const change = 'PATCH /api/settings/site';
  route(app, change, sitesRest[change], async ({ body, request }) => ({
    site: await sites.change(me(request).siteId, body),
  }));

  const add = 'POST /api/settings/departments';
  route(app, add, sitesRest[add], async ({ body, request }) => ({
    department: await sites.addDepartment(me(request).siteId, body.name),
  }));

  const rename = 'PATCH /api/settings/departments/:id';
  route(app, rename, sitesRest[rename], async ({ params, body, request }) => ({
    department: await sites.changeDepartment(me(request).siteId, params.id, body),
  }));

  const remove = 'DELETE /api/settings/departments/:id';
  route(app, remove, sitesRest[remove], async ({ params, request }) => {
    await sites.removeDepartment(me(request).siteId, params.id);
    return {};
  });
}
