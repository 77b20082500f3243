import { sql } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';
import { jsonIds } from '../platform/db/rows.ts';

/** An agent as the line and her colleagues see her. */
export interface Present {
  id: string;
  name: string;
  status: string;
  capacity: number;
  active: number;
  /** Chats that rang at her in a row without an answer. */
  unanswered: number;
  /** The end of her longest lease; 0 when she never had one. */
  leaseUntilMs: number;
}

const leaseUntil = sql<number>`coalesce((select max("untilMs") from "agentLease" where "agentLease"."agentId" = "agent"."id"), 0)`;

export function createPresenceStore(db: Database) {
  const present = (trx: Trx) =>
    trx
      .selectFrom('agent')
      .select(['id', 'name', 'status', 'capacity', 'active', 'unanswered', leaseUntil.as('leaseUntilMs')])
      .where('disabledMs', 'is', null);

  return {
    inSite: (siteId: string): Promise<Present[]> =>
      present(db.read).where('siteId', '=', siteId).orderBy('name').execute(),

    find: (trx: Trx, agentId: string): Promise<Present | undefined> =>
      present(trx).where('id', '=', agentId).executeTakeFirst(),

    /** What decides whether a conversation may be handed to her. */
    standing: async (trx: Trx, agentId: string) => {
      const [agent, departments] = await Promise.all([
        present(trx).select(['siteId', 'role']).where('id', '=', agentId).executeTakeFirst(),
        trx.selectFrom('agentDepartment').select('departmentId').where('agentId', '=', agentId).execute(),
      ]);
      return agent && { ...agent, departmentIds: departments.map(({ departmentId }) => departmentId) };
    },

    departmentsOf: (trx: Trx, siteId: string) =>
      trx
        .selectFrom('agentDepartment')
        .innerJoin('agent', 'agent.id', 'agentDepartment.agentId')
        .select(['agentDepartment.agentId', 'agentDepartment.departmentId'])
        .where('agent.siteId', '=', siteId)
        .execute(),

    /** Everybody of a site with an account, with what she is and knows. */
    staff: (trx: Trx, siteId: string) =>
      present(trx)
        .select(['languages', 'skills', 'lastAssignedMs'])
        .where('siteId', '=', siteId)
        .orderBy('id')
        .execute(),

    /** Takes one of her places, if she is still here in this very statement. */
    occupy: async (trx: Trx, agentId: string, nowMs: number) => {
      const taken = await trx
        .updateTable('agent')
        .set({ active: sql<number>`"active" + 1`, lastAssignedMs: nowMs })
        .where('id', '=', agentId)
        .where('status', '=', 'available')
        .where('disabledMs', 'is', null)
        .where(leaseUntil, '>', nowMs)
        .returning('id')
        .executeTakeFirst();
      return taken !== undefined;
    },

    occupyByHand: (trx: Trx, agentId: string, nowMs: number) =>
      trx
        .updateTable('agent')
        .set({ active: sql<number>`"active" + 1`, lastAssignedMs: nowMs })
        .where('id', '=', agentId)
        .execute(),

    free: (trx: Trx, agentId: string) =>
      trx.updateTable('agent').set({ active: sql<number>`"active" - 1` }).where('id', '=', agentId).execute(),

    /** Her own word for it: whatever rang in vain before is forgotten. */
    setStatus: (trx: Trx, agentId: string, status: string) =>
      trx.updateTable('agent').set({ status, unanswered: 0 }).where('id', '=', agentId).execute(),

    answered: async (trx: Trx, agentIds: readonly string[]) => {
      const rows = await trx
        .updateTable('agent')
        .set({ unanswered: 0 })
        .where('id', 'in', jsonIds(agentIds))
        .where('unanswered', '>', 0)
        .returning('siteId')
        .execute();
      return rows.map(({ siteId }) => siteId);
    },

    /** One more that rang in vain; with the last of so many she is away. */
    missed: (trx: Trx, agentId: string, mostInARow: number) =>
      trx
        .updateTable('agent')
        .set({
          unanswered: sql<number>`"unanswered" + 1`,
          status: sql<string>`case when "unanswered" + 1 >= ${mostInARow} then 'away' else "status" end`,
        })
        .where('id', '=', agentId)
        .returning('status')
        .executeTakeFirstOrThrow(),

    setCapacity: (trx: Trx, agentId: string, capacity: number) =>
      trx.updateTable('agent').set({ capacity }).where('id', '=', agentId).execute(),

    renew: (trx: Trx, agentId: string, connectionId: string, untilMs: number) =>
      trx
        .insertInto('agentLease')
        .values({ agentId, connectionId, untilMs })
        .onConflict((conflict) => conflict.columns(['agentId', 'connectionId']).doUpdateSet({ untilMs }))
        .execute(),

    /** Ends a connection's lease soon; a lease never grows by it. */
    shorten: (trx: Trx, agentId: string, connectionId: string, untilMs: number) =>
      trx
        .updateTable('agentLease')
        .set({ untilMs })
        .where('agentId', '=', agentId)
        .where('connectionId', '=', connectionId)
        .where('untilMs', '>', untilMs)
        .execute(),

    forgetBefore: (trx: Trx, ms: number) => trx.deleteFrom('agentLease').where('untilMs', '<', ms).execute(),

    /** So long no lease could be renewed: those of owners that ended did so later by that, and not yet to come. */
    forgive: (trx: Trx, downMs: number, nowMs: number) =>
      trx
        .updateTable('agentLease')
        .set({
          untilMs: sql<number>`case when "untilMs" + ${downMs} < ${nowMs} then "untilMs" + ${downMs} else ${nowMs} end`,
        })
        .where('untilMs', '<', nowMs)
        .where('agentId', 'in', trx.selectFrom('agent').select('id').where('active', '>', 0))
        .execute(),

    /** Until when chats may count on her, also when her account has been disabled since. */
    leaseUntilMs: async (trx: Trx, agentId: string): Promise<number> => {
      const row = await trx
        .selectFrom('agent')
        .select(leaseUntil.as('ms'))
        .where('id', '=', agentId)
        .executeTakeFirst();
      return row?.ms ?? 0;
    },

    /** Agents with live chats whose lease ended before this time. */
    goneBefore: (ms: number) =>
      db.read
        .selectFrom('agent')
        .select(['id', 'siteId', 'name'])
        .where('active', '>', 0)
        .where(leaseUntil, '<', ms)
        .execute(),
  };
}
