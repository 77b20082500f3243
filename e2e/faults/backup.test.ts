import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  freshDatabase,
  type PostgresServer,
  postgresPrograms,
  say,
  startPostgres,
} from '@straks/server/testing/postgres-server.ts';
import type { AnswerOf, visitorUp } from '@straks/shared/protocol.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LineDesk } from '../bench/queue-people.ts';
import { comesBack, makeVisitor, type VisitorKey } from '../bench/visitors.ts';
import { colleague, firstOwner, password } from '../drivers/accounts.ts';
import { dumpOf, dumpOfPostgres, integrityOf } from '../drivers/database.ts';
import { manyPeople, type Server, startServer } from '../drivers/server.ts';
import type { DatabaseDump, Entry } from './checker/dump.ts';

type Requested = Extract<AnswerOf<typeof visitorUp, 'chat:request'>, { ok: true }>;

const run = promisify(execFile);

/** Somebody is there, so that visitors are let into the line. */
const openHouse = async (server: Server) =>
  LineDesk.arrive(await colleague(await firstOwner(server), 'Bo', 1));

const folder = mkdtempSync(join(tmpdir(), 'straks-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Visitors who write without a pause, each into her own conversation, and know what was acknowledged. */
async function writers(house: { url: string; siteKey: string }, count: number) {
  let talking = true;
  const acked = new Set<string>();
  const people = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const key: VisitorKey = { token: '' };
      const socket = await makeVisitor(house, () => {}, key);
      const asked = await socket.request<Requested>('chat:request', {
        ...{ clientMessageId: crypto.randomUUID(), text: `Hei fra ${n}`, language: 'nb' },
      });
      return { socket, conversationId: asked.conversation.id, ...key };
    }),
  );
  const ended = Promise.all(
    people.map(async ({ socket, conversationId }) => {
      while (talking) {
        const id = crypto.randomUUID();
        await socket.request('message:send', { conversationId, clientMessageId: id, text: `Ord ${id}` });
        acked.add(id);
      }
    }),
  );
  return {
    people,
    acked,
    async hush() {
      talking = false;
      await ended;
      for (const { socket } of people) socket.close();
    },
  };
}

type Writers = Awaited<ReturnType<typeof writers>>;

/** Makes a backup while everybody writes; what had been acknowledged when it began. */
async function amid({ acked }: Writers, backUp: () => Promise<unknown>): Promise<Set<string>> {
  await pause(300);
  const before = new Set(acked);
  expect(before.size).toBeGreaterThan(10);
  await backUp();
  await pause(100);
  expect(acked.size).toBeGreaterThan(before.size);
  return before;
}

const logs = ({ entries }: DatabaseDump) =>
  Map.groupBy(entries, ({ conversationId }) => conversationId) as Map<string, Entry[]>;

/** Every conversation as it was at one moment, and everything of the time before. */
function expectWhole(restored: DatabaseDump, source: DatabaseDump, before: ReadonlySet<string>) {
  expect(restored.conversations).toHaveLength(source.conversations.length);
  const [now, then] = [logs(restored), logs(source)];
  for (const { id, lastSeq } of restored.conversations) {
    const log = now.get(id) ?? [];
    expect(log.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: lastSeq }, (_, n) => n + 1));
    const known = (then.get(id) ?? []).slice(0, log.length);
    expect(log.map(({ clientMessageId }) => clientMessageId)).toEqual(
      known.map(({ clientMessageId }) => clientMessageId),
    );
  }
  const kept = new Set(restored.entries.map(({ clientMessageId }) => clientMessageId));
  expect([...before].filter((id) => !kept.has(id))).toEqual([]);
  expect(restored.entries.length).toBeLessThan(source.entries.length);
}

/** The owner signs in, each visitor finds her conversation and goes on where it stands. */
async function expectAlive(server: Server, house: { url: string; siteKey: string }, { people }: Writers) {
  const signIn = await fetch(`${server.url}/api/account/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ email: 'owner@straks.example', password }),
  });
  expect(signIn.status).toBe(200);
  for (const { token, conversationId } of people) {
    const { socket, hello } = await comesBack(house, token);
    expect(hello.conversation?.id).toBe(conversationId);
    const { seq } = await socket.request<{ seq: number }>('message:send', {
      ...{ conversationId, clientMessageId: crypto.randomUUID(), text: 'Der var jeg igjen' },
    });
    expect(seq).toBe((hello.conversation?.lastSeq ?? 0) + 1);
    socket.close();
  }
}

const hasSqlite = spawnSync('sqlite3', ['--version']).status === 0;

describe('the data folder', () => {
  test.runIf(hasSqlite)(
    'copied by sqlite3 while everybody writes, it is whole as of one moment',
    async () => {
      await using server = await startServer({ env: manyPeople });
      await openHouse(server);
      const house = { url: server.url, siteKey: server.siteKey };
      const writing = await writers(house, 6);
      const dataDir = join(folder, 'restored');
      mkdirSync(dataDir);
      const copy = join(dataDir, 'straks.db');
      const before = await amid(writing, () =>
        run('sqlite3', [server.databaseFile, `vacuum into '${copy}'`]),
      );
      await writing.hush();
      expect(integrityOf(copy)).toBe('ok');
      const source = dumpOf(server.databaseFile);
      expectWhole(dumpOf(copy), source, before);
      await using restored = await startServer({ env: manyPeople, dataDir });
      await expectAlive(restored, { ...house, url: restored.url }, writing);
      await restored.kill9();
      expect(integrityOf(copy)).toBe('ok');

      // Once stopped all is in the one file: nothing lies in a log beside it.
      await server.stop();
      const copiedAsItLies = join(folder, 'copied.db');
      cpSync(server.databaseFile, copiedAsItLies);
      expect(dumpOf(copiedAsItLies).entries).toEqual(source.entries);
    },
  );
});

const programs = postgresPrograms();
describe.runIf(programs)('PostgreSQL', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.remove());

  test('dumped while everybody writes and restored into a fresh database, it is whole as of one moment', async () => {
    const [{ url: from }, { url: to }] = await Promise.all([
      freshDatabase(postgres.url),
      freshDatabase(postgres.url),
    ]);
    await using server = await startServer({ env: { ...manyPeople, STRAKS_DATABASE_URL: from } });
    await openHouse(server);
    const [site] = await say(from, 'select "key" from "site"');
    const house = { url: server.url, siteKey: String(site?.key) };
    const writing = await writers(house, 6);
    const file = join(folder, 'straks.dump');
    const program = (name: string) => join(programs ?? '', name);
    const before = await amid(writing, () =>
      run(program('pg_dump'), ['--format=custom', `--file=${file}`, from]),
    );
    await writing.hush();
    await run(program('pg_restore'), ['--no-owner', '--exit-on-error', `--dbname=${to}`, file]);
    expectWhole(await dumpOfPostgres(to), await dumpOfPostgres(from), before);
    await server.kill9();
    await using restored = await startServer({ env: { ...manyPeople, STRAKS_DATABASE_URL: to } });
    await expectAlive(restored, { ...house, url: restored.url }, writing);
    await restored.kill9();
  });
});
