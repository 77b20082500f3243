import { randomUUID } from 'node:crypto';
import type { Client, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { takesTheIndex, writingClient } from './postgres-connection.ts';
import { isLost, postgresError } from './postgres-error.ts';
import type { Watch } from './postgres-watch.ts';
import { StorageError } from './storage-error.ts';

/** All nodes write one after the other: whoever holds this lock until its commit. */
export const writeLock = 7_726_891;
const takeTurn = `begin; select pg_advisory_xact_lock(${writeLock})`;
const statementCacheSize = 400;
/** After a failed try nobody waits for another one so soon. */
const restMs = 300;
/** So long a commit whose answer was lost is asked after. */
const settleMs = 5_000;

/** Notes the last group a process committed, so that it can be asked after when the answer was lost. */
export const writerTable = `create table if not exists "straksWriter"
  ("id" text primary key, "groups" bigint not null, "startedAt" timestamptz not null default now())`;

/** The one connection of this process that writes, made again whenever it is lost. */
export function createWriter(url: URL, lost: (error: Error) => void, watch: Watch) {
  const id = randomUUID();
  let client: Client | null = null;
  let restUntil = 0;
  let groups = 0;
  let names = new Map<string, string>();

  async function connect(): Promise<void> {
    if (performance.now() < restUntil) throw new StorageError('PostgreSQL cannot be reached', 'busy');
    const fresh = writingClient(url);
    fresh.on('error', (error) => drop(fresh, error));
    try {
      await fresh.connect();
      await fresh.query(
        `${takesTheIndex}; insert into "straksWriter" ("id", "groups") values ('${id}', 0) on conflict do nothing`,
      );
      await watch.add(fresh);
    } catch (error) {
      drop(fresh, error as Error);
      restUntil = performance.now() + restMs;
      throw postgresError(error as Error);
    }
    names = new Map();
    client = fresh;
  }

  function drop(one: Client, error: Error) {
    if (client === one) client = null;
    watch.remove(one);
    lost(error);
    one.end().catch(() => {});
  }

  async function run<Row extends QueryResultRow>(query: QueryConfig): Promise<QueryResult<Row>> {
    const current = client;
    if (!current) throw new StorageError('the connection to PostgreSQL is lost', 'busy');
    watch.asked(current);
    return current
      .query<Row>(prepared(query))
      .finally(() => watch.answered(current))
      .catch((error) => {
        if (client === current && isLost(error)) drop(current, error);
        throw postgresError(error);
      });
  }

  /** A statement with parameters comes again: it is parsed and planned once a connection. */
  function prepared(query: QueryConfig): QueryConfig {
    if (!query.values?.length) return query;
    let name = names.get(query.text);
    if (name === undefined && names.size < statementCacheSize) {
      name = `s${names.size}`;
      names.set(query.text, name);
    }
    return name === undefined ? query : { ...query, name };
  }

  const say = async (text: string) => void (await run({ text }));

  async function begin() {
    if (!client) await connect();
    await say(takeTurn);
  }

  /** The note is written only by a group that has changed something; `commit` alone says rollback of a failed one. */
  async function commit() {
    groups += 1;
    const note = `update "straksWriter" set "groups" = ${groups} where "id" = '${id}' and pg_current_xact_id_if_assigned() is not null`;
    try {
      await say(`${note}; commit`);
    } catch (error) {
      if (client || !(await wasCommitted())) throw error;
    }
  }

  /** The answer to a commit was lost. Whoever holds the lock sees what became of it: nobody else is under way. */
  async function wasCommitted(): Promise<boolean> {
    const until = performance.now() + settleMs;
    while (performance.now() < until) {
      const noted = await lastNoted().catch(() => null);
      if (noted !== null) return noted === groups;
      await new Promise((resolve) => setTimeout(resolve, restMs));
    }
    return false;
  }

  async function lastNoted(): Promise<number | null> {
    await begin();
    const { rows } = await run<{ groups: number }>({
      text: 'select "groups" from "straksWriter" where "id" = $1',
      values: [id],
    });
    await say('rollback');
    return rows[0]?.groups ?? null;
  }

  async function close() {
    await client?.query(`delete from "straksWriter" where "id" = '${id}'`).catch(() => {});
    await client?.end().catch(() => {});
    client = null;
  }

  return { connect, run, say, begin, commit, close };
}
