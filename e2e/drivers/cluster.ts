import {
  freshDatabase,
  type PostgresServer,
  say,
  startPostgres,
} from '@straks/server/testing/postgres-server.ts';
import { type RedisServer, startRedis } from '@straks/server/testing/redis-server.ts';
import { type Balancer, balancerPort, startBalancer } from './balancer.ts';
import { freePort } from './free-port.ts';
import { Server } from './server.ts';

export interface ClusterSettings {
  nodes: number;
  env?: Record<string, string>;
  /** PostgreSQL's own settings; without, it forgets when the power fails. */
  postgres?: Record<string, string>;
}

/** Some nodes behind haproxy, with PostgreSQL and Redis, all real and all of this machine. */
export class Cluster implements AsyncDisposable {
  readonly nodes: readonly Server[];
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly balancer: Balancer;
  readonly databaseUrl: string;
  readonly siteKey: string;

  private constructor(
    parts: Omit<Cluster, 'url' | 'publicUrl' | 'firstToken' | 'deaths' | typeof Symbol.asyncDispose>,
  ) {
    this.nodes = parts.nodes;
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.balancer = parts.balancer;
    this.databaseUrl = parts.databaseUrl;
    this.siteKey = parts.siteKey;
  }

  static async start({ nodes: count, env, postgres: settings }: ClusterSettings): Promise<Cluster> {
    const [postgres, redis] = await Promise.all([startPostgres(settings), startRedis()]);
    const { url: databaseUrl } = await freshDatabase(postgres.url);
    const port = await balancerPort();
    const nodes: Server[] = [];
    for (let n = 0; n < count; n += 1) {
      const node = new Server(await freePort(), {
        env: {
          STRAKS_DATABASE_URL: databaseUrl,
          STRAKS_REDIS_URL: redis.url,
          STRAKS_PUBLIC_URL: `http://127.0.0.1:${port}`,
          STRAKS_TRUSTED_PROXIES: '1',
          ...env,
        },
      });
      nodes.push(node);
      node.begin();
      // One after the other: the first makes the tables and prints the link that counts.
      await node.serving();
    }
    const balancer = await startBalancer(
      port,
      nodes.map((node) => node.port),
    );
    const [site] = await say(databaseUrl, 'select "key" from "site"');
    return new Cluster({ nodes, postgres, redis, balancer, databaseUrl, siteKey: String(site?.key) });
  }

  get url(): string {
    return this.balancer.url;
  }

  get publicUrl(): string {
    return this.balancer.url;
  }

  /** Each node makes the link anew when it starts; the newest is the one that counts. */
  firstToken(): Promise<string> {
    return this.nodes.at(-1)?.firstToken() ?? Promise.reject(new Error('no nodes'));
  }

  get deaths(): string[] {
    return this.nodes.flatMap(({ deaths }) => deaths);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.balancer[Symbol.asyncDispose]();
    await Promise.all(this.nodes.map((node) => node[Symbol.asyncDispose]()));
    await this.postgres.remove();
    await this.redis.kill();
  }
}
