import { visitorsRest } from '@straks/shared/visitors/visitors.protocol.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { oneAddress } from '../auth/address.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';
import { route } from '../platform/wire/http.ts';
import { createRates } from '../platform/wire/rates.ts';
import type { Sites } from '../sites/sites.ts';
import type { LinkAgain } from './link-again.ts';
import type { Visitors } from './visitors.ts';

export interface VisitorsRoutesParts {
  clock: Clock;
  sites: Sites;
  visitors: Visitors;
  linkAgain: LinkAgain;
  perMinute: number;
}

const goOn = 'POST /api/sites/:key/continue';
const again = 'POST /api/sites/:key/continue/again';
const arrive = 'POST /api/sites/:key/visitors';

export function registerVisitors(app: FastifyInstance, parts: VisitorsRoutesParts) {
  const { clock, sites, visitors, linkAgain, perMinute } = parts;
  const rate = createRates({ perSecond: perMinute / 60, burst: perMinute });

  function siteAsked({ params, request }: { params: { key: string }; request: FastifyRequest }) {
    const site = sites.byKey(params.key);
    if (!site) throw new Refusal('unknown', { detail: 'site' });
    const { waitMs } = rate(oneAddress(request.ip), clock.nowMs());
    if (waitMs > 0) throw new Refusal('slow_down', { retryAfterMs: waitMs });
    return site;
  }

  route(app, arrive, visitorsRest[arrive], async (asked) =>
    visitors.arrive(siteAsked(asked).id, asked.body.language),
  );

  route(app, goOn, visitorsRest[goOn], async (asked) => visitors.goOn(siteAsked(asked).id, asked.body.token));

  route(app, again, visitorsRest[again], async (asked) => {
    await linkAgain(siteAsked(asked).id, asked.body.token);
    return {};
  });
}
