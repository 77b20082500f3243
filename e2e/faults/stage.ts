import type { PostgresServer } from '@straks/server/testing/postgres-server.ts';
import type { RedisServer } from '@straks/server/testing/redis-server.ts';
import { Cluster } from '../drivers/cluster.ts';
import { dumpOf, dumpOfPostgres, integrityOf } from '../drivers/database.ts';
import { type Server, startServer } from '../drivers/server.ts';
import type { DatabaseDump } from './checker/dump.ts';

/** What a fault strikes: one process with its file, or nodes with all that stands beside them. */
export interface Stage extends AsyncDisposable {
  url: string;
  publicUrl: string;
  siteKey: string;
  firstToken(): Promise<string>;
  nodes: readonly Server[];
  redis: RedisServer | null;
  postgres: PostgresServer | null;
  /** Ends the processes; what they kept can still be read. */
  stop(): Promise<void>;
  dump(): Promise<DatabaseDump>;
  /** "ok", or what is broken. */
  integrity(): string;
  deaths(): string[];
}

export async function openStage(nodes: number, env: Record<string, string>): Promise<Stage> {
  return nodes === 1 ? alone(await startServer({ env })) : together(await Cluster.start({ nodes, env }));
}

const alone = (server: Server): Stage => ({
  ...{ url: server.url, publicUrl: server.publicUrl, siteKey: server.siteKey },
  firstToken: () => server.firstToken(),
  ...{ nodes: [server], redis: null, postgres: null },
  stop: () => server.stop(),
  dump: async () => dumpOf(server.databaseFile),
  integrity: () => integrityOf(server.databaseFile),
  deaths: () => server.deaths,
  [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
});

const together = (cluster: Cluster): Stage => ({
  ...{ url: cluster.url, publicUrl: cluster.publicUrl, siteKey: cluster.siteKey },
  firstToken: () => cluster.firstToken(),
  ...{ nodes: cluster.nodes, redis: cluster.redis, postgres: cluster.postgres },
  stop: async () => void (await Promise.all(cluster.nodes.map((node) => node.stop()))),
  dump: () => dumpOfPostgres(cluster.databaseUrl),
  integrity: () => 'ok',
  deaths: () => cluster.deaths,
  [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
});
