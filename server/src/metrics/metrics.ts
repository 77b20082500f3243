import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Sites } from '../sites/sites.ts';
import { createMetricsStore } from './metrics.store.ts';

export interface HouseMetricsParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  metrics: Metrics;
  sockets(namespace: '/visitor' | '/agent'): number;
  /** Whether hints go round between nodes; null where there is nobody to hint to. */
  hintsGoRound(): boolean | null;
}

const hourMs = 3_600_000;

/** The numbers of the house that an operator watches; asked for only when somebody looks. */
export function measureHouse({ db, clock, sites, metrics, sockets, hintsGoRound }: HouseMetricsParts) {
  const store = createMetricsStore(db);

  const ofSites =
    <One>(look: (siteId: string) => Promise<One[]>) =>
    async () => {
      const all = await Promise.all(
        sites
          .all()
          .map(async ({ id, name }) => (await look(id)).map((one) => ({ site: name, siteId: id, ...one }))),
      );
      return all.flat();
    };
  const departmentName = (siteId: string, departmentId: string) =>
    sites.departments(siteId).find(({ id }) => id === departmentId)?.name ?? 'another';

  const waiting = ofSites(store.waiting);
  const lines = ['site', 'department'];
  metrics.gauge('waiting', 'Visitors in line', lines, async () =>
    (await waiting()).map(({ site, siteId, departmentId, count }) => ({
      labels: { site, department: departmentName(siteId, departmentId) },
      value: count,
    })),
  );
  metrics.gauge('longest_wait_seconds', 'How long who has waited longest has waited', lines, async () =>
    (await waiting()).map(({ site, siteId, departmentId, sinceMs }) => ({
      labels: { site, department: departmentName(siteId, departmentId) },
      value: Math.max(0, clock.nowMs() - (sinceMs ?? clock.nowMs())) / 1_000,
    })),
  );
  metrics.gauge('chats', 'Chats that an agent has', ['site'], async () =>
    (await ofSites(async (id) => [{ count: await store.active(id) }])()).map(({ site, count }) => ({
      labels: { site },
      value: count,
    })),
  );

  const promises = ofSites(async (id) => {
    const row = await store.promises(id, clock.nowMs() - hourMs);
    return row && row.count > 0 ? [row] : [];
  });
  metrics.gauge(
    'promises_held_ratio',
    "Of the last hour's waits, the share within what was told",
    ['site'],
    async () =>
      (await promises()).map(({ site, held, count }) => ({ labels: { site }, value: held / count })),
  );
  metrics.gauge('told_wait_seconds', 'Mean bound told on joining in the last hour', ['site'], async () =>
    (await promises()).map(({ site, toldMs }) => ({ labels: { site }, value: toldMs / 1_000 })),
  );
  metrics.gauge('lived_wait_seconds', 'Mean wait lived of the same visitors', ['site'], async () =>
    (await promises()).map(({ site, livedMs }) => ({ labels: { site }, value: livedMs / 1_000 })),
  );

  metrics.gauge(
    'outbox_age_seconds',
    'How long the oldest mail due has waited to be handed over',
    [],
    async () => {
      const oldestMs = await store.oldestMailMs();
      return [{ value: oldestMs === null ? 0 : Math.max(0, clock.nowMs() - oldestMs) / 1_000 }];
    },
  );
  metrics.gauge('sockets', 'Connected pages and consoles of this process', ['who'], async () => [
    { labels: { who: 'visitor' }, value: sockets('/visitor') },
    { labels: { who: 'agent' }, value: sockets('/agent') },
  ]);
  metrics.gauge('database_up', 'Whether the database answers', [], async () => [
    { value: (await db.reachable()) ? 1 : 0 },
  ]);
  metrics.gauge('hints_up', 'Whether this node hears its own beat through Redis', [], async () => {
    const up = hintsGoRound();
    return up === null ? [] : [{ value: up ? 1 : 0 }];
  });
}
