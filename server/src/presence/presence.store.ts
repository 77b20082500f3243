import { sql } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';

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

    departmentsOf: (siteId: string) =>
      db.read
        .selectFrom('agentDepartment')
        .innerJoin('agent', 'agent.id', 'agentDepartment.agentId')
        .select(['agentDepartment.agentId', 'agentDepartment.departmentId'])
        .where('agent.siteId', '=', siteId)
        .execute(),

    /** Who of a department may get the next chat: least loaded first, then whoever was asked longest ago. */
    nextFree: (trx: Trx, departmentId: string, nowMs: number): Promise<Present | undefined> =>
      present(trx)
        .innerJoin('agentDepartment', 'agentDepartment.agentId', 'agent.id')
        .where('agentDepartment.departmentId', '=', departmentId)
        .where('status', '=', 'available')
        .where(sql<boolean>`"active" < "capacity"`)
        .where(leaseUntil, '>', nowMs)
        .orderBy(sql`"active" * 1.0 / "capacity"`)
        .orderBy(sql`coalesce("lastAssignedMs", 0)`)
        .limit(1)
        .executeTakeFirst(),

    /** Takes one of her places, if all that made her free still holds in this very statement. */
    occupy: async (trx: Trx, agentId: string, nowMs: number) => {
      const taken = await trx
        .updateTable('agent')
        .set({ active: sql<number>`"active" + 1`, lastAssignedMs: nowMs })
        .where('id', '=', agentId)
        .where('status', '=', 'available')
        .where('disabledMs', 'is', null)
        .where(sql<boolean>`"active" < "capacity"`)
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

    setStatus: (trx: Trx, agentId: string, status: string) =>
      trx.updateTable('agent').set({ status }).where('id', '=', agentId).execute(),

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

    /** Leases that ended while nobody was there to renew them count from now. */
    reviveOwners: (trx: Trx, nowMs: number) =>
      trx
        .updateTable('agentLease')
        .set({ untilMs: nowMs })
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
