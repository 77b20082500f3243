import { type Insertable, type Selectable, sql } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';
import type { CallbackTable } from '../schema.ts';

export type Callback = Selectable<CallbackTable>;

/** Calls are open as long as their conversation is: what ends it without looking ends them too. */
export function createCallbacksStore(db: Database) {
  const open = (trx: Trx) =>
    trx
      .selectFrom('callback')
      .innerJoin('conversation', 'conversation.id', 'callback.conversationId')
      .where('callback.state', '=', 'open')
      .where('conversation.state', '<>', 'closed');

  return {
    insert: (trx: Trx, row: Insertable<CallbackTable>) => trx.insertInto('callback').values(row).execute(),

    change: (trx: Trx, id: string, change: Partial<Callback>) =>
      trx.updateTable('callback').set(change).where('id', '=', id).execute(),

    openOf: (trx: Trx, conversationId: string): Promise<Callback | undefined> =>
      open(trx)
        .selectAll('callback')
        .where('callback.conversationId', '=', conversationId)
        .executeTakeFirst(),

    asked: (trx: Trx, visitorId: string, clientMessageId: string): Promise<Callback | undefined> =>
      trx
        .selectFrom('callback')
        .selectAll()
        .where('visitorId', '=', visitorId)
        .where('clientMessageId', '=', clientMessageId)
        .executeTakeFirst(),

    /** How many calls wait for a number. */
    countTo: async (trx: Trx, siteId: string, phone: string): Promise<number> => {
      const row = await open(trx)
        .select(sql<number>`count(*)`.as('calls'))
        .where('callback.siteId', '=', siteId)
        .where('callback.phone', '=', phone)
        .executeTakeFirstOrThrow();
      return Number(row.calls);
    },

    /** How many calls of a department begin at each of these times. */
    taken: async (trx: Trx, departmentId: string, fromMs: number): Promise<Map<number, number>> => {
      const rows = await open(trx)
        .select(['callback.startsMs', sql<number>`count(*)`.as('calls')])
        .where('conversation.departmentId', '=', departmentId)
        .where('callback.startsMs', '>=', fromMs)
        .groupBy('callback.startsMs')
        .execute();
      return new Map(rows.map(({ startsMs, calls }) => [startsMs ?? 0, Number(calls)]));
    },

    /** Who could call for a department: its agents, present or not. */
    agentsOf: async (trx: Trx, departmentId: string): Promise<number> => {
      const row = await trx
        .selectFrom('agentDepartment')
        .innerJoin('agent', 'agent.id', 'agentDepartment.agentId')
        .select(sql<number>`count(*)`.as('agents'))
        .where('agentDepartment.departmentId', '=', departmentId)
        .where('agent.disabledMs', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(row.agents);
    },

    /** Calls whose time has come, that nobody has heard of yet. */
    due: (nowMs: number): Promise<Callback[]> =>
      open(db.read)
        .selectAll('callback')
        .where('callback.dueMs', '<=', nowMs)
        .where('callback.dueTold', '=', 0)
        .orderBy('callback.dueMs')
        .limit(200)
        .execute(),

    /** Calls in their turn whose conversation stands in no line any more. */
    stranded: (trx: Trx = db.read): Promise<Callback[]> =>
      open(trx)
        .selectAll('callback')
        .where('callback.dueMs', 'is', null)
        .where('conversation.state', '=', 'waiting')
        .where('conversation.kind', '=', 'case')
        .limit(200)
        .execute(),

    /** Calls whose conversation was closed by somebody who did not think of them. */
    orphaned: (trx: Trx = db.read): Promise<Callback[]> =>
      trx
        .selectFrom('callback')
        .innerJoin('conversation', 'conversation.id', 'callback.conversationId')
        .selectAll('callback')
        .where('callback.state', '=', 'open')
        .where('conversation.state', '=', 'closed')
        .limit(200)
        .execute(),
  };
}
