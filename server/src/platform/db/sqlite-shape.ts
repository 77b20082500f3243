import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';

/** Tables of which nearly everything is over, and how much is going on. */
const goingOn: Readonly<Record<string, number>> = { conversation: 1_000, callback: 50 };
const withHistory = Object.keys(goingOn);
const inAll = 1_000_000;
const alike = 2;

interface Index {
  table: string;
  name: string;
  unique: number;
  partial: number;
  columns: string;
}

/**
 * Tells SQLite's planner what these tables become. Without it all indexes look equally good to it, and it walks
 * through everything a site ever had to find the few who wait; measured in a young house it would learn the wrong thing.
 * What the numbers mean: https://sqlite.org/fileformat2.html#stat1tab
 */
export async function tellShape(db: Kysely<Schema>): Promise<void> {
  // Makes the table of statistics; one of a few rows costs a start nothing, a million chats would be read through.
  await sql`analyze "kysely_migration"`.execute(db);
  const { rows } = await sql<Index>`select tables.value as "table", list.name, list."unique", list.partial,
    (select group_concat(info.name) from pragma_index_info(list.name) as info) as columns
    from json_each(${JSON.stringify(withHistory)}) as tables, pragma_index_list(tables.value) as list`.execute(
    db,
  );
  await sql`delete from sqlite_stat1 where tbl in (select value from json_each(${JSON.stringify(withHistory)}))`.execute(
    db,
  );
  for (const index of rows) {
    await sql`insert into sqlite_stat1 (tbl, idx, stat) values (${index.table}, ${index.name}, ${statOf(index)})`.execute(
      db,
    );
  }
  await sql`analyze sqlite_schema`.execute(db);
}

/** How many rows there are, and how many of them share the first column, the first two, and so on: one site has them all. */
function statOf({ table, columns, unique, partial }: Index): string {
  const rows = (partial && goingOn[table]) || inAll;
  const names = columns.split(',');
  const shared = names.map((name, n) => {
    if (unique && n === names.length - 1) return 1;
    return name === 'siteId' ? rows : alike;
  });
  return [rows, ...shared].join(' ');
}
