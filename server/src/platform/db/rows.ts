import { type RawBuilder, sql } from 'kysely';

/**
 * Rows as one JSON parameter, read as a table: the statement's text and its plan stay the same
 * for any number of rows.
 */
export function jsonTable<Row extends object>(columns: readonly (keyof Row & string)[], rows: readonly Row[]) {
  const picked = columns.map((column) => sql`value ->> ${sql.lit(column)} as ${sql.ref(column)}`);
  return sql<Row>`(select ${sql.join(picked)} from json_each(${JSON.stringify(rows)}))`;
}

/** Ids as one JSON parameter, for `in`. */
export const jsonIds = (ids: readonly string[]): RawBuilder<string> =>
  sql<string>`(select value from json_each(${JSON.stringify(ids)}))`;
