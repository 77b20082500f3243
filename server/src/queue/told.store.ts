import { sql } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';
import { insertMany, jsonIds } from '../platform/db/rows.ts';
import type { ToldTable } from '../schema.ts';

const columns = [
  'conversationId',
  'n',
  'siteId',
  'departmentId',
  'atMs',
  'position',
  'q50Ms',
  'q80Ms',
  'q90Ms',
  'aboutMs',
  'withinMs',
] as const satisfies (keyof ToldTable)[];

export type ToldRow = Pick<ToldTable, (typeof columns)[number]>;
export type Outcome = 'served' | 'gave_up' | 'lost' | 'case' | 'closing';

const insert = insertMany<ToldRow>('told', columns);

/** What people were told, and what followed. */
export function createToldStore(db: Database) {
  return {
    insert,

    /** What she was told and has not lived to the end yet, in order. */
    open: (conversationIds: readonly string[]) =>
      db.read
        .selectFrom('told')
        .select([...columns, 'outcome'])
        .where('conversationId', 'in', jsonIds(conversationIds))
        .orderBy('conversationId')
        .orderBy('n')
        .execute(),

    /** Her wait is over: what she was told since it began is held against it. Written once. */
    settle: (trx: Trx, conversationId: string, outcome: Outcome, atMs: number) =>
      trx
        .updateTable('told')
        .set({ outcome, livedMs: sql<number>`case when "atMs" < ${atMs} then ${atMs} - "atMs" else 0 end` })
        .where('conversationId', '=', conversationId)
        .where('outcome', 'is', null)
        .execute(),
  };
}
