import { staffingRest } from '@straks/shared/staffing/staffing.protocol.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { route } from '../platform/wire/http.ts';
import type { Staffing } from './staffing.ts';

export interface StaffingRoutesParts {
  staffing: Staffing;
  /** Who asks: the authority table has let her through. */
  me(request: FastifyRequest): { siteId: string };
}

/** The plan of shifts, what is needed, and the target. */
export function registerStaffing(app: FastifyInstance, { staffing, me }: StaffingRoutesParts) {
  const list = 'GET /api/staffing/shifts';
  route(app, list, staffingRest[list], ({ query, request }) => staffing.plan(me(request).siteId, query.week));

  const add = 'POST /api/staffing/shifts';
  route(app, add, staffingRest[add], async ({ body, request }) => ({
    shift: await staffing.addShift(me(request).siteId, body),
  }));

  const change = 'PATCH /api/staffing/shifts/:id';
  route(app, change, staffingRest[change], async ({ params, body, request }) => ({
    shift: await staffing.changeShift(me(request).siteId, params.id, body),
  }));

  const remove = 'DELETE /api/staffing/shifts/:id';
  route(app, remove, staffingRest[remove], async ({ params, request }) => {
    await staffing.removeShift(me(request).siteId, params.id);
    return {};
  });

  const copy = 'POST /api/staffing/copy';
  route(app, copy, staffingRest[copy], ({ body, request }) =>
    staffing.copyWeek(me(request).siteId, body.from, body.to),
  );

  const target = 'PATCH /api/settings/staffing';
  route(app, target, staffingRest[target], async ({ body, request }) => ({
    target: await staffing.changeTarget(me(request).siteId, body),
  }));

  const report = 'GET /api/reports/staffing';
  route(app, report, staffingRest[report], ({ query, request }) =>
    staffing.report(me(request).siteId, query),
  );

  const file = 'GET /api/reports/staffing.csv';
  route(app, file, staffingRest[file], async ({ query, request, reply }) => {
    const { name, text } = await staffing.csv(me(request).siteId, query);
    reply.header('content-type', 'text/csv; charset=utf-8');
    reply.header('cache-control', 'private, no-store');
    reply.header('content-disposition', `attachment; filename="${name}"`);
    return text;
  });
}
