import type { Insertable, Selectable } from 'kysely';
import type { MailTable } from '../../schema.ts';
import type { Database, Trx } from '../db/database.ts';

export type Mail = Selectable<MailTable>;

const unsent = (trx: Trx) => trx.selectFrom('mail').where('sentMs', 'is', null).where('failedMs', 'is', null);

export function createMailStore(db: Database) {
  return {
    /** The same thing to say once more is nothing new to say. */
    insert: (trx: Trx, row: Insertable<MailTable>) =>
      trx
        .insertInto('mail')
        .values(row)
        .onConflict((conflict) => conflict.column('onceKey').doNothing())
        .execute(),

    anyDue: async (nowMs: number): Promise<boolean> => {
      const due = unsent(db.read).where('dueMs', '<=', nowMs).where('leaseUntilMs', '<=', nowMs);
      return (await due.select('id').limit(1).executeTakeFirst()) !== undefined;
    },

    /** Takes some of those that are due for this node alone; whatever becomes of it, the lease runs out. */
    claim: (trx: Trx, { nowMs, leaseUntilMs, most }: { nowMs: number; leaseUntilMs: number; most: number }) =>
      trx
        .updateTable('mail')
        .set((eb) => ({ leaseUntilMs, attempts: eb('attempts', '+', 1) }))
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('mail')
            .select('id')
            .where('sentMs', 'is', null)
            .where('failedMs', 'is', null)
            .where('dueMs', '<=', nowMs)
            .where('leaseUntilMs', '<=', nowMs)
            .orderBy('dueMs')
            .limit(most),
        )
        // Said again: another node may have taken them while this one waited for their rows.
        .where('leaseUntilMs', '<=', nowMs)
        .where('sentMs', 'is', null)
        .where('failedMs', 'is', null)
        .returningAll()
        .execute(),

    sent: (trx: Trx, id: string, sentMs: number) =>
      trx.updateTable('mail').set({ sentMs, leaseUntilMs: 0, error: null }).where('id', '=', id).execute(),

    /** Only whoever still has the lease puts it off: another may be sending it. */
    later: (trx: Trx, { id, leaseUntilMs }: Mail, dueMs: number, error: string | null) =>
      trx
        .updateTable('mail')
        .set({ dueMs, leaseUntilMs: 0, error })
        .where('id', '=', id)
        .where('leaseUntilMs', '=', leaseUntilMs)
        .where('sentMs', 'is', null)
        .execute(),

    failed: (trx: Trx, id: string, failedMs: number, error: string) =>
      trx
        .updateTable('mail')
        .set({ failedMs, leaseUntilMs: 0, error })
        .where('id', '=', id)
        .where('sentMs', 'is', null)
        .execute(),

    remove: (trx: Trx, id: string) => trx.deleteFrom('mail').where('id', '=', id).execute(),

    forgetBefore: (trx: Trx, ms: number) => trx.deleteFrom('mail').where('createdMs', '<', ms).execute(),

    /** How many mails of a kind were meant for an address since then. */
    countTo: async (trx: Trx, to: string, sinceMs: number): Promise<number> => {
      const row = await trx
        .selectFrom('mail')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('to', '=', to)
        .where('createdMs', '>', sinceMs)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    waiting: async (siteId: string) => {
      const row = await unsent(db.read)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('siteId', '=', siteId)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    lastSent: async (siteId: string) => {
      const row = await db.read
        .selectFrom('mail')
        .select((eb) => eb.fn.max('sentMs').as('atMs'))
        .where('siteId', '=', siteId)
        .executeTakeFirst();
      return row?.atMs ?? null;
    },

    /** The newest that were refused, or are still tried in vain. */
    troubles: (siteId: string, most: number) =>
      db.read
        .selectFrom('mail')
        .select(['to', 'kind', 'error', 'failedMs', 'dueMs', 'createdMs'])
        .where('siteId', '=', siteId)
        .where('error', 'is not', null)
        .where('sentMs', 'is', null)
        .orderBy('createdMs', 'desc')
        .limit(most)
        .execute(),
  };
}
