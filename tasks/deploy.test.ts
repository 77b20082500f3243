import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { haproxyProgram } from '../e2e/drivers/balancer.ts';
import { startServer } from '../e2e/drivers/server.ts';
import { root } from './run.ts';

const folder = join(root, 'deploy');
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const yaml = (file: string) => {
  const documents = parseAllDocuments(text(file), { merge: true });
  for (const { errors } of documents as { errors: Error[] }[]) expect(errors).toEqual([]);
  return (documents as { toJS(): unknown }[])[0]?.toJS() as Record<string, never>;
};

describe('the image', () => {
  const lines = text('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const words = (instruction: string) =>
    lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.split(/\s+/).slice(1));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  test('copies only what there is', () => {
    const sources = words('COPY').flatMap((copy) => {
      const from = copy.some((word) => word.startsWith('--from='));
      return copy
        .filter((word) => !word.startsWith('--'))
        .slice(0, -1)
        .map((path) => (from ? path.replace('/straks/', '') : path));
    });
    expect(sources.length).toBeGreaterThan(15);
    // Builds and packages are made on the way.
    const made = /(^|\/)(dist|node_modules)$/;
    for (const path of sources) {
      const here = path.replace(made, '') || '.';
      expect(existsSync(join(root, here)), path).toBe(true);
    }
  });

  test('holds whatever the server reads outside of its own folder', () => {
    const files = readdirSync(join(root, 'server/src'), { recursive: true, encoding: 'utf8' });
    const read = new Set(
      files
        .filter((file) => file.endsWith('.ts') && !/\.test\.|testing/.test(file))
        .map((file) => readFileSync(join(root, 'server/src', file), 'utf8'))
        .flatMap((source) => {
          const base = /new URL\(`\.\.\/\.\.\/\.\.\/(.*?)\$\{path\}`/.exec(source)?.[1];
          if (base === undefined) return [];
          return [...source.matchAll(/folder\('([^']+)'\)/g)].map(([, path]) =>
            `${base}${path}`.split('/').slice(0, 2).join('/'),
          );
        }),
    );
    expect([...read].toSorted()).toEqual(['console/dist', 'widget/continue', 'widget/dist', 'widget/try']);
    const copied = last.filter((line) => line.startsWith('COPY ')).map((line) => line.split(' ').at(-1));
    for (const path of read) expect(copied).toContain(path);
  });

  test('runs as nobody special, without what only builders need, and says whether it is well', () => {
    expect(last).toContain('USER node');
    expect(last.some((line) => /^(RUN|COPY).*(pnpm|vite)/.test(line))).toBe(false);
    expect(lines.filter((line) => line.includes('pnpm install'))[1]).toContain('--prod');
    const [program = ''] = /server\/\S+\.js/.exec(last.find((line) => line.startsWith('CMD ')) ?? '') ?? [];
    expect(existsSync(join(root, program))).toBe(true);
    expect(last.join('\n')).toMatch(/HEALTHCHECK[^\n]*\/healthz/);
  });

  test('is what compose starts: one alone, or three nodes that are alike behind haproxy', () => {
    const { services } = yaml('compose.yaml') as unknown as { services: Record<string, Service> };
    const alone = Object.entries(services).filter(([, { profiles }]) => !profiles);
    expect(alone.map(([name]) => name)).toEqual(['straks']);
    for (const name of ['straks', 'node1', 'node2', 'node3']) {
      const { context, dockerfile } = services[name]?.build ?? {};
      expect(existsSync(join(folder, context ?? '?', dockerfile ?? '?')), name).toBe(true);
    }
    const nodes = ['node1', 'node2', 'node3'].map((name) => services[name]?.environment);
    expect(nodes[1]).toEqual(nodes[0]);
    expect(nodes[2]).toEqual(nodes[0]);
    const known = readFileSync(join(root, 'server/src/platform/config.ts'), 'utf8');
    const given = [nodes[0] ?? {}, services.straks?.environment ?? {}].flatMap((all) => Object.keys(all));
    for (const setting of given) expect(known, setting).toContain(`'${setting}'`);
    const asked = Object.keys(services.balancer?.environment ?? {});
    expect(asked).toHaveLength(3);
    for (const node of asked) expect(text('haproxy.cfg')).toContain(`\${${node}-`);
  });
});

interface Service {
  profiles?: string[];
  build?: { context: string; dockerfile: string };
  environment?: Record<string, string>;
}

describe('balancers', () => {
  test.runIf(haproxyProgram())('haproxy takes the example', () => {
    const { status, stderr } = spawnSync(haproxyProgram() ?? '', ['-c', '-f', join(folder, 'haproxy.cfg')], {
      encoding: 'utf8',
    });
    expect(stderr).not.toMatch(/WARNING|ALERT/);
    expect(status).toBe(0);
  });

  test.for(['haproxy.cfg', 'nginx.conf', 'Caddyfile', 'traefik.yaml'])(
    '%s sends whoever polls from one address to one node',
    (file) => {
      expect(text(file)).toMatch(/balance source|hash \$remote_addr|lb_policy ip_hash|strategy: hrw/);
      expect(text(file)).toContain('polling');
    },
  );

  test('Traefik has a service for each of its routers', () => {
    const { http } = yaml('traefik.yaml') as unknown as {
      http: { routers: Record<string, { service: string }>; services: Record<string, unknown> };
    };
    for (const { service } of Object.values(http.routers)) expect(http.services).toHaveProperty(service);
  });
});

test('however it is started, it begins with few words about memory, in the process that was started', async () => {
  await using server = await startServer();
  const of = (what: string) => readFileSync(`/proc/${server.pid}/${what}`, 'utf8').split('\0');
  expect(of('cmdline').join(' ')).toMatch(/--max-semi-space-size=\d+ .*server\/src\/main\.js/);
  expect(of('environ').filter((one) => one.startsWith('MALLOC_ARENA_MAX='))).toEqual(['MALLOC_ARENA_MAX=1']);
});

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0;
test.runIf(systemd).for(['straks.service', 'straks@.service'])('systemd takes %s', (unit) => {
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', join(folder, 'systemd', unit)], {
    encoding: 'utf8',
  });
  expect(stderr.split('\n').filter((line) => line.includes(unit))).toEqual([]);
  expect(status).toBe(0);
});

test('every number the dashboard draws is served', async () => {
  const token = 'a-token-for-prometheus';
  await using server = await startServer({ env: { STRAKS_METRICS_TOKEN: token } });
  const headers = { authorization: `Bearer ${token}` };
  const served = await (await fetch(`${server.url}/metrics`, { headers })).text();
  const names = new Set([...served.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const drawn = new Set(text('grafana-dashboard.json').match(/straks_\w+/g));
  expect(drawn.size).toBeGreaterThan(15);
  for (const name of drawn) expect([...names], name).toContain(name.replace(/_(bucket|count|sum)$/, ''));
  const { panels } = JSON.parse(text('grafana-dashboard.json')) as { panels: { id: number }[] };
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const { scrape_configs: jobs } = yaml('prometheus.yaml') as unknown as { scrape_configs: unknown[] };
  expect(jobs).toHaveLength(1);
});
