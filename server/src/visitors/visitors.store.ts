import type { Insertable } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';
import type { VisitorTable } from '../schema.ts';

export function createVisitorsStore(db: Database) {
  return {
    insert: (trx: Trx, row: Insertable<VisitorTable>) => trx.insertInto('visitor').values(row).execute(),

    byToken: (siteId: string, tokenHash: string) =>
      db.read
        .selectFrom('visitor')
        .select('id')
        .where('siteId', '=', siteId)
        .where('tokenHash', '=', tokenHash)
        .executeTakeFirst(),

    name: (trx: Trx, id: string, told: { name?: string; email?: string; language: string }) =>
      trx.updateTable('visitor').set(told).where('id', '=', id).execute(),
  };
}
