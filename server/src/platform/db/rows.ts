import { CompiledQuery, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
import type { Trx } from './database.ts';

/**
 * Rows as one JSON parameter, read as a table: the statement's text and its plan stay the same
 * for any number of rows.
 */
export function jsonTable<Row extends object>(
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
) {
  const picked = columns.map((column) => sql`value ->> ${sql.lit(column)} as ${sql.ref(column)}`);
  return sql<Row>`(select ${sql.join(picked)} from json_each(${JSON.stringify(rows)}))`;
}

/** Ids as one JSON parameter, for `in`. */
export const jsonIds = (ids: readonly string[]): RawBuilder<string> =>
  sql<string>`(select value from json_each(${JSON.stringify(ids)}))`;

/**
 * A statement whose only parameter is a list (`jsonIds`, `jsonTable`), built and compiled at its first use:
 * that costs more than to run it.
 */
export function once<Given, Row>(build: (trx: Trx, list: readonly Given[]) => CompiledQuery<Row>) {
  let statement: string | undefined;
  return async (trx: Trx, list: readonly Given[]): Promise<Row[]> => {
    statement ??= build(trx, list).sql;
    const { rows } = await trx.executeQuery<Row>(CompiledQuery.raw(statement, [JSON.stringify(list)]));
    return rows;
  };
}

/** The parameters of one statement that is run once for each row, one row after the other in one list. */
export class ManyRows {
  readonly values: readonly unknown[];
  readonly width: number;
  constructor(values: readonly unknown[], width: number) {
    this.values = values;
    this.width = width;
  }
}

/** Inserts many rows in one trip to the database: three times as quick as the rows as JSON (docs/measurements.md). */
export function insertMany<Row extends object>(
  table: keyof Schema,
  columns: readonly (keyof Row & string)[],
) {
  const places = columns.map(() => '?').join(', ');
  return each<Row>(`insert into "${table}" (${columns.map(quoted).join(', ')}) values (${places})`, columns);
}

/** Writes these columns of many rows, found by their id, in one trip. */
export function updateMany<Row extends { id: string }>(
  table: keyof Schema,
  columns: readonly (keyof Row & string)[],
) {
  const set = columns.map((column) => `${quoted(column)} = ?`).join(', ');
  return each<Row>(`update "${table}" set ${set} where "id" = ?`, [...columns, 'id']);
}

const quoted = (column: string) => `"${column}"`;

/** One statement, compiled once, run for each row; its parameters in the order of `columns`. */
const each =
  <Row extends object>(statement: string, columns: readonly (keyof Row)[]) =>
  async (trx: Trx, rows: readonly Row[]): Promise<void> => {
    // Grown one by one: V8 copies a list made by `map` to another thread key by key, as if it had holes.
    const values: unknown[] = [];
    for (const row of rows) for (const column of columns) values.push(row[column]);
    await trx.executeQuery(CompiledQuery.raw(statement, [new ManyRows(values, columns.length)]));
  };
