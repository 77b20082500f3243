import { sql } from 'kysely';
import type { Waiting } from '../conversations/conversation.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import { jsonIds } from '../platform/db/rows.ts';
import type { OnDesk } from './weight.ts';

export function createRoutingStore(db: Database) {
  const onDesks = (trx: Trx, siteId: string) =>
    trx
      .selectFrom('conversation')
      .where('conversation.siteId', '=', siteId)
      .where('conversation.state', '=', 'active')
      .where('conversation.kind', '=', 'chat');

  const inLine = (trx: Trx, siteId: string) =>
    trx
      .selectFrom('conversation')
      .where('siteId', '=', siteId)
      .where('state', '=', 'waiting')
      .where('kind', '=', 'chat');

  return {
    /** What lies on each desk of a site. How old the newest line is matters only where its visitor waits for nothing. */
    desks: (trx: Trx, siteId: string): Promise<(OnDesk & { agentId: string })[]> =>
      onDesks(trx, siteId)
        .leftJoin('entry', (join) =>
          join
            .onRef('entry.conversationId', '=', 'conversation.id')
            .onRef('entry.seq', '=', 'conversation.lastSeq')
            .on('conversation.waitingSinceMs', 'is', null),
        )
        .select(['heldUntilMs', 'waitingSinceMs', 'entry.atMs as lastAtMs'])
        .select(sql<string>`"conversation"."ownerId"`.as('agentId'))
        .execute(),

    /** Chats that have rung since before this time without being opened. */
    ringingSince: (siteId: string, ms: number) =>
      onDesks(db.read, siteId)
        .select(['id', 'epoch'])
        .where('acceptedMs', 'is', null)
        .where('assignedMs', '<=', ms)
        .execute(),

    /** Chats whose agent has taken them before this time and has not said a word. */
    silentSince: (siteId: string, ms: number, nowMs: number) =>
      onDesks(db.read, siteId)
        .select(['id', 'epoch'])
        .where('answeredMs', 'is', null)
        .where('acceptedMs', '<=', ms)
        .where((where) => where.or([where('heldUntilMs', 'is', null), where('heldUntilMs', '<=', nowMs)]))
        .execute(),

    inLine: (trx: Trx, siteId: string, { departmentId, most }: { departmentId?: string; most?: number }) =>
      inLine(trx, siteId)
        .selectAll()
        .$if(departmentId !== undefined, (rows) => rows.where('departmentId', '=', departmentId ?? ''))
        .$if(most !== undefined, (rows) => rows.limit(most ?? 0))
        .execute() as Promise<Waiting[]>,

    isAnyoneInLine: async (trx: Trx, siteId: string) => {
      const one = await inLine(trx, siteId).select('id').limit(1).executeTakeFirst();
      return one !== undefined;
    },

    setLine: (trx: Trx, ids: readonly string[], line: string) =>
      trx.updateTable('conversation').set({ line }).where('id', 'in', jsonIds(ids)).execute(),

    /** What she thought of it is asked anew when it ends again; the log keeps what she said before. */
    forgetRating: (trx: Trx, conversationId: string) =>
      trx.deleteFrom('rating').where('conversationId', '=', conversationId).execute(),

    /** Who answered her last time. */
    lastAgentOf: async (trx: Trx, visitorId: string): Promise<string | null> => {
      const row = await trx
        .selectFrom('conversation')
        .select('ownerId')
        .where('visitorId', '=', visitorId)
        .where('state', '=', 'closed')
        .where('ownerId', 'is not', null)
        .orderBy('openedMs', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.ownerId ?? null;
    },
  };
}

export type RoutingStore = ReturnType<typeof createRoutingStore>;
