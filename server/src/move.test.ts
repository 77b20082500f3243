import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openSqlite } from './platform/db/sqlite.ts';
import { node, postgresUrl } from './testing/databases.ts';
import { openHouse } from './testing/house.ts';
import { until } from './testing/people.ts';
import { freshDatabase, say } from './testing/postgres-server.ts';
import { endAll, folder, remove, serving } from './testing/program.ts';

const program = fileURLToPath(new URL('./move.ts', import.meta.url));

/** The program as an operator runs it. */
function moving(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    told.out += text;
  });
  child.stderr.on('data', (text) => {
    told.err += text;
  });
  return {
    told,
    ended: once(child, 'close').then(([code]) => code as number | null),
    kill: () => child.kill('SIGKILL'),
  };
}

async function moved(args: string[], env?: Record<string, string>) {
  const { told, ended } = moving(args, env);
  return { code: await ended, ...told };
}

const conversations = 40;
const wordsEach = 500;

/** An installation that has been used: people of every kind, and what they said. */
async function used(dataDir: string) {
  const db = await openSqlite({ dataDir, committed() {}, fatal() {} });
  const house = await openHouse({ db, facts: [], onCommit() {}, close: db.close });
  await house.available('Bo "the boss" Ødegård', { capacity: 3 });
  const texts = [
    'hei 👩‍🚀🇳🇴',
    'a "quoted" \\ back\\u0000slash \n line',
    "'; drop table entry; --",
    '',
    '\u202Eשלום\u202C',
  ];
  for (let n = 0; n < conversations; n += 1) {
    const { id, visitorId } = await house.opened();
    await Promise.all(
      Array.from({ length: wordsEach }, (_, m) =>
        house.messages.send({
          ...{
            conversationId: id,
            sender: { role: 'visitor', id: visitorId },
            clientMessageId: house.ids.id(),
          },
          text: `${m} ${texts[m % texts.length]}`,
        }),
      ),
    );
  }
  await db.close();
}

/** Everything that is kept, of both kinds of database, in an order of ours. */
async function content(db: Awaited<ReturnType<typeof node>> | Awaited<ReturnType<typeof openSqlite>>) {
  const tables = ['site', 'department', 'agent', 'visitor', 'conversation', 'entry', 'agentLease'] as const;
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = (await db.read.selectFrom(table).selectAll().execute()) as Record<string, unknown>[];
    all[table] = rows.map((row) => JSON.stringify(Object.entries(row).toSorted())).toSorted();
  }
  await db.close();
  return all;
}

describe.skipIf(!postgresUrl)('moving an installation into PostgreSQL (needs PostgreSQL)', () => {
  const dataDir = folder();
  const drops: (() => Promise<unknown>)[] = [];
  beforeAll(() => used(dataDir), 30_000);
  afterEach(async () => {
    endAll();
    for (const drop of drops.splice(0)) await drop();
  });
  afterAll(() => remove(dataDir));

  async function target() {
    const { url, drop } = await freshDatabase(postgresUrl);
    drops.push(drop);
    return url;
  }
  const embedded = () => openSqlite({ dataDir, committed() {}, fatal() {} });
  const args = (to: string) => ['--to', to, '--from', dataDir];

  test('everything arrives as it was, and Straks goes on from there', { timeout: 60_000 }, async () => {
    const to = await target();
    const { code, out, err } = await moved(args(to));
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toMatch(/entry: \d+ rows, checksum [0-9a-f]{16}, the same on both sides/);
    const [there, here] = [await content(await node(to)), await content(await embedded())];
    expect(there).toEqual(here);
    expect(here.entry).toHaveLength(conversations * wordsEach);
    const straks = await serving(folder(), { STRAKS_DATABASE_URL: to });
    const [site] = await say(to, 'select "key" from "site"');
    expect(straks.server.siteKey).toBe(site?.key);
    // What was moved once is not moved over what has happened since.
    const again = await moved(args(to));
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is not empty') });
  });

  test('killed half-way, it goes on where it was; until then no Straks starts on it', {
    timeout: 90_000,
  }, async () => {
    const to = await target();
    let kills = 0;
    for (const share of [0.1, 0.5, 0.8]) {
      const copy = moving(args(to));
      const enough = conversations * wordsEach * share;
      await until(
        'a good part is copied',
        async () => {
          const [row] = await say(to, 'select count(*)::int as "rows" from "entry"').catch(() => []);
          return ((row?.rows as number) ?? 0) > enough;
        },
        20_000,
      );
      copy.kill();
      await copy.ended;
      if (!copy.told.out.includes('Moved')) kills += 1;
    }
    expect(kills).toBe(3);
    await expect(serving(folder(), { STRAKS_DATABASE_URL: to })).rejects.toThrow(/was not finished/);
    const { code, out } = await moved(args(to));
    expect(code).toBe(0);
    expect(out).toContain('Going on with the copy that was interrupted.');
    expect(await content(await node(to))).toEqual(await content(await embedded()));
  });

  test('a copy that is not what is here is not called one', { timeout: 60_000 }, async () => {
    const to = await target();
    const copy = moving(args(to));
    await until(
      'something is copied',
      async () => {
        const [row] = await say(to, 'select count(*)::int as "rows" from "entry"').catch(() => []);
        return ((row?.rows as number) ?? 0) > 1_000;
      },
      20_000,
    );
    copy.kill();
    await copy.ended;
    await say(to, `update "entry" set "body" = 'another word' where "seq" = 3`);
    expect(await moved(args(to))).toMatchObject({
      code: 2,
      err: expect.stringContaining('The copy of "entry" is not what is in the data folder'),
    });
  });

  test('it changes nothing where there is something already', async () => {
    const to = await target();
    const other = await node(to);
    await openHouse({ db: other, facts: [], onCommit() {}, close: other.close });
    await other.close();
    const { code, err } = await moved(args(to));
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
    expect(err).toContain('is not empty');
    expect(await say(to, 'select count(*)::int as "rows" from "site"')).toEqual([{ rows: 1 }]);
  });

  const tablesOf = async (url: string) =>
    (
      await say(url, "select relname from pg_class where relnamespace = 'public'::regnamespace order by 1")
    ).map(({ relname }) => relname);

  test('a database in which somebody keeps other things is left as it was', async () => {
    const to = await target();
    await say(to, 'create table "recipe" ("name" text)');
    const { code, err } = await moved(args(to));
    expect([code, err]).toEqual([2, expect.stringContaining('is not empty: "recipe" is there')]);
    expect(await tablesOf(to)).toEqual(['recipe']);
  });

  test('an older Straks that lives there is not even brought to this version', async () => {
    const to = await target();
    await (await node(to)).close();
    await say(to, `drop table "straksWriter"`);
    await say(to, `delete from kysely_migration where name = (select max(name) from kysely_migration)`);
    const before = await tablesOf(to);
    const { code, err } = await moved(args(to));
    expect([code, err]).toEqual([2, expect.stringContaining('is not empty')]);
    expect(await tablesOf(to)).toEqual(before);
  });

  test('killed before the first row, it is begun again', async () => {
    const to = await target();
    await say(to, 'create table "straksMove" ("name" text primary key, "value" text not null)');
    const source = await embedded();
    const { id, key } = await source.read.selectFrom('site').select(['id', 'key']).executeTakeFirstOrThrow();
    await source.close();
    await say(to, `insert into "straksMove" values ('source', '${id} ${key}')`);
    const { code, out } = await moved(args(to));
    expect([code, out]).toEqual([0, expect.stringContaining('Moved')]);
    await say(to, 'create table "straksMove" ("name" text primary key, "value" text not null)');
    await say(to, `insert into "straksMove" values ('source', 'of another')`);
    expect(await moved(args(to))).toMatchObject({
      ...{ code: 2, err: expect.stringContaining('half-done copy of another installation') },
    });
  });

  test('who waits for another that starts says so', { timeout: 20_000 }, async () => {
    const to = await target();
    const hanging = new pg.Client(to);
    await hanging.connect();
    await hanging.query('select pg_advisory_lock(7726890)');
    const copy = moving(args(to));
    await until(
      'it says what it waits for',
      () => copy.told.err.includes('Waiting for another Straks'),
      15_000,
    );
    await hanging.end();
    expect(await copy.ended).toBe(0);
  });

  test('while Straks runs on the folder, it is not copied', async () => {
    const busy = folder();
    const straks = await serving(busy);
    const { code, err } = await moved(['--to', await target(), '--from', busy]);
    expect(code).toBe(2);
    expect(err).toContain('already running');
    expect(straks.isRunning()).toBe(true);
  });

  test.each([
    ['no target', [], /npm run move -- --to postgres/],
    ['another kind of database', ['--to', 'mysql://localhost/straks'], /npm run move -- --to postgres/],
    ['a word too many', ['--to', 'postgres://localhost/straks', '--now'], /--now/],
    [
      'nobody there',
      ['--to', 'postgres://ada:secret@127.0.0.1:1/straks', '--from', dataDir],
      /cannot be reached/,
    ],
    [
      'no installation',
      ['--to', 'postgres://localhost/straks', '--from', '/nowhere'],
      /There is no Straks in/,
    ],
  ])('%s: a clear sentence', async (_, given, sentence) => {
    const { code, err } = await moved(given);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
    expect(err).not.toContain('secret');
  });
});
