import type { PostgresServer } from '@straks/server/testing/postgres-server.ts';
import type { RedisServer } from '@straks/server/testing/redis-server.ts';
import type { DatabaseDump } from '../faults/checker/dump.ts';
import { Cluster } from './cluster.ts';
import { dumpOf, dumpOfPostgres, integrityOf } from './database.ts';
import { type Server, startServer } from './server.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import type { Wire } from './wire.ts';

/** What a fault strikes and a bench measures: one process with its file, or nodes with all that stands beside them. */
export interface Stage extends AsyncDisposable {
  url: string;
  publicUrl: string;
  siteKey: string;
  firstToken(): Promise<string>;
  nodes: readonly Server[];
  redis: RedisServer | null;
  postgres: PostgresServer | null;
  /** Each node's way to PostgreSQL, where it was asked for. */
  wires: readonly Wire[];
  /** What the data folder lies on, where it was asked for. */
  disk: SmallDisk | null;
  /** Ends the processes; what they kept can still be read. */
  stop(): Promise<void>;
  dump(): Promise<DatabaseDump>;
  /** "ok", or what is broken. */
  integrity(): string;
  deaths(): string[];
}

export interface StageSettings {
  nodes: number;
  env: Record<string, string>;
  wired?: boolean;
  smallDisk?: boolean;
  /** The processor core of the one process. */
  cpu?: number;
  nodeOptions?: string[];
  /** PostgreSQL's own settings; without, it forgets when the power fails. */
  postgresSettings?: Record<string, string>;
}

/** A run fills some ten megabytes of it. */
const diskMegabytes = 96;

export async function openStage(settings: StageSettings): Promise<Stage> {
  const { nodes, env, wired = false, smallDisk = false, cpu, nodeOptions = [], postgresSettings } = settings;
  if (nodes > 1) {
    const postgres = postgresSettings ?? {};
    return together(await Cluster.start({ nodes, env, wired, nodeOptions, postgres }));
  }
  const disk = smallDisk ? mountSmallDisk(diskMegabytes) : null;
  const server = await startServer({
    ...{ env, nodeOptions },
    ...(cpu !== undefined && { cpu }),
    ...(disk && { dataDir: disk.folder }),
  });
  return alone(server, disk);
}

const alone = (server: Server, disk: SmallDisk | null): Stage => ({
  ...{ url: server.url, publicUrl: server.publicUrl, siteKey: server.siteKey },
  firstToken: () => server.firstToken(),
  ...{ nodes: [server], redis: null, postgres: null, wires: [], disk },
  stop: () => server.stop(),
  dump: async () => dumpOf(server.databaseFile),
  integrity: () => integrityOf(server.databaseFile),
  deaths: () => server.deaths,
  async [Symbol.asyncDispose]() {
    await server[Symbol.asyncDispose]();
    disk?.[Symbol.dispose]();
  },
});

const together = (cluster: Cluster): Stage => ({
  ...{ url: cluster.url, publicUrl: cluster.publicUrl, siteKey: cluster.siteKey },
  firstToken: () => cluster.firstToken(),
  ...{ nodes: cluster.nodes, redis: cluster.redis, postgres: cluster.postgres, wires: cluster.wires },
  disk: null,
  stop: async () => void (await Promise.all(cluster.nodes.map((node) => node.stop()))),
  dump: () => dumpOfPostgres(cluster.databaseUrl),
  integrity: () => 'ok',
  deaths: () => cluster.deaths,
  [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
});
