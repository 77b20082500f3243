import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../platform/db/database.ts';

/** Stays in line that began then. */
export interface Began {
  siteId: string;
  fromMs: number;
  untilMs: number;
  departmentId: string | null;
}

/**
 * An agent had her. She left by herself: for good, for a message or for a call; or was away when she was called. She was
 * sent home at closing. Or she is still there.
 */
export type End = 'served' | 'left' | 'message' | 'call' | 'missed' | 'sentAway' | 'waiting';

/** A quarter of an hour is the finest that all zones share. */
const quarterMs = 900_000;

/** As a line of the log keeps what else it tells. */
const telling = (data: object) => sql.lit(JSON.stringify(data));

/** An agent has spoken to her, or said that he looks into it, or telephoned. */
const isAnswer = (line: string) => sql<boolean>`(${sql.ref(`${line}.kind`)} = 'held'
  or (${sql.ref(`${line}.kind`)} = 'message' and ${sql.ref(`${line}.sender`)} = 'agent')
  or (${sql.ref(`${line}.kind`)} = 'callback' and ${sql.ref(`${line}.data`)} in (${telling({ step: 'done' })},
    ${telling({ step: 'no_answer' })}, ${telling({ step: 'no_answer', last: true })})))`;

/** Given to an agent, and back in line or left by her before he did anything: it rang in vain. */
const inVain = sql<boolean>`coalesce((select case when "next"."kind" = 'returned' or ("next"."kind" = 'closed'
    and "next"."data" = ${telling({ by: 'visitor' })}) then 1 else 0 end
  from "entry" as "next" where "next"."conversationId" = "line"."conversationId" and "next"."seq" > "line"."seq"
    and ("next"."kind" in ('returned', 'closed') or ${isAnswer('next')}) order by "next"."seq" limit 1), 0) = 1`;

const isOver = sql<boolean>`"line"."kind" in ('left', 'left_message', 'closed')`;
const isEnd = sql<boolean>`(${isOver} or ("line"."kind" = 'assigned' and not ${inVain}))`;
const isAnswered = sql<boolean>`(${isOver} or ${isAnswer('line')})`;

/** The first line of this kind after she joined; read no further than to there. */
const firstAfter = (is: RawBuilder<boolean>) =>
  sql<number | null>`(select "line"."seq" from "entry" as "line"
    where "line"."conversationId" = "entry"."conversationId" and "line"."seq" > "entry"."seq" and ${is}
    order by "line"."seq" limit 1)`;

const end = sql<End>`case when "end"."kind" is null then 'waiting' when "end"."kind" = 'assigned' then 'served'
  when "end"."kind" <> 'left_message' then 'left' when "end"."data" = ${telling({ reason: 'closing' })} then 'sentAway'
  when "end"."data" = ${telling({ reason: 'missed' })} then 'missed'
  when "end"."data" = ${telling({ reason: 'callback' })} then 'call' else 'message' end`;
/** Of whoever is in line no more, and was not served. */
const leftByHerself = sql<boolean>`"end"."kind" in ('left', 'closed')
  or ("end"."kind" = 'left_message' and "end"."data" <> ${telling({ reason: 'closing' })})`;

/**
 * Who joined the line and what became of her, as the log tells it: a conversation itself knows only how it is now, and
 * nothing of a line that was left for a message, or of yesterday's when she wrote again today. All by sums in the
 * database, so that a year costs as much memory as a day.
 */
export function createStaysStore(db: Database) {
  const stays = ({ siteId, fromMs, untilMs, departmentId }: Began, lastSeq: RawBuilder<number | null>) =>
    db.read
      .selectFrom('entry')
      .innerJoin('conversation', 'conversation.id', 'entry.conversationId')
      .leftJoin('entry as end', (join) =>
        join.onRef('end.conversationId', '=', 'entry.conversationId').on('end.seq', '=', lastSeq),
      )
      // Written out, for the index.
      .where('entry.kind', '=', sql.lit('queued'))
      .where('entry.atMs', '>=', fromMs)
      .where('entry.atMs', '<', untilMs)
      .where('conversation.siteId', '=', siteId)
      .$if(departmentId !== null, (rows) => rows.where('conversation.departmentId', '=', departmentId ?? ''));

  return {
    /** By how they ended and after how many seconds. */
    ends: (began: Began, nowMs: number) => {
      // Whoever went without a word was gone some time before we knew.
      const endMs = sql`case when "end"."kind" = 'left' and "conversation"."closedBy" = 'not_seen'
        and "conversation"."visitorSeenMs" < "end"."atMs" then "conversation"."visitorSeenMs"
        else coalesce("end"."atMs", ${sql.lit(nowMs)}) end`;
      const seconds = secondsUntil(endMs);
      return stays(began, firstAfter(isEnd))
        .select([end.as('end'), seconds.as('seconds'), sql<number>`count(*)`.as('people')])
        .groupBy([end, seconds])
        .execute();
    },

    /** The same until the first answer. */
    firstAnswers: (began: Began, nowMs: number) => {
      const answered = sql<number>`case when "end"."kind" in ('message', 'held', 'callback') then 1 else 0 end`;
      const seconds = secondsUntil(sql`coalesce("end"."atMs", ${sql.lit(nowMs)})`);
      return stays(began, firstAfter(isAnswered))
        .select([answered.as('answered'), seconds.as('seconds'), sql<number>`count(*)`.as('people')])
        .groupBy([answered, seconds])
        .execute();
    },

    /** By department and the quarter of an hour in which they joined: how many, and how many left by themselves. */
    quarters: (began: Began) => {
      const quarter = sql<number>`"entry"."atMs" / ${sql.lit(quarterMs)}`;
      return stays(began, firstAfter(isEnd))
        .select(['conversation.departmentId', quarter.as('quarter'), sql<number>`count(*)`.as('came')])
        .select(sql<number>`sum(case when ${leftByHerself} then 1 else 0 end)`.as('gaveUp'))
        .groupBy(['conversation.departmentId', quarter])
        .execute();
    },
  };
}

/** A clock that was set back makes no wait shorter than none. */
const secondsUntil = (endMs: RawBuilder<unknown>) =>
  sql<number>`case when (${endMs}) > "entry"."atMs" then ((${endMs}) - "entry"."atMs") / 1000 else 0 end`;
