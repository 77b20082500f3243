import { sql } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';
import { jsonIds } from '../platform/db/rows.ts';
import type { InLine } from './position.ts';

/** The line is a view of the waiting chats; only the ticket counter is its own. */
export function createQueueStore(db: Database) {
  const waiting = (trx: Trx, siteId: string) =>
    trx
      .selectFrom('conversation')
      .where('siteId', '=', siteId)
      .where('state', '=', 'waiting')
      .where('kind', '=', 'chat');

  return {
    nextTicket: async (trx: Trx, siteId: string) => {
      const row = await trx
        .updateTable('site')
        .set({ nextTicket: sql<number>`"nextTicket" + 1` })
        .where('id', '=', siteId)
        .returning(sql<number>`"nextTicket" - 1`.as('ticket'))
        .executeTakeFirstOrThrow();
      return row.ticket;
    },

    departmentsWaiting: (trx: Trx, siteId: string) =>
      waiting(trx, siteId).select('departmentId').distinct().execute(),

    /** Who is served next by any of these departments. */
    first: (trx: Trx, siteId: string, departmentIds: readonly string[]) =>
      waiting(trx, siteId)
        .selectAll()
        .where('departmentId', 'in', jsonIds(departmentIds))
        .orderBy('priority')
        .orderBy('ticket')
        .limit(1)
        .executeTakeFirst(),

    line: async (siteId: string): Promise<InLine[]> => {
      const rows = await waiting(db.read, siteId)
        .select(['id as conversationId', 'visitorId', 'departmentId', 'priority', 'ticket', 'queuedMs'])
        .orderBy('priority')
        .orderBy('ticket')
        .execute();
      return rows.map((row) => ({ ...row, queuedMs: row.queuedMs ?? 0 }));
    },

    departures: (siteId: string, sinceMs: number) =>
      db.read
        .selectFrom('conversation')
        .select(['departmentId', 'assignedMs'])
        .where('siteId', '=', siteId)
        .where('assignedMs', '>', sinceMs)
        .where('kind', '=', 'chat')
        .orderBy('assignedMs')
        .execute(),

    notSeenSince: (ms: number) =>
      db.read
        .selectFrom('conversation')
        .select(['id', 'visitorId'])
        .where('state', '=', 'waiting')
        .where('kind', '=', 'chat')
        .where('visitorSeenMs', '<', ms)
        .execute(),

    seen: (trx: Trx, visitorIds: readonly string[], nowMs: number) =>
      trx
        .updateTable('conversation')
        .set({ visitorSeenMs: nowMs })
        .where('visitorId', 'in', jsonIds(visitorIds))
        .where('state', '<>', 'closed')
        .execute(),

    seenAll: (trx: Trx, nowMs: number) =>
      trx
        .updateTable('conversation')
        .set({ visitorSeenMs: nowMs })
        .where('state', '=', 'waiting')
        .where('kind', '=', 'chat')
        .execute(),
  };
}
