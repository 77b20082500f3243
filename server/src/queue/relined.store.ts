import type { Database, Trx } from '../platform/db/database.ts';
import { jsonIds, updateMany } from '../platform/db/rows.ts';

export interface Standing {
  id: string;
  departmentId: string;
  language: string;
  skills: readonly string[];
  priority: number;
  queuedMs: number;
  line: string;
  orderMs: number;
  ticket: number;
}

const save = updateMany<Pick<Standing, 'id' | 'line' | 'orderMs'>>('conversation', ['line', 'orderMs']);

/** Everybody in line, by what her place is made of. */
export function createRelinedStore(db: Database) {
  const standing = (trx: Trx) =>
    trx
      .selectFrom('conversation')
      .select([
        'id',
        'departmentId',
        'language',
        'skills',
        'priority',
        'queuedMs',
        'line',
        'orderMs',
        'ticket',
      ])
      .where('state', '=', 'waiting')
      .where('kind', '=', 'chat');
  const asStanding = (
    row: Awaited<ReturnType<ReturnType<typeof standing>['execute']>>[number],
  ): Standing => ({
    ...row,
    skills: JSON.parse(row.skills ?? '[]') as string[],
    queuedMs: row.queuedMs ?? row.orderMs,
  });

  return {
    all: async (siteId: string) =>
      (await standing(db.read).where('siteId', '=', siteId).execute()).map(asStanding),
    again: async (trx: Trx, ids: readonly string[]) =>
      (await standing(trx).where('id', 'in', jsonIds(ids)).execute()).map(asStanding),
    save,
    departmentIds: async (trx: Trx, siteId: string): Promise<Set<string>> => {
      const rows = await trx
        .selectFrom('department')
        .select('id')
        .where('siteId', '=', siteId)
        .where('deletedMs', 'is', null)
        .execute();
      return new Set(rows.map(({ id }) => id));
    },
  };
}

export type RelinedStore = ReturnType<typeof createRelinedStore>;
