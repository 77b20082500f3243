import pg from 'pg';
import type { Watch } from './postgres-watch.ts';

const connectMs = 3_000;
const lookMs = 2_000;
/** Who waits gives up after 10 s: before that the statement does, and this side a little later, when nobody answers. */
const statementMs = 8_000;
const answerMs = 9_000;
const readingMs = 10_000;
const idleMs = 60_000;
/** A node that stands still inside a transaction holds up every other: then it is undone. */
const standstillMs = 5_000;

const booleanOid = 16;
const int8Oid = 20;
const numericOid = 1700;
const asNumber = (text: string) => Number(text);

/** Numbers are numbers and flags 0 or 1, as SQLite gives them: times and counters stay far below 2^53. */
const parsers = new Map<number, (text: string) => number>([
  [booleanOid, (text) => (text === 't' ? 1 : 0)],
  [int8Oid, asNumber],
  [numericOid, asNumber],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? pg.types.getTypeParser(oid, format),
};

/**
 * Of a list in a parameter PostgreSQL thinks that it has a hundred rows, and on disks of its default (a random page costs
 * four) it then walks through tables of up to some 20,000 rows instead of their index: 6 ms for each message.
 */
export const takesTheIndex = 'set random_page_cost = 1.1';

/** How every connection is made. `name` is what an operator sees in pg_stat_activity. */
const settings = (url: URL, name: string) => ({
  connectionString: url.href,
  application_name: name,
  connectionTimeoutMillis: connectMs,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  types,
});

/** Many connections for reading. One that is lost is replaced at the next statement; `lost` hears why. */
export function openPool(url: URL, most: number, lost: (error: Error) => void, watch: Watch): pg.Pool {
  const pool = new pg.Pool({
    ...settings(url, 'straks read'),
    ...{ statement_timeout: readingMs, query_timeout: readingMs + 1_000 },
    ...{ max: most, idleTimeoutMillis: idleMs },
    async onConnect(client) {
      await client.query(takesTheIndex);
      await watch.add(client as pg.Client);
    },
  });
  pool.on('error', lost);
  // Whoever has one of them has asked something.
  pool.on('acquire', (client) => watch.asked(client as unknown as pg.Client));
  pool.on('release', (_, client) => watch.answered(client as unknown as pg.Client));
  pool.on('remove', (client) => watch.remove(client as unknown as pg.Client));
  return pool;
}

/** The one connection that writes: what is said in one breath goes in one trip. */
export const writingClient = (url: URL) =>
  new pg.Client({
    ...settings(url, 'straks write'),
    ...{ statement_timeout: statementMs, lock_timeout: statementMs, query_timeout: answerMs },
    ...{ idle_in_transaction_session_timeout: standstillMs, pipeline: true },
  });

/** Asks after the others, quickly or not at all. */
export const lookingClient = (url: URL) =>
  new pg.Client({
    ...settings(url, 'straks look'),
    ...{ connectionTimeoutMillis: lookMs, statement_timeout: lookMs, query_timeout: lookMs },
  });

/** For a migration, which may take its time. */
export const patientClient = (url: URL) => new pg.Client(settings(url, 'straks migrate'));
