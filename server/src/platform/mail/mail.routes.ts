import { mailRest } from '@straks/shared/mail/mail.protocol.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { route } from '../wire/http.ts';
import type { MailRoom } from './mail.ts';

export interface MailRoutesParts {
  mail: MailRoom;
  /** Who asks: the authority table has let her through. */
  me(request: FastifyRequest): { siteId: string };
}

export function registerMail(app: FastifyInstance, { mail, me }: MailRoutesParts) {
  const status = 'GET /api/settings/mail';
  route(app, status, mailRest[status], ({ request }) => mail.status(me(request).siteId));
}
