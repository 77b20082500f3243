import type { RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import { sql } from 'kysely';
import type { Waiting } from '../conversations/conversation.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import { insertMany, jsonIds } from '../platform/db/rows.ts';
import type { WaitEventTable } from '../schema.ts';
import { firstRules } from '../sites/first-rules.ts';
import type { WaitEvent } from './estimator/wait-event.ts';
import type { Demands } from './need.ts';

const insertEvents = insertMany<WaitEventTable>('waitEvent', ['siteId', 'seq', 'atMs', 'event']);

/** Written out, not as parameters: only then does SQLite use the index of those who wait. */
const isInLine = sql<boolean>`"state" = 'waiting' and "kind" = 'chat'`;

/** Not away while her place is kept: whoever is away is given to nobody, but at the telephone. */
const isThere = sql<boolean>`not exists (select 1 from "hold" where "hold"."conversationId" = "conversation"."id"
  and "hold"."backMs" is null and "hold"."by" <> 'phone')`;
/** No sign of life of hers is waited for. */
const isKept = sql<boolean>`exists (select 1 from "hold" where "hold"."conversationId" = "conversation"."id")`;

/** The line is a view of the waiting chats; its own are the counters of tickets and of what happened. */
export function createQueueStore(db: Database) {
  const waiting = (trx: Trx, siteId: string) =>
    trx.selectFrom('conversation').where('siteId', '=', siteId).where(isInLine);
  const joined = (siteId: string) =>
    db.read
      .selectFrom('entry')
      .innerJoin('conversation', 'conversation.id', 'entry.conversationId')
      // Written out, for the index.
      .where('entry.kind', '=', sql.lit('queued'))
      .where('conversation.siteId', '=', siteId);

  return {
    /** A ticket, and the time she joined: what one node's clock says never goes back behind another's. */
    joins: async (trx: Trx, siteId: string, nowMs: number) => {
      const row = await trx
        .updateTable('site')
        .set({
          nextTicket: sql<number>`"nextTicket" + 1`,
          lastJoinedMs: sql<number>`case when "lastJoinedMs" > ${nowMs} then "lastJoinedMs" else ${nowMs} end`,
        })
        .where('id', '=', siteId)
        .returning([sql<number>`"nextTicket" - 1`.as('ticket'), 'lastJoinedMs as joinedMs', 'routing'])
        .executeTakeFirstOrThrow();
      const rules = { ...firstRules, ...(JSON.parse(row.routing ?? '{}') as Partial<RoutingRules>) };
      return { ticket: row.ticket, joinedMs: row.joinedMs, rules };
    },

    demands: async (trx: Trx, departmentId: string): Promise<Demands> => {
      const row = await trx
        .selectFrom('department')
        .select(['id', 'matchLanguage', 'skills'])
        .where('id', '=', departmentId)
        .executeTakeFirstOrThrow();
      return { id: row.id, matchLanguage: row.matchLanguage === 1, skills: JSON.parse(row.skills) };
    },

    /** What those of a department know who could work there. */
    skillsKnown: async (trx: Trx, departmentId: string): Promise<Set<string>> => {
      const rows = await trx
        .selectFrom('agent')
        .innerJoin('agentDepartment', 'agentDepartment.agentId', 'agent.id')
        .select('agent.skills')
        .where('agentDepartment.departmentId', '=', departmentId)
        .where('agent.disabledMs', 'is', null)
        .execute();
      return new Set(rows.flatMap(({ skills }) => JSON.parse(skills) as string[]));
    },

    /** Numbers these as the next, in the order of commits: whoever counts takes the site's row for the unit. */
    append: async (trx: Trx, siteId: string, events: readonly WaitEvent[]) => {
      const { waitSeq } = await trx
        .updateTable('site')
        .set({ waitSeq: sql<number>`"waitSeq" + ${events.length}` })
        .where('id', '=', siteId)
        .returning('waitSeq')
        .executeTakeFirstOrThrow();
      const first = waitSeq - events.length + 1;
      await insertEvents(
        trx,
        events.map((event, place) => ({
          siteId,
          seq: first + place,
          atMs: event.atMs,
          event: JSON.stringify(event),
        })),
      );
    },

    /** The first of each line, by hops through the index: as quick behind ten thousand as behind ten. */
    heads: async (trx: Trx, siteId: string, perLine: number): Promise<Waiting[]> => {
      const { rows } = await sql<{ line: string }>`with recursive "lines" ("line") as (
          select min("line") from "conversation" where "siteId" = ${siteId} and ${isInLine}
          union all
          select (select min("conversation"."line") from "conversation"
            where "siteId" = ${siteId} and ${isInLine} and "conversation"."line" > "lines"."line")
          from "lines" where "lines"."line" is not null
        ) select "line" from "lines" where "line" is not null`.execute(trx);
      const heads = await Promise.all(
        rows.map(({ line }) =>
          waiting(trx, siteId)
            .selectAll()
            .where('line', '=', line)
            .where(isThere)
            .orderBy('orderMs')
            .orderBy('ticket')
            .limit(perLine)
            .execute(),
        ),
      );
      return (heads.flat() as Waiting[]).toSorted((a, b) => a.orderMs - b.orderMs || a.ticket - b.ticket);
    },

    stands: async (trx: Trx, conversationId: string): Promise<boolean> => {
      const row = await trx
        .selectFrom('conversation')
        .select('id')
        .where('id', '=', conversationId)
        .where(isInLine)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** How many joined in each of these hours, which begin at these times; by the log, for a row is of today only. */
    arrivals: (siteId: string, beginsMs: readonly number[], lengthMs: number): Promise<number[]> =>
      Promise.all(
        beginsMs.map(async (fromMs) => {
          const { count } = await joined(siteId)
            // Whoever goes to and fro between the line and a message is no crowd.
            .select(sql<number>`count(distinct "entry"."conversationId")`.as('count'))
            .where('entry.atMs', '>=', fromMs)
            .where('entry.atMs', '<', fromMs + lengthMs)
            .executeTakeFirstOrThrow();
          return count;
        }),
      ),

    firstArrivalMs: async (siteId: string): Promise<number | null> => {
      const row = await joined(siteId).select('entry.atMs').orderBy('entry.atMs').limit(1).executeTakeFirst();
      return row?.atMs ?? null;
    },

    notSeenSince: (ms: number) =>
      db.read
        .selectFrom('conversation')
        .select(['id', 'visitorId', 'visitorSeenMs as seenMs'])
        .where('state', '=', 'waiting')
        .where('kind', '=', 'chat')
        .where('visitorSeenMs', '<', ms)
        .where((eb) => eb.not(isKept))
        .execute(),

    /** Visitors of chats that an agent has: they may be back in line at any moment. */
    talkingNotSeenSince: async (ms: number): Promise<string[]> => {
      const rows = await db.read
        .selectFrom('conversation')
        .select('visitorId')
        .where('state', '=', 'active')
        .where('kind', '=', 'chat')
        .where('visitorSeenMs', '<', ms)
        .execute();
      return rows.map(({ visitorId }) => visitorId);
    },

    seen: (trx: Trx, visitorIds: readonly string[], nowMs: number) =>
      trx
        .updateTable('conversation')
        .set({ visitorSeenMs: nowMs })
        .where('visitorId', 'in', jsonIds(visitorIds))
        .where('state', '<>', 'closed')
        .execute(),

    /** So long nobody could be seen: whoever is in line was seen so much later. */
    forgive: (trx: Trx, downMs: number, nowMs: number) =>
      trx
        .updateTable('conversation')
        .set({
          visitorSeenMs: sql<number>`case when "visitorSeenMs" + ${downMs} < ${nowMs}
            then "visitorSeenMs" + ${downMs} else ${nowMs} end`,
        })
        .where('visitorSeenMs', '<', nowMs)
        .where(isInLine)
        .execute(),
  };
}
