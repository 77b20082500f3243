import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
import type { Row } from './row-sum.ts';

export interface Table {
  name: string;
  columns: string[];
}

type Read = Kysely<Schema>;

/** All tables of ours, each after those its rows point at. */
export async function tablesInOrder(read: Read): Promise<Table[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master
    where type = 'table' and name not like 'kysely%' and name not like 'sqlite%' order by name`.execute(read);
  const left = new Map<string, Set<string>>();
  for (const { name } of rows) left.set(name, await pointsAt(read, name));
  const order: Table[] = [];
  while (left.size > 0) {
    const free = [...left].find(([name, others]) =>
      [...others].every((other) => other === name || !left.has(other)),
    );
    if (!free) throw new Error(`tables point at each other: ${[...left.keys()].join(', ')}`);
    left.delete(free[0]);
    order.push({ name: free[0], columns: await columnsOf(read, free[0]) });
  }
  return order;
}

async function pointsAt(read: Read, name: string): Promise<Set<string>> {
  const { rows } = await sql<{ table: string }>`select "table" from pragma_foreign_key_list(${name})`.execute(
    read,
  );
  return new Set(rows.map(({ table }) => table));
}

async function columnsOf(read: Read, name: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${name})`.execute(read);
  return rows.map((column) => column.name);
}

export async function rowsOf(read: Read, { name }: Table): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.id(name)}`.execute(read);
  return rows[0]?.count ?? 0;
}

/** The next rows in the order they were written. */
export async function rowsAfter(
  read: Read,
  { name, columns }: Table,
  after: number,
  most: number,
): Promise<{ rowid: number; row: Row }[]> {
  const picked = sql.join(columns.map((column) => sql.id(column)));
  const { rows } = await sql<
    Row & { _rowid_: number }
  >`select _rowid_ as "_rowid_", ${picked} from ${sql.id(name)}
    where _rowid_ > ${after} order by _rowid_ limit ${most}`.execute(read);
  return rows.map(({ _rowid_: rowid, ...row }) => ({ rowid, row }));
}
