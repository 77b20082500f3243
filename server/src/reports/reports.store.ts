import type { Tellings } from '@straks/shared/reports/reports.protocol.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../platform/db/database.ts';
import { ratioSteps } from './told-and-lived.ts';

export interface Where {
  siteId: string;
  fromMs: number;
  untilMs: number;
  departmentId: string | null;
  tellings: Tellings;
}

/** The length of what was told and lived, in steps: a quarter of an hour is the finest that all zones share. */
const quarterMs = 900_000;
/** Waits longer than so many times what was told are taken together. */
const mostTimes = 6;

/** When her turn came, as far as anybody knows: also that of whoever had left, or gone away, before it. */
const turnMs = sql<number | null>`case
  when "outcome" = 'served' and ("shadowMs" is null or "livedMs" < "shadowMs") then "livedMs" else "shadowMs" end`;
const isKept = (bound: RawBuilder<number>) =>
  sql<number>`sum(case when ${turnMs} <= ${bound} then 1 else 0 end)`;
/** Her turn came later, or she left later than what she had been told. */
const isBroken = (bound: RawBuilder<number>) =>
  sql<number>`sum(case when coalesce(${turnMs}, "livedMs") > ${bound} then 1 else 0 end)`;
const within = sql<number>`"withinMs"`;

/** All by sums in the database, so that a year's waits cost as much memory as a day's. Whole numbers divide as whole. */
export function createReportsStore(db: Database) {
  const told = ({ siteId, fromMs, untilMs, departmentId, tellings }: Where) => {
    const all = db.read
      .selectFrom('told')
      .where('siteId', '=', siteId)
      .where('atMs', '>=', fromMs)
      .where('atMs', '<', untilMs)
      // Who waits still has lived nothing yet.
      .where('outcome', 'is not', null);
    const rows = tellings === 'all' ? all : all.where('n', '=', 0);
    return departmentId === null ? rows : rows.where('departmentId', '=', departmentId);
  };
  const counts = [
    sql<number>`count(*)`.as('told'),
    isKept(within).as('kept'),
    isBroken(within).as('broken'),
  ] as const;

  return {
    /** By department and quarter of an hour. */
    quarters: (where: Where) =>
      told(where)
        .select(['departmentId', sql<number>`"atMs" / ${sql.lit(quarterMs)}`.as('quarter'), ...counts])
        .groupBy(['departmentId', sql`"atMs" / ${sql.lit(quarterMs)}`])
        .execute(),

    /** The three numbers of every telling, those on joining apart. */
    sums: (where: Where) => {
      const isFirst = sql<number>`case when "n" = 0 then 1 else 0 end`;
      return told({ ...where, tellings: 'all' })
        .select([
          ...[isFirst.as('isFirst'), ...counts],
          isKept(sql`"aboutMs"`).as('likelyKept'),
          isBroken(sql`"aboutMs"`).as('likelyBroken'),
          isKept(sql`"q90Ms"`).as('nearlyKept'),
          isBroken(sql`"q90Ms"`).as('nearlyBroken'),
        ])
        .groupBy(isFirst)
        .execute();
    },

    /** By what was told, and which part of it was lived. */
    byTold: (where: Where) => {
      const steps = sql<number>`case when ${turnMs} is null then -1
        when ${turnMs} >= "withinMs" * ${sql.lit(mostTimes)} then ${sql.lit(mostTimes * ratioSteps)}
        else (${turnMs} * ${sql.lit(ratioSteps)}) / "withinMs" end`;
      return told(where)
        .select(['withinMs', steps.as('step'), ...counts])
        .where('withinMs', '>', 0)
        .groupBy(['withinMs', steps])
        .execute();
    },

    /** About one of so many, as chance has it: nobody joins by the millisecond. Those whose turn is known. */
    points: (where: Where, oneOf: number, most: number) =>
      told(where)
        .select(['withinMs', 'aboutMs', 'outcome', turnMs.as('turnMs')])
        .where(sql<boolean>`"atMs" % ${sql.lit(oneOf)} = 0`)
        .where(sql<boolean>`${turnMs} is not null`)
        .orderBy('atMs')
        .limit(most)
        .execute(),

    /** Who left the line: how much later her turn would have come. */
    later: (where: Where) => {
      const seconds = sql<number>`case when "shadowMs" > "livedMs" then ("shadowMs" - "livedMs") / 1000 else 0 end`;
      return told({ ...where, tellings: 'first' })
        .select([
          seconds.as('seconds'),
          sql<number>`count(*)`.as('people'),
          sql<number>`sum(case when "shadowMs" <= "withinMs" then 1 else 0 end)`.as('inTime'),
        ])
        .where('outcome', 'in', ['gave_up', 'lost'])
        .where('shadowMs', 'is not', null)
        .groupBy(seconds)
        .execute();
    },
  };
}

export type ReportsStore = ReturnType<typeof createReportsStore>;
