import { createHash } from 'node:crypto';

export type Row = Readonly<Record<string, unknown>>;

/** A sum over rows that is the same in whatever order they come. */
export function sumOf(columns: readonly string[]) {
  let rows = 0;
  let sum = 0n;
  return {
    add(row: Row) {
      const said = JSON.stringify(columns.map((column) => row[column]));
      sum = BigInt.asUintN(64, sum + createHash('sha256').update(said).digest().readBigUInt64BE());
      rows += 1;
    },
    told: () => `${rows} rows, checksum ${sum.toString(16).padStart(16, '0')}`,
  };
}
