import {
  freshDatabase,
  type PostgresServer,
  say,
  startPostgres,
} from '@straks/server/testing/postgres-server.ts';
import { type RedisServer, startRedis } from '@straks/server/testing/redis-server.ts';
import { type Balancer, balancerPort, startBalancer } from './balancer.ts';
import { messagesInPostgres, type StoredMessage } from './database.ts';
import { freePort } from './free-port.ts';
import { Server } from './server.ts';
import { layWire, type Wire } from './wire.ts';

export interface ClusterSettings {
  nodes: number;
  env?: Record<string, string>;
  /** PostgreSQL's own settings; without, it forgets when the power fails. */
  postgres?: Record<string, string>;
  /** Each node reaches PostgreSQL by a wire of its own, which can be made silent. */
  wired?: boolean;
  /** Options of Node itself. */
  nodeOptions?: string[];
}

type Parts = Pick<
  Cluster,
  'nodes' | 'wires' | 'postgres' | 'redis' | 'balancer' | 'databaseUrl' | 'siteKey' | 'publicUrl'
>;

/** Some nodes behind haproxy, with PostgreSQL and Redis, all real and all of this machine. */
export class Cluster implements AsyncDisposable {
  readonly nodes: readonly Server[];
  /** One a node where they were asked for. */
  readonly wires: readonly Wire[];
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly balancer: Balancer;
  readonly databaseUrl: string;
  readonly siteKey: string;
  readonly publicUrl: string;

  private constructor(parts: Parts) {
    this.nodes = parts.nodes;
    this.wires = parts.wires;
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.balancer = parts.balancer;
    this.databaseUrl = parts.databaseUrl;
    this.siteKey = parts.siteKey;
    this.publicUrl = parts.publicUrl;
  }

  static async start(asked: ClusterSettings): Promise<Cluster> {
    const { nodes: count, env, postgres: settings, nodeOptions = [] } = asked;
    const [postgres, redis] = await Promise.all([startPostgres(settings), startRedis()]);
    const { url: databaseUrl } = await freshDatabase(postgres.url);
    const port = await balancerPort();
    const shared = {
      STRAKS_DATABASE_URL: databaseUrl,
      STRAKS_REDIS_URL: redis.url,
      STRAKS_PUBLIC_URL: `http://127.0.0.1:${port}`,
      STRAKS_TRUSTED_PROXIES: '1',
      ...env,
    };
    const ports = await Promise.all(Array.from({ length: count }, freePort));
    const wires = asked.wired
      ? await Promise.all(ports.map(() => layWire(Number(new URL(databaseUrl).port))))
      : [];
    const nodes = ports.map((nodePort, n) => {
      const wire = wires[n];
      const own = wire ? { STRAKS_DATABASE_URL: onPort(databaseUrl, wire.port) } : {};
      return new Server(nodePort, { env: { ...shared, ...own }, nodeOptions });
    });
    for (const node of nodes) node.begin();
    await Promise.all(nodes.map((node) => node.serving()));
    const balancer = await startBalancer(
      port,
      nodes.map((node) => node.port),
    );
    const [site] = await say(databaseUrl, 'select "key" from "site"');
    const [siteKey, publicUrl] = [String(site?.key), shared.STRAKS_PUBLIC_URL];
    return new Cluster({ nodes, wires, postgres, redis, balancer, databaseUrl, siteKey, publicUrl });
  }

  get url(): string {
    return this.balancer.url;
  }

  get port(): number {
    return Number(new URL(this.balancer.url).port);
  }

  /** Each node prints a link of its own, and every one of them counts. */
  firstToken(): Promise<string> {
    return this.nodes[0]?.firstToken() ?? Promise.reject(new Error('no nodes'));
  }

  messages(): Promise<StoredMessage[]> {
    return messagesInPostgres(this.databaseUrl);
  }

  async kill9(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill9()));
  }

  begin(): void {
    for (const node of this.nodes) node.begin();
  }

  async serving(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.serving()));
  }

  get deaths(): string[] {
    return this.nodes.flatMap(({ deaths }) => deaths);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.balancer[Symbol.asyncDispose]();
    await Promise.all(this.nodes.map((node) => node[Symbol.asyncDispose]()));
    await Promise.all(this.wires.map((wire) => wire[Symbol.asyncDispose]()));
    await this.postgres.remove();
    await this.redis.kill();
  }
}

function onPort(address: string, port: number): string {
  const url = new URL(address);
  url.port = String(port);
  return url.href;
}
