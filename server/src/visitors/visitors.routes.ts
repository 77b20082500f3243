import { visitorsRest } from '@straks/shared/visitors/visitors.protocol.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { oneAddress } from '../auth/address.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';
import { route } from '../platform/wire/http.ts';
import type { OpenRates } from '../platform/wire/rates.ts';
import type { Sites } from '../sites/sites.ts';
import type { LinkAgain } from './link-again.ts';
import type { Visitors } from './visitors.ts';

export interface VisitorsRoutesParts {
  clock: Clock;
  sites: Sites;
  visitors: Visitors;
  linkAgain: LinkAgain;
  /** She has followed a link: wherever else a page of hers is open, she is here. */
  came(visitor: { siteId: string; visitorId: string }): Promise<void>;
  perMinute: number;
  openRates: OpenRates;
}

const goOn = 'POST /api/sites/:key/continue';
const again = 'POST /api/sites/:key/continue/again';
const arrive = 'POST /api/sites/:key/visitors';

export function registerVisitors(app: FastifyInstance, parts: VisitorsRoutesParts) {
  const { clock, sites, visitors, linkAgain, came, perMinute, openRates } = parts;
  const rate = openRates('visitors', { perSecond: perMinute / 60, burst: perMinute });

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

  route(app, goOn, visitorsRest[goOn], async (asked) => {
    const { id: siteId } = siteAsked(asked);
    const session = await visitors.goOn(siteId, asked.body.token);
    await came({ siteId, visitorId: session.visitorId });
    return session;
  });

  route(app, again, visitorsRest[again], async (asked) => {
    await linkAgain(siteAsked(asked).id, asked.body.token);
    return {};
  });
}
