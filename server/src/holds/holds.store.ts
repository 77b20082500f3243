import { sql } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';
import type { HeldPlace } from './hold.ts';

/** Written out, not as parameters: only then does SQLite use the index of those who wait. */
const isInLine = (table: string) => sql<boolean>`(${sql.ref(`${table}.state`)} = 'waiting'
  and ${sql.ref(`${table}.kind`)} = 'chat')`;

/** An agent waits for her, and she was told so: if she is given back to the line, her place is kept as before. */
const isExpected = sql<boolean>`("conversation"."state" = 'active' and "hold"."by" = 'mail'
  and "hold"."backMs" is null and coalesce("hold"."calledMs", 0) >= coalesce("conversation"."assignedMs", 0))`;

export type Uncalled = HeldPlace & { isNext: boolean };

export function createHoldsStore(db: Database) {
  return {
    keep: (trx: Trx, { conversationId, ...rest }: HeldPlace) =>
      trx
        .insertInto('hold')
        .values({ conversationId, ...rest })
        .onConflict((conflict) => conflict.column('conversationId').doUpdateSet(rest))
        .execute(),

    find: (trx: Trx, conversationId: string): Promise<HeldPlace | undefined> =>
      trx.selectFrom('hold').selectAll().where('conversationId', '=', conversationId).executeTakeFirst(),

    remove: (trx: Trx, conversationId: string) =>
      trx.deleteFrom('hold').where('conversationId', '=', conversationId).execute(),

    ofSite: (trx: Trx, siteId: string): Promise<HeldPlace[]> =>
      trx.selectFrom('hold').selectAll().where('siteId', '=', siteId).execute(),

    siteIds: async (): Promise<string[]> => {
      const rows = await db.read.selectFrom('hold').select('siteId').distinct().execute();
      return rows.map(({ siteId }) => siteId);
    },

    /** Those who may be called: away, not called, and reachable without a telephone. */
    uncalled: async (siteId: string): Promise<Uncalled[]> => {
      const rows = await db.read
        .selectFrom('hold')
        .innerJoin('conversation', 'conversation.id', 'hold.conversationId')
        .selectAll('hold')
        .select(isNext.as('isNext'))
        .where('hold.siteId', '=', siteId)
        .where('hold.by', '<>', 'phone')
        .where('hold.returnByMs', 'is', null)
        .where('hold.backMs', 'is', null)
        .where(isInLine('conversation'))
        .execute();
      return rows.map((row) => ({ ...row, isNext: row.isNext === 1 }));
    },

    overdue: (siteId: string, nowMs: number): Promise<HeldPlace[]> =>
      db.read
        .selectFrom('hold')
        .innerJoin('conversation', 'conversation.id', 'hold.conversationId')
        .selectAll('hold')
        .where('hold.siteId', '=', siteId)
        .where('hold.by', '<>', 'phone')
        .where('hold.backMs', 'is', null)
        .where('hold.returnByMs', '<=', nowMs)
        .where(isInLine('conversation'))
        .execute(),

    /** Kept for conversations that stand in line no more. */
    over: (siteId: string): Promise<HeldPlace[]> =>
      db.read
        .selectFrom('hold')
        .innerJoin('conversation', 'conversation.id', 'hold.conversationId')
        .selectAll('hold')
        .where('hold.siteId', '=', siteId)
        .where('hold.by', '<>', 'phone')
        .where((eb) => eb.not(isInLine('conversation')))
        .where((eb) => eb.not(isExpected))
        .execute(),

    /** Whether the day ended before her turn, and it was not she who rather left a message. */
    isSentAway: async (trx: Trx, conversationId: string): Promise<boolean> => {
      const line = await trx
        .selectFrom('entry')
        .select('data')
        .where('conversationId', '=', conversationId)
        .where('kind', '=', 'left_message')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      const { reason } = JSON.parse(line?.data ?? '{}') as { reason?: string };
      return reason === 'closing';
    },

    /** Kept by mail for those who are away, or said to be so. */
    awayByMail: (siteId: string): Promise<HeldPlace[]> =>
      db.read
        .selectFrom('hold')
        .selectAll()
        .where('siteId', '=', siteId)
        .where('by', '=', 'mail')
        .where('backMs', 'is', null)
        .execute(),

    /** Said to be back, and not seen since before this time. */
    backUnseen: (siteId: string, seenBeforeMs: number): Promise<(HeldPlace & { seenMs: number })[]> =>
      db.read
        .selectFrom('hold')
        .innerJoin('conversation', 'conversation.id', 'hold.conversationId')
        .selectAll('hold')
        .select('conversation.visitorSeenMs as seenMs')
        .where('hold.siteId', '=', siteId)
        .where('hold.backMs', 'is not', null)
        .where('hold.backMs', '<', seenBeforeMs)
        .where('conversation.visitorSeenMs', '<', seenBeforeMs)
        .where(isInLine('conversation'))
        .execute(),

    call: (trx: Trx, conversationId: string, calledMs: number, returnByMs: number) =>
      trx
        .updateTable('hold')
        .set({ calledMs, returnByMs })
        .where('conversationId', '=', conversationId)
        .execute(),

    /** So long nobody could come: whoever is awaited is so for so much longer. */
    forgive: (trx: Trx, downMs: number) =>
      trx
        .updateTable('hold')
        .set({ returnByMs: sql<number>`"returnByMs" + ${downMs}` })
        .where('returnByMs', 'is not', null)
        .where('backMs', 'is', null)
        .execute(),

    passOn: (trx: Trx, conversationId: string, passedOnMs: number) =>
      trx
        .updateTable('hold')
        .set({ passedOnMs, returnByMs: null })
        .where('conversationId', '=', conversationId)
        .execute(),

    /** Of a visitor whose place is kept by mail; gives the ids of what changed. */
    came: async (trx: Trx, visitorId: string, backMs: number): Promise<string[]> => {
      const rows = await trx
        .updateTable('hold')
        .set({ backMs, returnByMs: null })
        .where('visitorId', '=', visitorId)
        .where('by', '=', 'mail')
        .where('backMs', 'is', null)
        .returning('conversationId')
        .execute();
      return rows.map((row) => row.conversationId);
    },

    /** With a time: only if nobody has seen her since before it. */
    left: async (trx: Trx, visitorId: string, seenBeforeMs?: number): Promise<string[]> => {
      const rows = await trx
        .updateTable('hold')
        .set({ backMs: null })
        .where('visitorId', '=', visitorId)
        .where('backMs', 'is not', null)
        .$if(seenBeforeMs !== undefined, (holds) =>
          holds.where('backMs', '<', seenBeforeMs ?? 0).where(
            sql<boolean>`exists (select 1 from "conversation" where "conversation"."id" = "hold"."conversationId"
                and "conversation"."visitorSeenMs" < ${seenBeforeMs ?? 0})`,
          ),
        )
        .returning('conversationId')
        .execute();
      return rows.map((row) => row.conversationId);
    },

    countByEmail: async (trx: Trx, email: string, exceptVisitorId: string): Promise<number> => {
      const row = await trx
        .selectFrom('hold')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('email', '=', email)
        .where('visitorId', '<>', exceptVisitorId)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
  };
}

/** Nobody of her line stands before her, but those who were called in vain and are left out for now. */
const isNext = sql<number>`case when exists (
    select 1 from "conversation" as "other"
    left join "hold" as "theirs" on "theirs"."conversationId" = "other"."id"
    where "other"."siteId" = "conversation"."siteId" and "other"."line" = "conversation"."line"
    and "other"."state" = 'waiting' and "other"."kind" = 'chat'
    and ("other"."orderMs" < "conversation"."orderMs" or
      ("other"."orderMs" = "conversation"."orderMs" and "other"."ticket" < "conversation"."ticket"))
    and not ("theirs"."passedOnMs" is not null and "theirs"."returnByMs" is null and "theirs"."backMs" is null)
  ) then 0 else 1 end`;

export type HoldsStore = ReturnType<typeof createHoldsStore>;
