import { mailRest } from '@straks/shared/mail/mail.protocol.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { route } from '../wire/http.ts';
import type { MailRoom } from './mail.ts';

export interface MailRoutesParts {
  mail: MailRoom;
  /** Who asks: the authority table has let her through. */
  me(request: FastifyRequest): { siteId: string; email: string };
  site(siteId: string): { name: string; brand: string };
}

export function registerMail(app: FastifyInstance, { mail, me, site }: MailRoutesParts) {
  const status = 'GET /api/settings/mail';
  route(app, status, mailRest[status], ({ request }) => mail.status(me(request).siteId));

  /** To herself alone: nobody else can be written to with it. */
  const test = 'POST /api/settings/mail/test';
  route(app, test, mailRest[test], async ({ body, request }) => {
    const { siteId, email } = me(request);
    return { to: email, reason: await mail.tryOut(site(siteId), email, body.language) };
  });
}
