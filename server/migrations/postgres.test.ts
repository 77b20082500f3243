import { Kysely } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { migrate, migrations, type Steps } from '../src/platform/db/migrate.ts';
import { patientClient } from '../src/platform/db/postgres-connection.ts';
import { postgresDialect } from '../src/platform/db/postgres-dialect.ts';
import { postgresError } from '../src/platform/db/postgres-error.ts';
import type { Schema } from '../src/schema.ts';
import { postgresUrl } from '../src/testing/databases.ts';
import { freshDatabase, say } from '../src/testing/postgres-server.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function connect() {
  const { url, drop } = await freshDatabase(postgresUrl);
  ends.push(drop);
  const client = patientClient(new URL(url));
  await client.connect();
  ends.push(() => client.end());
  const fail = (error: Error) => {
    throw postgresError(error);
  };
  const db = new Kysely<Schema>({ dialect: postgresDialect((query) => client.query(query).catch(fail)) });
  return { db, url };
}

/** Columns, rules and indexes, as PostgreSQL itself tells them. */
async function schemaOf(url: string): Promise<unknown> {
  const ours = `not like 'kysely%'`;
  return Promise.all(
    [
      `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
        where table_schema = 'public' and table_name ${ours} order by 1, 2`,
      `select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace and conrelid::regclass::text ${ours} order by 1, 2`,
      `select tablename, indexdef from pg_indexes where schemaname = 'public' and tablename ${ours} order by 1, 2`,
    ].map((text) => say(url, text)),
  );
}

const names = Object.keys(migrations);
const upTo = (name: string): Steps =>
  Object.fromEntries(Object.entries(migrations).filter(([step]) => step <= name));

describe.skipIf(!postgresUrl)('on PostgreSQL (needs PostgreSQL)', () => {
  test.each(names)('a database left at %s becomes what a fresh one is', async (name) => {
    const [old, fresh] = [await connect(), await connect()];
    await migrate(old.db, upTo(name));
    await migrate(old.db);
    await migrate(fresh.db);
    expect(await schemaOf(old.url)).toEqual(await schemaOf(fresh.url));
  });

  test('columns are of the kinds that both databases hold alike', async () => {
    const { db, url } = await connect();
    await migrate(db);
    const kinds = await say(
      url,
      `select distinct data_type as "kind" from information_schema.columns
        where table_schema = 'public' and table_name not like 'kysely%' order by 1`,
    );
    const alike = ['bigint', 'double precision', 'integer', 'text'];
    expect(kinds.filter(({ kind }) => !alike.includes(kind as string))).toEqual([]);
  });

  test('a step that fails leaves the version before it, whole', async () => {
    const { db, url } = await connect();
    await migrate(db);
    const before = await schemaOf(url);
    const broken: Steps = {
      ...migrations,
      '9999-breaks': {
        async up(later) {
          await later.schema.createTable('half').addColumn('id', 'text').execute();
          await later.schema.dropTable('rating').execute();
          await later.schema.dropTable('nowhere').execute();
        },
      },
    };
    await expect(migrate(db, broken)).rejects.toThrow('nowhere');
    expect(await schemaOf(url)).toEqual(before);
    await migrate(db);
  });
});
