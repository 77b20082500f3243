import { Kysely, sql } from 'kysely';
import type { Client } from 'pg';
import type { Fact } from '../../facts.ts';
import type { Schema } from '../../schema.ts';
import { StartRefusal } from '../errors.ts';
import type { Database } from './database.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { openPool, patientClient } from './postgres-connection.ts';
import { postgresDialect, type Run } from './postgres-dialect.ts';
import { placeOf, postgresError, whyNot } from './postgres-error.ts';
import { createWatch } from './postgres-watch.ts';
import { createWriter, writerTable } from './postgres-writer.ts';
import { asRefusal, isStorageFault, StorageError } from './storage-error.ts';

export interface PostgresParts {
  url: URL;
  /** Connections for reading; one more writes. */
  connections: number;
  committed(facts: Fact[]): void;
  /** A connection was lost; it is made again when it is needed. */
  lost(error: Error): void;
}

/** What `npm run move` has copied so far lies here; it is gone when all is. */
export const moveTable = '"straksMove"';

const oldestVersion = 13;
const startLock = 7_726_890;
const reachMs = 2_000;
const sayWaitMs = 5_000;

export interface PostgresDatabase extends Database {
  nowMs(): Promise<number>;
}

/** Opens the database of an installation on PostgreSQL, migrated, or refuses the start with a sentence. */
export async function openPostgres(parts: PostgresParts): Promise<PostgresDatabase> {
  await preparePostgres(parts.url, refuseHalfMoved);
  try {
    return await open(parts);
  } catch (error) {
    return refuseStart(error, parts.url);
  }
}

/** Looks whether it is a PostgreSQL we can live in, and brings it to this version. */
export async function preparePostgres(url: URL, look?: (db: Kysely<Schema>) => Promise<void>) {
  const client = patientClient(url);
  client.on('error', () => {});
  try {
    await client.connect();
    const db = new Kysely<Schema>({ dialect: postgresDialect((query) => client.query(query).catch(fail)) });
    await refuseUnfit(db, url);
    // Nodes that start together do this one after the other.
    await takeStartLock(client, url);
    await look?.(db);
    await migrate(db);
    await client.query(writerTable);
    await client.query(`delete from "straksWriter" where "startedAt" < now() - interval '1 year'`);
  } catch (error) {
    refuseStart(error, url);
  } finally {
    await client.end().catch(() => {});
  }
}

/** A migration may take its time; one that hangs should not be waited for without a word. */
async function takeStartLock(client: Client, url: URL) {
  const waiting = setInterval(() => console.error(waitsFor(url)), sayWaitMs);
  try {
    await client.query(`select pg_advisory_lock(${startLock})`);
  } finally {
    clearInterval(waiting);
  }
}

const waitsFor = (url: URL) =>
  `Waiting for another Straks that is just starting on PostgreSQL at ${placeOf(url)}. If none is, one hangs: it is called "straks migrate" in pg_stat_activity, and pg_terminate_backend(pid) ends it.`;

function refuseStart(error: unknown, url: URL): never {
  if (error instanceof StartRefusal) throw error;
  const said = error instanceof StorageError ? error.cause : error;
  throw new StartRefusal(whyNot(said as Error, url), { cause: error });
}

async function refuseHalfMoved(db: Kysely<Schema>) {
  const { rows } = await sql<{ there: number }>`select
    to_regclass(${moveTable}) is not null as "there"`.execute(db);
  if (!rows[0]?.there) return;
  throw new StartRefusal(
    'This database holds a copy of another installation that was not finished. Repeat "npm run move" until it says that all is moved.',
  );
}

async function refuseUnfit(db: Kysely<Schema>, url: URL) {
  const { rows } = await sql<{ version: number; encoding: string; standby: number }>`select
    current_setting('server_version_num')::integer / 10000 as "version",
    current_setting('server_encoding') as "encoding", pg_is_in_recovery() as "standby"`.execute(db);
  const [{ version, encoding, standby }] = rows as [(typeof rows)[number]];
  const where = `PostgreSQL at ${placeOf(url)}`;
  if (version < oldestVersion) {
    throw new StartRefusal(`${where} is version ${version}; Straks needs ${oldestVersion} or newer.`);
  }
  if (standby) {
    throw new StartRefusal(
      `${where} is a standby and can only be read. Name the primary in STRAKS_DATABASE_URL.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new StartRefusal(
      `The database at ${placeOf(url)} is kept in ${encoding}, which cannot hold every text. Make one with "createdb --encoding=UTF8 --template=template0".`,
    );
  }
}

async function open({ url, connections, committed, lost }: PostgresParts): Promise<PostgresDatabase> {
  const watch = createWatch(url);
  const pool = openPool(url, connections, lost, watch);
  const writer = createWriter(url, lost, watch);
  await writer.connect();
  const reading: Run = (query) => pool.query(query).catch(refuse);
  const read = new Kysely<Schema>({ dialect: postgresDialect(reading) });
  const group = createGroupCommit<Kysely<Schema>, Fact>({
    trx: new Kysely<Schema>({ dialect: postgresDialect(writer.run) }),
    ...{ begin: writer.begin, commit: writer.commit, say: writer.say, committed },
    // Another node's disk, another process's memory: nothing of it ends this one.
    fatal() {},
  });
  return {
    dialect: 'postgres',
    read,
    write: (work) =>
      new Promise((resolve, reject) =>
        group.add({ work, resolve: resolve as (value: unknown) => void, reject }),
      ),
    async reachable() {
      const asked = sql<{ standby: number }>`select pg_is_in_recovery() as "standby"`.execute(read);
      const tooLong = new Promise<null>((resolve) => setTimeout(resolve, reachMs, null).unref());
      const answer = await Promise.race([asked, tooLong]).catch(() => null);
      return answer?.rows[0]?.standby === 0;
    },
    async nowMs() {
      const { rows } = await sql<{
        ms: number;
      }>`select extract(epoch from clock_timestamp()) * 1000 as "ms"`.execute(read);
      return rows[0]?.ms ?? Date.now();
    },
    async close() {
      await group.idle();
      await writer.close();
      await pool.end();
      await watch.close();
    },
  };
}

const fail = (error: Error) => {
  throw postgresError(error);
};

/** Who reads is answered what the storage cannot do as who writes is: with a refusal. */
const refuse = (error: Error) => {
  const said = postgresError(error);
  throw isStorageFault(said) ? asRefusal(said) : said;
};
