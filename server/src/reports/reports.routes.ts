import { reportsRest } from '@straks/shared/reports/reports.protocol.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { route } from '../platform/wire/http.ts';
import type { Reports } from './reports.ts';

export interface ReportsRoutesParts {
  reports: Reports;
  /** Who asks: the authority table has let her through. */
  me(request: FastifyRequest): { siteId: string };
}

/** What was told, held against what was lived. */
export function registerReports(app: FastifyInstance, { reports, me }: ReportsRoutesParts) {
  const waits = 'GET /api/reports/waits';
  route(app, waits, reportsRest[waits], async ({ query, request }) => ({
    report: await reports.waits(me(request).siteId, query),
  }));

  const file = 'GET /api/reports/waits.csv';
  route(app, file, reportsRest[file], async ({ query, request, reply }) => {
    const { name, text } = await reports.csv(me(request).siteId, query);
    reply.header('content-type', 'text/csv; charset=utf-8');
    reply.header('content-disposition', `attachment; filename="${name}"`);
    return text;
  });
}
