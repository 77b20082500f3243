import type { Insertable } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';
import type { ContinueLinkTable, VisitorTable } from '../schema.ts';

export function createVisitorsStore(db: Database) {
  return {
    insert: (trx: Trx, row: Insertable<VisitorTable>) => trx.insertInto('visitor').values(row).execute(),

    find: (trx: Trx, id: string) =>
      trx.selectFrom('visitor').selectAll().where('id', '=', id).executeTakeFirst(),

    /** By the token she came with, or by one she got for a link. */
    async byToken(siteId: string, tokenHash: string): Promise<string | undefined> {
      const first = await db.read
        .selectFrom('visitor')
        .select('id')
        .where('siteId', '=', siteId)
        .where('tokenHash', '=', tokenHash)
        .executeTakeFirst();
      if (first) return first.id;
      const further = await db.read
        .selectFrom('visitorSession')
        .select('visitorId')
        .where('siteId', '=', siteId)
        .where('tokenHash', '=', tokenHash)
        .executeTakeFirst();
      return further?.visitorId;
    },

    name: (trx: Trx, id: string, told: { name?: string; email?: string; language: string }) =>
      trx.updateTable('visitor').set(told).where('id', '=', id).execute(),

    insertLink: (trx: Trx, row: Insertable<ContinueLinkTable>) =>
      trx.insertInto('continueLink').values(row).execute(),

    findLink: (trx: Trx, siteId: string, tokenHash: string) =>
      trx
        .selectFrom('continueLink')
        .selectAll()
        .where('siteId', '=', siteId)
        .where('tokenHash', '=', tokenHash)
        .executeTakeFirst(),

    /** True for the one who used it first. */
    async useLink(trx: Trx, tokenHash: string, usedMs: number): Promise<boolean> {
      const rows = await trx
        .updateTable('continueLink')
        .set({ usedMs })
        .where('tokenHash', '=', tokenHash)
        .where('usedMs', 'is', null)
        .returning('tokenHash')
        .execute();
      return rows.length === 1;
    },

    insertSession: (
      trx: Trx,
      row: { tokenHash: string; siteId: string; visitorId: string; createdMs: number },
    ) => trx.insertInto('visitorSession').values(row).execute(),

    forgetLinks: (trx: Trx, expiredBeforeMs: number) =>
      trx.deleteFrom('continueLink').where('expiresMs', '<', expiredBeforeMs).execute(),
  };
}
