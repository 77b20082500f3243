import { type Insertable, sql } from 'kysely';
import type { Database, Trx } from '../platform/db/database.ts';
import { insertMany, jsonIds, jsonTable, once, updateMany } from '../platform/db/rows.ts';
import type { ConversationTable, EntryTable } from '../schema.ts';
import type { Conversation, Talk } from './conversation.ts';

/** A conversation with what agents see of its visitor. */
export interface WithVisitor extends Conversation {
  visitorName: string | null;
  visitorEmail: string | null;
  helped: number | null;
  /** When the newest line of its log was written. */
  lastAtMs: number | null;
  /** The call she asked for and that is still to be made; all null without one. */
  callPhone: string | null;
  callShown: string | null;
  callStartsMs: number | null;
  callPosition: number | null;
  callAskedMs: number | null;
  callDueMs: number | null;
  callTries: number | null;
  callTriedMs: number | null;
  callCallingMs: number | null;
}

const entryColumns = [
  'conversationId',
  'seq',
  'kind',
  'sender',
  'senderId',
  'clientMessageId',
  'body',
  'data',
  'atMs',
] as const satisfies (keyof EntryTable)[];

const wordColumns = [
  'lastSeq',
  'inboxSeq',
  'visitorReadSeq',
  'agentReadSeq',
  'waitingSinceMs',
  'firstResponseMs',
  'preview',
] as const satisfies (keyof ConversationTable)[];

/** A message as its sender knows it, with the answer it got. */
export type Taken = Pick<
  EntryTable,
  'conversationId' | 'senderId' | 'clientMessageId' | 'seq' | 'body' | 'atMs'
>;

const appendAll = insertMany<EntryTable>('entry', entryColumns);
const saveWords = updateMany<Talk>('conversation', wordColumns);

const findTalks = once<string, Talk>((trx, ids) =>
  trx
    .selectFrom('conversation')
    .select(['id', 'siteId', 'visitorId', 'state', 'ownerId', 'epoch', 'answeredMs', 'heldUntilMs'])
    .select(wordColumns)
    .where('id', 'in', jsonIds(ids))
    .compile(),
);

const takenBefore = once<Pick<Taken, 'conversationId' | 'senderId' | 'clientMessageId'>, Taken>((trx, sent) =>
  sql<Taken>`select "entry"."conversationId", "entry"."senderId", "entry"."clientMessageId",
      "entry"."seq", "entry"."body", "entry"."atMs" from
      ${jsonTable({ conversationId: 'text', senderId: 'text', clientMessageId: 'text' }, sent)} as "sent"
      inner join "entry" on "entry"."conversationId" = "sent"."conversationId"
      and "entry"."senderId" = "sent"."senderId"
      and "entry"."clientMessageId" = "sent"."clientMessageId"`.compile(trx),
);

const withVisitor = (db: Trx) =>
  db
    .selectFrom('conversation')
    .innerJoin('visitor', 'visitor.id', 'conversation.visitorId')
    .leftJoin('rating', 'rating.conversationId', 'conversation.id')
    .leftJoin('entry as newest', (join) =>
      join
        .onRef('newest.conversationId', '=', 'conversation.id')
        .onRef('newest.seq', '=', 'conversation.lastSeq'),
    )
    .leftJoin('callback', (join) =>
      join.onRef('callback.conversationId', '=', 'conversation.id').on('callback.state', '=', 'open'),
    )
    .selectAll('conversation')
    .select(['visitor.name as visitorName', 'visitor.email as visitorEmail', 'rating.helped as helped'])
    .select('newest.atMs as lastAtMs')
    .select([
      'callback.phone as callPhone',
      'callback.shown as callShown',
      'callback.startsMs as callStartsMs',
      'callback.position as callPosition',
      'callback.askedMs as callAskedMs',
      'callback.dueMs as callDueMs',
      'callback.tries as callTries',
      'callback.triedMs as callTriedMs',
      'callback.callingMs as callCallingMs',
    ]);

export function createConversationsStore(db: Database) {
  return {
    insert: (trx: Trx, row: Insertable<ConversationTable>) =>
      trx.insertInto('conversation').values(row).execute(),

    find: (trx: Trx, id: string) =>
      trx.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirst(),

    findSeen: (trx: Trx, id: string): Promise<WithVisitor | undefined> =>
      withVisitor(trx).where('conversation.id', '=', id).executeTakeFirst(),

    openOf: (trx: Trx, siteId: string, visitorId: string) =>
      trx
        .selectFrom('conversation')
        .selectAll()
        .where('siteId', '=', siteId)
        .where('visitorId', '=', visitorId)
        .where('state', '<>', 'closed')
        .executeTakeFirst(),

    newestOf: (trx: Trx, visitorId: string) =>
      trx
        .selectFrom('conversation')
        .selectAll()
        .where('visitorId', '=', visitorId)
        .orderBy('openedMs', 'desc')
        .limit(1)
        .executeTakeFirst(),

    /** The conversation in which a visitor's message with this id was taken, whatever became of it. */
    holding: (trx: Trx, visitorId: string, clientMessageId: string) =>
      trx
        .selectFrom('conversation')
        .innerJoin('entry', 'entry.conversationId', 'conversation.id')
        .selectAll('conversation')
        .where('conversation.visitorId', '=', visitorId)
        .where('entry.senderId', '=', visitorId)
        .where('entry.clientMessageId', '=', clientMessageId)
        .executeTakeFirst(),

    /** How far the open conversations have got, so many of them behind this one; a visitor has one at a site. */
    heads: (after: { siteId: string; visitorId: string }, most: number) =>
      db.read
        .selectFrom('conversation')
        .select(['id', 'siteId', 'visitorId', 'ownerId', 'lastSeq', 'visitorReadSeq', 'agentReadSeq'])
        .where('state', '<>', 'closed')
        .where(sql<boolean>`("siteId", "visitorId") > (${after.siteId}, ${after.visitorId})`)
        .orderBy('siteId')
        .orderBy('visitorId')
        .limit(most)
        .execute(),

    openInSite: (siteId: string): Promise<WithVisitor[]> =>
      withVisitor(db.read)
        .where('conversation.siteId', '=', siteId)
        .where('conversation.state', '<>', 'closed')
        .execute(),

    changedSince: (siteId: string, inboxSeq: number, most: number): Promise<WithVisitor[]> =>
      withVisitor(db.read)
        .where('conversation.siteId', '=', siteId)
        .where('conversation.inboxSeq', '>', inboxSeq)
        .orderBy('conversation.inboxSeq')
        .limit(most)
        .execute(),

    ownedBy: (trx: Trx, agentId: string) =>
      trx
        .selectFrom('conversation')
        .selectAll()
        .where('ownerId', '=', agentId)
        .where('state', '=', 'active')
        .execute(),

    /** Agents whose account was disabled while they had conversations. */
    disabledOwners: () =>
      db.read
        .selectFrom('conversation')
        .innerJoin('agent', 'agent.id', 'conversation.ownerId')
        .select('agent.id')
        .distinct()
        .where('conversation.state', '=', 'active')
        .where('agent.disabledMs', 'is not', null)
        .execute(),

    inboxHead: async (siteId: string) => {
      const row = await db.read
        .selectFrom('site')
        .select('inboxSeq')
        .where('id', '=', siteId)
        .executeTakeFirstOrThrow();
      return row.inboxSeq;
    },

    nextInboxSeq: async (trx: Trx, siteId: string) => {
      const row = await trx
        .updateTable('site')
        .set({ inboxSeq: sql<number>`"inboxSeq" + 1` })
        .where('id', '=', siteId)
        .returning('inboxSeq')
        .executeTakeFirstOrThrow();
      return row.inboxSeq;
    },

    save: (trx: Trx, { id, ...row }: Conversation) =>
      trx.updateTable('conversation').set(row).where('id', '=', id).execute(),

    change: (trx: Trx, id: string, columns: Partial<Omit<Conversation, 'id'>>) =>
      trx.updateTable('conversation').set(columns).where('id', '=', id).execute(),

    setInboxSeq: (trx: Trx, id: string, inboxSeq: number) =>
      trx.updateTable('conversation').set({ inboxSeq }).where('id', '=', id).execute(),

    /** What messages and reading ask and change, for many conversations at once. */
    findTalks,
    saveWords,

    appendAll,

    /** Their owners have spoken: nothing rings any more, and what was on hold goes on. */
    answered: (trx: Trx, ids: readonly string[], nowMs: number) =>
      trx
        .updateTable('conversation')
        .set({
          acceptedMs: sql<number>`coalesce("acceptedMs", ${nowMs})`,
          answeredMs: sql<number>`coalesce("answeredMs", ${nowMs})`,
          ...{ heldUntilMs: null, rungAt: null, escalated: 0 },
        })
        .where('id', 'in', jsonIds(ids))
        .execute(),

    /** Which of these were taken before: the same conversation, sender and client message id. */
    takenBefore,

    entriesAfter: (trx: Trx, conversationId: string, after: number, most: number) =>
      trx
        .selectFrom('entry')
        .selectAll()
        .where('conversationId', '=', conversationId)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(most)
        .execute(),

    entriesBefore: async (trx: Trx, conversationId: string, before: number, most: number) => {
      const rows = await trx
        .selectFrom('entry')
        .selectAll()
        .where('conversationId', '=', conversationId)
        .where('seq', '<', before)
        .orderBy('seq', 'desc')
        .limit(most)
        .execute();
      return rows.reverse();
    },

    lastAssigned: (trx: Trx, conversationId: string) =>
      trx
        .selectFrom('entry')
        .selectAll()
        .where('conversationId', '=', conversationId)
        .where('kind', 'in', ['assigned', 'returned', 'queued', 'left_message', 'reopened'])
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst(),

    rating: (trx: Trx, conversationId: string) =>
      trx.selectFrom('rating').selectAll().where('conversationId', '=', conversationId).executeTakeFirst(),
  };
}
