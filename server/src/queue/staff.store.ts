import { sql } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Staff } from './noted.ts';

const leaseUntil = sql<number>`coalesce((select max("untilMs") from "agentLease" where "agentLease"."agentId" = "agent"."id"), 0)`;

/** The agents of a site as the line counts on them. */
export function createStaffStore(db: Database) {
  return {
    of: async (siteId: string, nowMs: number): Promise<Staff[]> => {
      const [agents, memberships] = await Promise.all([
        db.read
          .selectFrom('agent')
          .select(['id', 'status', 'capacity', 'languages', 'skills', 'notedAs', 'disabledMs'])
          .select(leaseUntil.as('leaseUntilMs'))
          .where('siteId', '=', siteId)
          .where((where) => where.or([where('disabledMs', 'is', null), where('notedAs', 'is not', null)]))
          .orderBy('id')
          .execute(),
        db.read
          .selectFrom('agentDepartment')
          .innerJoin('agent', 'agent.id', 'agentDepartment.agentId')
          .select(['agentDepartment.agentId', 'agentDepartment.departmentId'])
          .where('agent.siteId', '=', siteId)
          .orderBy('agentDepartment.departmentId')
          .execute(),
      ]);
      const departments = Map.groupBy(memberships, ({ agentId }) => agentId);
      return agents.map((row) => ({
        id: row.id,
        isAvailable: row.status === 'available',
        isReachable: row.leaseUntilMs > nowMs,
        isDisabled: row.disabledMs !== null,
        capacity: row.capacity,
        languages: JSON.parse(row.languages) as string[],
        skills: JSON.parse(row.skills) as string[],
        departmentIds: (departments.get(row.id) ?? []).map(({ departmentId }) => departmentId),
        notedAs: row.notedAs,
      }));
    },

    /** Answers whether it was so until now: of several nodes that see a change only one notes it. */
    noteAs: async (trx: Trx, { id, notedAs }: Staff, now: string | null): Promise<boolean> => {
      const changed = await trx
        .updateTable('agent')
        .set({ notedAs: now })
        .where('id', '=', id)
        .where(sql<boolean>`coalesce("notedAs", '') = ${notedAs ?? ''}`)
        .returning('id')
        .executeTakeFirst();
      return changed !== undefined;
    },
  };
}

export type StaffStore = ReturnType<typeof createStaffStore>;
