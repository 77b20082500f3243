import type { Trx } from '../platform/db/database.ts';

const theOnlyId = 1;

/** When any node was last known to live; null before the first ever did. */
export async function lastBeat(trx: Trx): Promise<number | null> {
  const row = await trx.selectFrom('heartbeat').select('atMs').where('id', '=', theOnlyId).executeTakeFirst();
  return row?.atMs ?? null;
}

export const noteBeat = (trx: Trx, atMs: number) =>
  trx
    .insertInto('heartbeat')
    .values({ id: theOnlyId, atMs })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ atMs }))
    .execute();
