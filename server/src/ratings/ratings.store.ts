import type { Trx } from '../platform/db/database.ts';
import type { RatingTable } from '../schema.ts';

export function createRatingsStore() {
  return {
    find: (trx: Trx, conversationId: string) =>
      trx.selectFrom('rating').selectAll().where('conversationId', '=', conversationId).executeTakeFirst(),

    save: (trx: Trx, row: RatingTable) =>
      trx
        .insertInto('rating')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .column('conversationId')
            .doUpdateSet({ helped: row.helped, comment: row.comment, atMs: row.atMs }),
        )
        .execute(),
  };
}
