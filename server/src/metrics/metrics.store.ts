import { sql } from 'kysely';
import type { Database } from '../platform/db/database.ts';

/** What the whole house looks like now, a few numbers at a time. */
export function createMetricsStore({ read }: Database) {
  return {
    waiting: (siteId: string) =>
      read
        .selectFrom('conversation')
        .select(({ fn }) => [
          'departmentId',
          fn.countAll<number>().as('count'),
          fn.min('queuedMs').as('sinceMs'),
        ])
        .where('siteId', '=', siteId)
        .where('state', '=', 'waiting')
        .where('kind', '=', 'chat')
        .groupBy('departmentId')
        .execute(),

    active: async (siteId: string) => {
      const row = await read
        .selectFrom('conversation')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('siteId', '=', siteId)
        .where('state', '=', 'active')
        .executeTakeFirst();
      return row?.count ?? 0;
    },

    /** First tellings since then whose wait is over: how many, how many held, and the sums of both in ms. */
    promises: async (siteId: string, sinceMs: number) =>
      read
        .selectFrom('told')
        .select(({ fn }) => [
          fn.countAll<number>().as('count'),
          sql<number>`sum(case when "livedMs" <= "withinMs" then 1 else 0 end)`.as('held'),
          sql<number>`avg("withinMs")`.as('toldMs'),
          sql<number>`avg("livedMs")`.as('livedMs'),
        ])
        .where('siteId', '=', siteId)
        .where('n', '=', 0)
        .where('atMs', '>', sinceMs)
        .where('outcome', '=', 'served')
        .executeTakeFirst(),

    /** When the mail that has waited longest was due. */
    oldestMailMs: async () => {
      const row = await read
        .selectFrom('mail')
        .select(({ fn }) => fn.min('dueMs').as('dueMs'))
        .where('sentMs', 'is', null)
        .where('failedMs', 'is', null)
        .executeTakeFirst();
      return row?.dueMs ?? null;
    },
  };
}
