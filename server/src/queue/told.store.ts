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

/** From the telling until then. */
const untilMs = (ms: number) => sql<number>`case when "atMs" < ${ms} then ${ms} - "atMs" else 0 end`;

/** Who stands in line, and all she was told until now. */
export interface Met {
  conversationId: string;
  visitorId: string;
  sinceMs: number;
  rows: (ToldRow & { outcome: string | null })[];
}

/** What people were told, and what followed. */
export function createToldStore(db: Database) {
  return {
    meet: async (ids: readonly string[]): Promise<Met[]> => {
      const [people, rows] = await Promise.all([
        db.read
          .selectFrom('conversation')
          .select(['id', 'visitorId', 'queuedMs', 'openedMs'])
          .where('id', 'in', jsonIds(ids))
          .execute(),
        db.read
          .selectFrom('told')
          .select([...columns, 'outcome'])
          .where('conversationId', 'in', jsonIds(ids))
          .orderBy('conversationId')
          .orderBy('n')
          .execute(),
      ]);
      const told = Map.groupBy(rows, ({ conversationId }) => conversationId);
      return people.map(({ id, visitorId, queuedMs, openedMs }) => ({
        conversationId: id,
        visitorId,
        sinceMs: queuedMs ?? openedMs,
        rows: told.get(id) ?? [],
      }));
    },

    /** Keeps what is told to those who still wait, and were not told by another node meanwhile; gives their ids. */
    add: async (trx: Trx, rows: readonly ToldRow[]): Promise<Set<string>> => {
      const waiting = await trx
        .selectFrom('conversation')
        .leftJoin('told', 'told.conversationId', 'conversation.id')
        .select(['conversation.id', sql<number>`coalesce(max("told"."n"), -1)`.as('n')])
        .where('conversation.id', 'in', jsonIds(rows.map(({ conversationId }) => conversationId)))
        .where('conversation.state', '=', 'waiting')
        .where('conversation.kind', '=', 'chat')
        .groupBy('conversation.id')
        .execute();
      const last = new Map(waiting.map(({ id, n }) => [id, n]));
      const kept = rows.filter(({ conversationId, n }) => last.get(conversationId) === n - 1);
      await insert(trx, kept);
      return new Set(kept.map(({ conversationId }) => conversationId));
    },

    /** Her wait is over: what she was told since it began is held against it. Written once. */
    settle: (trx: Trx, conversationId: string, outcome: Outcome, atMs: number) =>
      trx
        .updateTable('told')
        .set({ outcome, livedMs: untilMs(atMs) })
        .where('conversationId', '=', conversationId)
        .where('outcome', 'is', null)
        .execute(),

    /** Whom her wait was thought to end with, at that time, said no word to her: what she was told goes on to hold. */
    reopen: (trx: Trx, conversationId: string, settledMs: number) =>
      trx
        .updateTable('told')
        .set({ outcome: null, livedMs: null })
        .where('conversationId', '=', conversationId)
        .where('outcome', '=', 'served')
        .where('livedMs', '=', untilMs(settledMs))
        .execute(),

    /** She was not here, but this is when her turn came: else only the patient would be asked. */
    wouldHaveWaited: (trx: Trx, conversationId: string, atMs: number) =>
      trx
        .updateTable('told')
        .set({ shadowMs: untilMs(atMs) })
        .where('conversationId', '=', conversationId)
        .where('atMs', '<=', atMs)
        .where('shadowMs', 'is', null)
        .execute(),
  };
}

export type ToldStore = ReturnType<typeof createToldStore>;
