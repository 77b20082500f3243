import type { Database, Trx } from '../platform/db/database.ts';

export function createRepliesStore(db: Database) {
  return {
    /** Left messages with answers that their visitor has neither read nor been written about. */
    unread: (sinceMs: number) =>
      db.read
        .selectFrom('conversation')
        .innerJoin('visitor', 'visitor.id', 'conversation.visitorId')
        .innerJoin('entry', 'entry.conversationId', 'conversation.id')
        .leftJoin('mailedReply', 'mailedReply.conversationId', 'conversation.id')
        .select(['conversation.id as conversationId', 'conversation.siteId', 'conversation.visitorId'])
        .select(['conversation.language', 'visitor.email', 'mailedReply.seq as mailedSeq'])
        .select((eb) => [
          eb.fn.max('entry.seq').as('lastSeq'),
          eb.fn.min('entry.atMs').as('firstMs'),
          eb.fn.max('entry.atMs').as('lastMs'),
        ])
        .where('conversation.kind', '=', 'case')
        .where((eb) =>
          eb.or([
            eb('conversation.state', '=', 'active'),
            eb.and([eb('conversation.state', '=', 'closed'), eb('conversation.closedMs', '>', sinceMs)]),
          ]),
        )
        .where('visitor.email', 'is not', null)
        .where('entry.kind', '=', 'message')
        .where('entry.sender', '=', 'agent')
        .where('entry.atMs', '>', sinceMs)
        .whereRef('entry.seq', '>', 'conversation.visitorReadSeq')
        .where((eb) => eb('entry.seq', '>', eb.fn.coalesce('mailedReply.seq', eb.lit(0))))
        .groupBy(['conversation.id', 'visitor.email', 'mailedReply.seq'])
        .execute(),

    mailedSeq: async (trx: Trx, conversationId: string): Promise<number> => {
      const row = await trx
        .selectFrom('mailedReply')
        .select('seq')
        .where('conversationId', '=', conversationId)
        .executeTakeFirst();
      return row?.seq ?? 0;
    },

    setMailed: (trx: Trx, conversationId: string, seq: number) =>
      trx
        .insertInto('mailedReply')
        .values({ conversationId, seq })
        .onConflict((conflict) => conflict.column('conversationId').doUpdateSet({ seq }))
        .execute(),
  };
}
