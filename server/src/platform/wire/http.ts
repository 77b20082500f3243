import { type RefusalCode, refusals } from '@straks/shared/result.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Refusal, refused } from '../errors.ts';
import { parser } from './parse.ts';
import { createTimeLimit } from './time-out.ts';

interface Spec {
  params?: TSchema;
  query?: TSchema;
  body?: TSchema;
  answer: TSchema;
}
type Part<S extends Spec, K extends 'params' | 'query' | 'body'> = S[K] extends TSchema
  ? Static<S[K]>
  : undefined;

export interface Asked<S extends Spec> {
  params: Part<S, 'params'>;
  query: Part<S, 'query'>;
  body: Part<S, 'body'>;
  request: FastifyRequest;
  reply: FastifyReply;
}

const empty = new Set(['GET', 'DELETE']);
const withinTime = createTimeLimit(10_000);

/**
 * One REST request: its schemas and the one function that answers it. `name` is "METHOD /path" as in
 * the protocol. What is returned goes out with `ok: true`, a text as it is; what is thrown goes out as a
 * typed refusal.
 */
export function route<Name extends string, S extends Spec>(
  app: FastifyInstance,
  name: Name,
  spec: S,
  answer: (asked: Asked<S>) => Promise<Static<S['answer']>>,
) {
  const [method, url] = name.split(' ') as [string, string];
  const parseParams = spec.params && parser(spec.params);
  const parseQuery = spec.query && parser(spec.query);
  const parseBody = spec.body && parser(spec.body);
  app.route({
    method,
    url,
    config: { name },
    handler: async (request, reply) => {
      const params = parseParams?.(request.params);
      const query = parseQuery?.({ ...(request.query as object) });
      const body = parseBody?.(empty.has(method) ? {} : request.body);
      const work = answer({ params, query, body, request, reply } as Asked<S>);
      const value = await new Promise((resolve, reject) => withinTime(work, resolve, reject));
      // A file, as CSV, goes out as it is.
      if (typeof value === 'string') return value;
      return { ok: true, ...(value as object) };
    },
  });
}

/** Every failure of a request leaves as a typed refusal with its own status. */
export function refuseTyped(app: FastifyInstance) {
  app.setErrorHandler(answerFailure);
  app.setNotFoundHandler((_, reply) => reply.status(404).send(refused(new Refusal('unknown'))));
}

/** Also for what Fastify refuses before it looks for a route, as an address that cannot be decoded. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const told = refused(asRefusal(error));
  if (told.code === 'internal') request.log.error({ err: error }, 'a request failed');
  if (told.retryAfterMs) reply.header('retry-after', Math.ceil(told.retryAfterMs / 1000));
  return reply.status(refusals[told.code].status).send(told);
}

const byStatus: Record<number, RefusalCode> = { 404: 'unknown', 413: 'too_large', 414: 'too_large' };

/** Fastify refuses malformed bodies itself, with a status of its own. */
function asRefusal(error: unknown): unknown {
  const { statusCode } = error as { statusCode?: number };
  if (error instanceof Refusal || statusCode === undefined || statusCode >= 500) return error;
  return new Refusal(byStatus[statusCode] ?? 'bad_request');
}
