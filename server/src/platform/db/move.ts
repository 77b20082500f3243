import { type Kysely, sql } from 'kysely';
import type { Client } from 'pg';
import type { Schema } from '../../schema.ts';
import { StartRefusal } from '../errors.ts';
import { clean } from '../wire/clean.ts';
import type { Database } from './database.ts';
import { moveTable } from './postgres.ts';
import { writeLock } from './postgres-writer.ts';
import { type Row, sumOf } from './row-sum.ts';
import { rowsAfter, rowsOf, type Table, tablesInOrder } from './sqlite-tables.ts';

export interface MoveParts {
  from: Database;
  /** As `identity` says, and `claim` has noted. */
  source: string;
  /** A connection of its own, to a database that has this version's tables. */
  to: Client;
  tell(sentence: string): void;
}

const batchRows = 1_000;
const tellEveryRows = 100_000;

/** Looks before anything is made or migrated: takes an empty database, or the copy of the same that was interrupted. */
export async function claim(to: Kysely<Schema>, source: string) {
  const table = sql.raw(moveTable);
  const { rows } = await sql<{ there: number }>`select
    to_regclass(${moveTable}) is not null as "there"`.execute(to);
  if (!rows[0]?.there) {
    await refuseTaken(to);
    await sql`create table ${table} ("name" text primary key, "value" text not null)`.execute(to);
  }
  await sql`insert into ${table} values ('source', ${source}) on conflict do nothing`.execute(to);
  const noted = await sql<{ value: string }>`select "value" from ${table} where "name" = 'source'`.execute(
    to,
  );
  if (noted.rows[0]?.value === source) return;
  throw new StartRefusal('The database named by --to holds a half-done copy of another installation.');
}

/** Whatever is there is somebody's, but what an extension has brought. */
async function refuseTaken(to: Kysely<Schema>) {
  const { rows } = await sql<{ name: string }>`select c.relname as "name"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema$)'
      and not exists (select 1 from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname limit 1`.execute(to);
  const [first] = rows;
  if (first) throw new StartRefusal(notEmpty(first.name));
}

/**
 * Copies every row of an embedded installation into PostgreSQL, batch by batch. How far it has come lies in
 * the target beside what was copied, so a copy that was interrupted goes on where it was.
 */
export async function move({ from, source, to, tell }: MoveParts): Promise<number> {
  // Until the connection ends no node writes there.
  await to.query(`select pg_advisory_lock(${writeLock})`);
  const tables = await tablesInOrder(from.read);
  await begin();
  let rows = 0;
  for (const table of tables) rows += await copy(table);
  for (const table of tables) await verify(table);
  await to.query(`drop table ${moveTable}`);
  return rows;

  async function begin() {
    // Somebody else may have repeated the command while this one waited for its turn.
    if ((await noted('source')) !== source) throw new StartRefusal(alreadyMoved);
    const { rows } = await to.query(`select 1 from ${moveTable} where "name" <> 'source' limit 1`);
    if (rows.length > 0) tell('Going on with the copy that was interrupted.');
  }

  async function copy(table: Table): Promise<number> {
    const total = await rowsOf(from.read, table);
    let last = Number((await noted(table.name)) ?? 0);
    let copied = await countIn(table);
    tell(`${table.name}: ${copied ? `${copied} of ` : ''}${total}`);
    for (;;) {
      const batch = await rowsAfter(from.read, table, last, batchRows);
      const end = batch.at(-1);
      if (!end) return copied;
      last = end.rowid;
      await to.query('begin');
      await insert(
        table,
        batch.map(({ row }) => row),
      );
      await note(table.name, String(last));
      await to.query('commit');
      const before = copied;
      copied += batch.length;
      if (Math.floor(copied / tellEveryRows) > Math.floor(before / tellEveryRows)) {
        tell(`${table.name}: ${copied} of ${total}`);
      }
    }
  }

  async function insert({ name, columns }: Table, rows: readonly Row[]) {
    const names = columns.map((column) => `"${column}"`).join(', ');
    const json = JSON.stringify(clean(rows));
    await to.query({
      name: `insert ${name}`,
      text: `insert into "${name}" (${names}) select ${names} from json_populate_recordset(null::"${name}", $1)`,
      values: [json],
    });
  }

  /** Both sides are read again, in full. */
  async function verify(table: Table) {
    const mine = sumOf(table.columns);
    for (let last = 0; ; ) {
      const batch = await rowsAfter(from.read, table, last, batchRows);
      const end = batch.at(-1);
      if (!end) break;
      last = end.rowid;
      for (const { row } of batch) mine.add(clean(row) as Row);
    }
    const theirs = sumOf(table.columns);
    const names = table.columns.map((column) => `"${column}"`).join(', ');
    await to.query('begin');
    await to.query(`declare all_rows no scroll cursor for select ${names} from "${table.name}"`);
    for (;;) {
      const { rows } = await to.query<Row>(`fetch ${batchRows} from all_rows`);
      if (rows.length === 0) break;
      for (const row of rows) theirs.add(row);
    }
    await to.query('rollback');
    if (mine.told() !== theirs.told()) {
      throw new StartRefusal(
        `The copy of "${table.name}" is not what is in the data folder (${theirs.told()}, not ${mine.told()}): Straks has run on it since the copy was begun. Empty the database named by --to and begin again.`,
      );
    }
    tell(`${table.name}: ${mine.told()}, the same on both sides`);
  }

  async function countIn({ name }: Table): Promise<number> {
    const { rows } = await to.query<{ count: number }>(`select count(*) as "count" from "${name}"`);
    return rows[0]?.count ?? 0;
  }

  async function noted(name: string): Promise<string | null> {
    const { rows } = await to.query<{ there: number }>(
      `select to_regclass('${moveTable}') is not null as "there"`,
    );
    if (!rows[0]?.there) return null;
    const found = await to.query<{ value: string }>(`select "value" from ${moveTable} where "name" = $1`, [
      name,
    ]);
    return found.rows[0]?.value ?? null;
  }

  async function note(name: string, value: string) {
    await to.query(
      `insert into ${moveTable} values ($1, $2) on conflict ("name") do update set "value" = excluded."value"`,
      [name, value],
    );
  }
}

/** An installation is known by its oldest site. */
export async function identity({ read }: Database): Promise<string> {
  const site = await read.selectFrom('site').select(['id', 'key']).orderBy('createdMs').executeTakeFirst();
  if (!site) throw new StartRefusal('There is nothing to move: no Straks has run on this data folder yet.');
  return `${site.id} ${site.key}`;
}

const notEmpty = (table: string) =>
  `The database named by --to is not empty: "${table}" is there. Nothing was changed; name an empty one.`;

const alreadyMoved =
  'The database named by --to is not empty: another "npm run move" has just filled it. Nothing was changed.';
