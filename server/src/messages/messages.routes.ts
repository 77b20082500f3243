import { visitorsRest } from '@straks/shared/visitors/visitors.protocol.ts';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';
import { route } from '../platform/wire/http.ts';
import type { OpenRates } from '../platform/wire/rates.ts';
import type { Sites } from '../sites/sites.ts';
import type { Visitors } from '../visitors/visitors.ts';
import type { VisitorSays } from './messages.socket.ts';

export interface MessagesRoutesParts {
  clock: Clock;
  sites: Sites;
  visitors: Visitors;
  says: VisitorSays;
  perSecond: number;
  openRates: OpenRates;
}

const send = 'POST /api/sites/:key/messages';

/** The twin of `message:send` for a page that is being left. */
export function registerMessages(app: FastifyInstance, parts: MessagesRoutesParts) {
  const { clock, sites, visitors, says, perSecond, openRates } = parts;
  const rate = openRates('words', { perSecond, burst: perSecond * 5 });

  route(app, send, visitorsRest[send], async ({ params, body, request }) => {
    const site = sites.byKey(params.key);
    const token = /^Bearer ([\w-]{32,86})$/.exec(request.headers.authorization ?? '')?.[1];
    const visitorId = site && token ? await visitors.who(site.id, token) : null;
    if (!site || !visitorId) throw new Refusal('not_signed_in');
    const { waitMs } = rate(visitorId, clock.nowMs());
    if (waitMs > 0) throw new Refusal('slow_down', { retryAfterMs: waitMs });
    return says({ visitorId, siteId: site.id }, body);
  });
}
