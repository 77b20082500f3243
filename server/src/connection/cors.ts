import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** Pages that carry a site's widget may read what is the site's, and nothing else. */
export async function registerCors(
  app: FastifyInstance,
  { mayEmbed }: { mayEmbed(siteKey: string, origin: string): boolean },
) {
  await app.register(cors, {
    delegator(request, done) {
      const { origin } = request.headers;
      const key = /^\/api\/sites\/([a-z0-9]+)\//.exec(request.url ?? '')?.[1] ?? null;
      const embedded = origin !== undefined && key !== null && mayEmbed(key, origin);
      done(null, { origin: embedded ? origin : false, methods: ['GET', 'POST'], maxAge: 86_400 });
    },
  });
}
