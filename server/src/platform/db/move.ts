import type { Client } from 'pg';
import { StartRefusal } from '../errors.ts';
import { clean } from '../wire/clean.ts';
import type { Database } from './database.ts';
import { moveTable } from './postgres.ts';
import { writeLock } from './postgres-writer.ts';
import { type Row, sumOf } from './row-sum.ts';
import { rowsAfter, rowsOf, type Table, tablesInOrder } from './sqlite-tables.ts';

export interface MoveParts {
  from: Database;
  /** A connection of its own, to a database that has this version's tables. */
  to: Client;
  tell(sentence: string): void;
}

const batchRows = 1_000;
const tellEveryRows = 100_000;

/**
 * Copies every row of an embedded installation into PostgreSQL, batch by batch. How far it has come lies in
 * the target beside what was copied, so a copy that was interrupted goes on where it was.
 */
export async function move({ from, to, tell }: MoveParts): Promise<number> {
  // Until the connection ends no node writes there.
  await to.query(`select pg_advisory_lock(${writeLock})`);
  const tables = await tablesInOrder(from.read);
  await begin(tables);
  let rows = 0;
  for (const table of tables) rows += await copy(table);
  for (const table of tables) await verify(table);
  await to.query(`drop table ${moveTable}`);
  return rows;

  async function begin(tables: readonly Table[]) {
    const source = await identity(from);
    const before = await noted('source');
    if (before === source) return tell('Going on with the copy that was interrupted.');
    if (before !== null) {
      throw new StartRefusal('The database named by --to holds a half-done copy of another installation.');
    }
    for (const { name } of tables) {
      const { rowCount } = await to.query(`select 1 from "${name}" limit 1`);
      if (rowCount) throw new StartRefusal(notEmpty(name));
    }
    await to.query(
      `create table if not exists ${moveTable} ("name" text primary key, "value" text not null)`,
    );
    await note('source', source);
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
async function identity({ read }: Database): Promise<string> {
  const site = await read.selectFrom('site').select(['id', 'key']).orderBy('createdMs').executeTakeFirst();
  if (!site) throw new StartRefusal('There is nothing to move: no Straks has run on this data folder yet.');
  return `${site.id} ${site.key}`;
}

const notEmpty = (table: string) =>
  `The database named by --to is not empty: there are rows in "${table}". Nothing was changed; name an empty one.`;
