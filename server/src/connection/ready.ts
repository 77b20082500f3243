import type { FastifyInstance } from 'fastify';

export interface ReadyParts {
  stopping(): boolean;
  /** Whether the database answers. */
  database(): Promise<boolean>;
  /** Whether somebody who connects here is told what is said here. */
  fanOut(): Promise<boolean>;
  /** Whether this node hears its own beat through Redis; null where there is none to hear it through. */
  hints(): boolean | null;
}

/** What balancers and watchmen ask. */
export function registerReady(app: FastifyInstance, { stopping, database, fanOut, hints }: ReadyParts) {
  app.get('/healthz', async () => ({ ok: true }));

  app.get('/readyz', async (_, reply) => {
    if (stopping()) return reply.status(503).send({ ok: false, stopping: true });
    const [isReached, isHeard] = await Promise.all([database(), fanOut()]);
    const ok = isReached && isHeard;
    // Without hints a node looks into the database each second: slower by that, and fit for people.
    return reply.status(ok ? 200 : 503).send({ ok, database: isReached, fanOut: isHeard, hints: hints() });
  });
}
