import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fact } from '../../facts.ts';
import { postgresUrl } from '../../testing/databases.ts';
import { owner, startServer } from '../../testing/people.ts';
import { freshDatabase } from '../../testing/postgres-server.ts';
import { openPostgres, type PostgresDatabase } from './postgres.ts';
import { writeLock } from './postgres-writer.ts';

/** The way to PostgreSQL, on which everything said is lost and nobody is told, once it has fallen silent. */
async function wayTo(url: string) {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const silent = new Set<Socket>();
  let isClosed = false;
  const late = new Map<Socket, number>();
  let silentAfter: string | null = null;
  const way = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    if (isClosed) silent.add(near);
    near.on('data', (said) => {
      if (!silent.has(near)) far.write(said);
      if (silentAfter !== null && said.includes(silentAfter)) {
        silentAfter = null;
        silent.add(near);
      }
    });
    far.on('data', async (said) => {
      if (late.has(near)) await pause(late.get(near));
      if (!silent.has(near)) near.write(said);
    });
    near.on('close', () => sockets.delete(near) && !silent.has(near) && far.end());
    far.on('close', () => !silent.has(near) && near.end());
  }).listen(0, '127.0.0.1');
  await once(way, 'listening');
  const through = new URL(url);
  through.port = String((way.address() as AddressInfo).port);
  return {
    url: through.href,
    /** Those that stand are lost for good; new ones get through. */
    loseAll: () => {
      for (const socket of sockets) silent.add(socket);
    },
    /** On those that stand. */
    answersComeLate: (ms: number) => {
      for (const socket of sockets) late.set(socket, ms);
    },
    loseAfter: (words: string) => {
      silentAfter = words;
    },
    fallSilent() {
      isClosed = true;
      this.loseAll();
    },
    speakAgain: () => {
      isClosed = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      way.close();
    },
  };
}

const soonMs = 5_000;
const within = async <T>(work: Promise<T>): Promise<T | 'too late'> =>
  Promise.race([work, pause(soonMs, 'too late' as const)]);
const outcome = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    ({ code }) => code as string,
  );

describe.skipIf(!postgresUrl)('the way to PostgreSQL falls silent (needs PostgreSQL)', () => {
  let db: PostgresDatabase;
  let way: Awaited<ReturnType<typeof wayTo>>;
  let url: string;
  let drop: () => Promise<unknown>;
  let lost: string[] = [];
  const facts: Fact[] = [];

  beforeEach(async () => {
    ({ url, drop } = await freshDatabase(postgresUrl));
    way = await wayTo(url);
    lost = [];
    db = await openPostgres({
      ...{ url: new URL(way.url), connections: 3 },
      committed: (told) => facts.push(...told),
      lost: ({ message }) => lost.push(message),
    });
  });
  afterEach(async () => {
    await db.close();
    way.close();
    await drop();
    facts.length = 0;
  });

  const write = (id: string) =>
    db.write(async (trx, tell) => {
      tell({ kind: 'words', siteId: id });
      await trx.insertInto('setupToken').values({ tokenHash: id, createdMs: 1, usedMs: null }).execute();
      return id;
    });
  const read = async () =>
    (await db.read.selectFrom('setupToken').select('tokenHash').orderBy('tokenHash').execute()).map(
      ({ tokenHash }) => tokenHash,
    );

  test('who writes and who reads is told so soon, and then heard again', { timeout: 20_000 }, async () => {
    await write('a');
    await read();
    way.loseAll();
    const [writing, reading] = [within(outcome(write('b'))), within(outcome(read()))];
    expect(await writing).toBe('storage_busy');
    expect(await reading).toBe('storage_busy');
    expect(await within(write('c'))).toBe('c');
    expect(await within(read())).toEqual(['a', 'c']);
  });

  test('it falls silent inside a unit: what was held is let go at once', { timeout: 20_000 }, async () => {
    const silenced = db.write(async (trx) => {
      await trx.insertInto('setupToken').values({ tokenHash: 'a', createdMs: 1, usedMs: null }).execute();
      way.loseAll();
      await trx.insertInto('setupToken').values({ tokenHash: 'b', createdMs: 1, usedMs: null }).execute();
    });
    expect(await within(outcome(silenced))).toBe('storage_busy');
    expect(await within(write('c'))).toBe('c');
    expect(await read()).toEqual(['c']);
  });

  test('what was committed while nothing came back is answered as committed', {
    timeout: 20_000,
  }, async () => {
    way.loseAfter('; commit');
    expect(await within(write('a'))).toBe('a');
    expect(facts).toEqual([{ kind: 'words', siteId: 'a' }]);
  });

  test('a long wait for the turn of another node is no silence', { timeout: 20_000 }, async () => {
    const other = new pg.Client(url);
    await other.connect();
    await other.query(`select pg_advisory_lock(${writeLock})`);
    const waiting = write('a');
    const slow = db.read.selectFrom('setupToken').select('tokenHash').execute();
    await pause(5_500);
    await other.end();
    expect(await waiting).toBe('a');
    await slow;
    expect(lost).toEqual([]);
  });

  test('an answer that is on its way when we look is waited for', { timeout: 20_000 }, async () => {
    await write('a');
    const other = new pg.Client(url);
    await other.connect();
    await other.query(`select pg_advisory_lock(${writeLock})`);
    const waiting = write('b');
    await pause(2_500);
    way.answersComeLate(600);
    await other.end();
    expect(await waiting).toBe('b');
    expect(lost).toEqual([]);
  });

  test('all is silent for a while: the numbers say so before Prometheus gives up, and then people are heard again', {
    timeout: 40_000,
  }, async () => {
    const token = 'a-token-for-prometheus';
    const server = await startServer({
      STRAKS_DATABASE_URL: way.url,
      STRAKS_METRICS_TOKEN: token,
      STRAKS_LOG: 'silent',
    });
    const numbers = async () =>
      (await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text();
    try {
      await owner(server);
      expect(await within(numbers())).toContain('straks_database_up 1');
      way.fallSilent();
      expect(await within(numbers())).toContain('straks_database_up 0');
      await pause(4_000);
      expect(await within(numbers())).toContain('straks_database_up 0');
      way.speakAgain();
      const fromMs = performance.now();
      while (!(await numbers()).includes('straks_database_up 1')) await pause(100);
      while ((await outcome(server.straks.auth.setupLink())) === 'storage_busy') await pause(100);
      expect(performance.now() - fromMs).toBeLessThan(soonMs);
    } finally {
      await server.stop();
    }
  });
});
