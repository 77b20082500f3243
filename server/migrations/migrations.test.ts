import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate, migrations, type Steps } from '../src/platform/db/migrate.ts';
import { openSqlite } from '../src/platform/db/sqlite.ts';
import { sqliteDialect } from '../src/platform/db/sqlite-dialect.ts';
import { openThread } from '../src/platform/db/sqlite-thread.ts';
import { StartRefusal } from '../src/platform/errors.ts';
import type { Schema } from '../src/schema.ts';

/**
 * The schema after each step, as a hash. A step that has been released is never changed, so neither is its
 * line here: a new table or column is a new step with a line of its own.
 */
const recorded: Record<string, string> = {
  '0001-first': '6d7cfd1c86be6775',
  '0002-waiting': '543251480d5b1a67',
  '0003-mail-and-holds': '0f03a90da792084b',
  '0004-staffing': '25cd3d3878d36665',
  '0005-callbacks': 'c93caef65c62a73d',
  '0006-routing': 'd3c24ac636e3c34a',
  '0007-told': 'c57bf0ace10882ed',
  '0008-joined': '1930c106376d74a7',
  '0009-heartbeat': 'e074c03e430ab7e0',
};

let folder: string;
const atHand: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'straks-migrations-'));
});
afterEach(async () => {
  await Promise.all(atHand.splice(0).map((one) => one.close()));
  await rm(folder, { recursive: true });
});

function connect(name = 'straks.db') {
  const thread = openThread({ path: join(folder, name), readOnly: false });
  atHand.push(thread);
  return new Kysely<Schema>({ dialect: sqliteDialect(thread) });
}

async function start() {
  const db = await openSqlite({ dataDir: folder, committed() {}, fatal() {} });
  atHand.push(db);
  return db;
}

async function stop() {
  await Promise.all(atHand.splice(0).map((one) => one.close()));
}

/** Everything the database was told to be, as text, but for what the migrator notes for itself. */
async function schemaOf(db: Kysely<Schema>): Promise<string> {
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_master
    where sql is not null and tbl_name not like 'kysely%' and tbl_name not like 'sqlite%' order by type, name`.execute(
    db,
  );
  return rows.map((row) => row.sql.replace(/\s+/g, ' ')).join('\n');
}

const doneSteps = async (db: Kysely<Schema>) => {
  const { rows } = await sql<{ name: string; timestamp: string }>`select name, timestamp
    from kysely_migration order by name`.execute(db);
  return rows;
};

const upTo = (name: string): Steps =>
  Object.fromEntries(Object.entries(migrations).filter(([step]) => step <= name));

const names = Object.keys(migrations);
const last = names.at(-1) ?? '';

describe('from the first version to this one', () => {
  test('every step has its recorded schema, and no other', () => {
    expect(Object.keys(recorded)).toEqual(names);
    expect(names).toEqual(names.toSorted());
  });

  test.each(names)('%s makes the schema it made when it was released', async (name) => {
    const db = connect();
    await migrate(db, upTo(name));
    const schema = await schemaOf(db);
    const hash = createHash('sha256').update(schema).digest('hex').slice(0, 16);
    expect(hash, `${name} makes another schema than it did:\n${schema}`).toBe(recorded[name]);
  });

  test.each(names)('a database left at %s becomes what a fresh one is', async (name) => {
    const [old, fresh] = [connect('old.db'), connect('fresh.db')];
    await migrate(old, upTo(name));
    await migrate(old);
    await migrate(fresh);
    expect(await schemaOf(old)).toBe(await schemaOf(fresh));
    expect((await doneSteps(old)).map((step) => step.name)).toEqual(names);
  });
});

describe('starting', () => {
  test('a second start changes nothing and keeps what is there', async () => {
    const first = await start();
    await first.write((trx) =>
      trx.insertInto('setupToken').values({ tokenHash: 'kept', createdMs: 1, usedMs: null }).execute(),
    );
    const before = [await schemaOf(first.read), await doneSteps(first.read)];
    await stop();
    const second = await start();
    expect([await schemaOf(second.read), await doneSteps(second.read)]).toEqual(before);
    expect(await second.read.selectFrom('setupToken').select('tokenHash').execute()).toEqual([
      { tokenHash: 'kept' },
    ]);
  });

  test('a database of a newer version is refused by name, and left as it was', async () => {
    const db = await start();
    await db.write((trx) =>
      sql`insert into kysely_migration (name, timestamp) values ('0999-later', 'then')`.execute(trx),
    );
    const before = await doneSteps(db.read);
    await stop();
    const refusal = await start().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartRefusal);
    expect(String(refusal)).toContain('0999-later');
    expect(await doneSteps(connect())).toEqual(before);
  });

  test('a step that fails leaves the version before it, whole', async () => {
    const db = connect();
    await migrate(db);
    const before = [await schemaOf(db), await doneSteps(db)];
    const broken: Steps = {
      ...migrations,
      [`${last}-and-one`]: {
        up: (later) => later.schema.createTable('half').addColumn('id', 'text').execute(),
      },
      [`${last}-and-two`]: {
        async up(later) {
          await later.schema.createTable('other').addColumn('id', 'text').execute();
          await sql`drop table "entry"`.execute(later);
          await sql`insert into "nowhere" values (1)`.execute(later);
        },
      },
    };
    await expect(migrate(db, broken)).rejects.toThrow('nowhere');
    expect([await schemaOf(db), await doneSteps(db)]).toEqual(before);
    await stop();
    await expect(start()).resolves.toBeDefined();
  });

  test('a crash in the middle of a step leaves the version before it', async () => {
    const db = connect();
    await migrate(db);
    await sql`insert into "setupToken" values ('kept', 1, null)`.execute(db);
    const before = [await schemaOf(db), await doneSteps(db)];
    const halfway = Promise.withResolvers<void>();
    const crashing: Steps = {
      ...migrations,
      [`${last}-crashes`]: {
        async up(later) {
          // Cached pages are forced out to the disk, so that the crash finds half a step in the files.
          await sql`pragma cache_size = 1`.execute(later);
          await sql`alter table "setupToken" add column "more" text`.execute(later);
          await sql`create table "half" as with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
            select i, hex(randomblob(64)) as text from n`.execute(later);
          await sql`delete from "setupToken"`.execute(later);
          halfway.resolve();
          await new Promise(() => {});
        },
      },
    };
    void migrate(db, crashing);
    await halfway.promise;
    // What lies on the disk now is what a power cut would leave; the memory beside it (-shm) is lost.
    for (const part of ['', '-wal']) {
      await copyFile(join(folder, `straks.db${part}`), join(folder, `crashed.db${part}`));
    }
    expect((await stat(join(folder, 'crashed.db-wal'))).size).toBeGreaterThan(1_000_000);
    const after = connect('crashed.db');
    expect([await schemaOf(after), await doneSteps(after)]).toEqual(before);
    expect(await after.selectFrom('setupToken').select('tokenHash').execute()).toEqual([
      { tokenHash: 'kept' },
    ]);
    expect((await sql`pragma integrity_check`.execute(after)).rows).toEqual([{ integrity_check: 'ok' }]);
    await migrate(after);
  });
});
