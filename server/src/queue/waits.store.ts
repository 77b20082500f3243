import { sql } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';
import { jsonIds } from '../platform/db/rows.ts';
import type { WaitEvent } from './estimator/wait-event.ts';

/** So many events are replayed at most; older ones have been forgotten by what is learned from them. */
const mostReplayed = 100_000;

export interface Happened {
  seq: number;
  event: WaitEvent;
}

/** A chat with its agent. */
export interface OnDesk {
  conversationId: string;
  line: string;
  agentId: string;
  /** Since when its visitor waits for an answer; null: the last word is ours. */
  waitingSinceMs: number | null;
  /** When the newest line of its log was written. */
  lastAtMs: number;
}

/** What is so now, by the rows themselves: the end of every replay. */
export interface Truth {
  seq: number;
  inLine: { conversationId: string; line: string; orderMs: number; ticket: number }[];
  withAgents: OnDesk[];
  agents: { agentId: string; notedAs: string }[];
}

/** What happened in the lines, as it was noted. */
export function createWaitsStore(db: Database) {
  const chats = (trx: Trx, siteId: string) =>
    trx.selectFrom('conversation').where('siteId', '=', siteId).where(sql<boolean>`"kind" = 'chat'`);

  const onDesks = (trx: Trx, siteId: string) =>
    trx
      .selectFrom('conversation')
      .innerJoin('entry', (join) =>
        join
          .onRef('entry.conversationId', '=', 'conversation.id')
          .onRef('entry.seq', '=', 'conversation.lastSeq'),
      )
      .where('conversation.siteId', '=', siteId)
      .where('conversation.state', '=', 'active')
      .where('conversation.kind', '=', 'chat')
      .select(['conversation.id as conversationId', 'line', 'waitingSinceMs', 'entry.atMs as lastAtMs'])
      .select(sql<string>`coalesce("conversation"."ownerId", '')`.as('agentId'));

  return {
    onDesks: (trx: Trx, siteId: string, ids?: readonly string[]): Promise<OnDesk[]> =>
      onDesks(trx, siteId)
        .$if(ids !== undefined, (rows) => rows.where('conversation.id', 'in', jsonIds(ids ?? [])))
        .execute(),

    after: async (trx: Trx, siteId: string, seq: number, most: number): Promise<Happened[]> => {
      const rows = await trx
        .selectFrom('waitEvent')
        .select(['seq', 'event'])
        .where('siteId', '=', siteId)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(most)
        .execute();
      return rows.map((row) => ({ seq: row.seq, event: JSON.parse(row.event) as WaitEvent }));
    },

    replayFrom: async (siteId: string): Promise<number> => {
      const row = await db.read
        .selectFrom('site')
        .select('waitSeq')
        .where('id', '=', siteId)
        .executeTakeFirstOrThrow();
      return Math.max(0, row.waitSeq - mostReplayed);
    },

    truth: async (trx: Trx, siteId: string): Promise<Truth> => {
      const { waitSeq } = await trx
        .selectFrom('site')
        .select('waitSeq')
        .where('id', '=', siteId)
        .executeTakeFirstOrThrow();
      const inLine = await chats(trx, siteId)
        .where('state', '=', 'waiting')
        .select(['id as conversationId', 'line', 'orderMs', 'ticket'])
        .orderBy('orderMs')
        .orderBy('ticket')
        .execute();
      const withAgents = await onDesks(trx, siteId).execute();
      const agents = await trx
        .selectFrom('agent')
        .select(['id as agentId', sql<string>`"notedAs"`.as('notedAs')])
        .where('siteId', '=', siteId)
        .where('notedAs', 'is not', null)
        .execute();
      return { seq: waitSeq, inLine, withAgents, agents };
    },

    /** What no replay needs any more: too old, or too long ago. */
    prune: async (trx: Trx, siteId: string, beforeMs: number) => {
      const { old } = await trx
        .selectFrom('waitEvent')
        .select(sql<number>`coalesce(max("seq"), 0)`.as('old'))
        .where('siteId', '=', siteId)
        .where('atMs', '<', beforeMs)
        .executeTakeFirstOrThrow();
      const { waitSeq } = await trx
        .selectFrom('site')
        .select('waitSeq')
        .where('id', '=', siteId)
        .executeTakeFirstOrThrow();
      await trx
        .deleteFrom('waitEvent')
        .where('siteId', '=', siteId)
        .where('seq', '<=', Math.max(old, waitSeq - mostReplayed))
        .execute();
    },
  };
}

export type WaitsStore = ReturnType<typeof createWaitsStore>;
