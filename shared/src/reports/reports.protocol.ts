import { type Static, Type } from 'typebox';
import { DurationMs, Id, nullable, strict } from '../wire/wire.protocol.ts';

/** A day of the site's calendar, as "2026-11-21". */
const CalendarDate = Type.String({ pattern: '^20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });
const Count = Type.Integer({ minimum: 0 });
const Percent = Type.Number({ minimum: 0, maximum: 100 });

/**
 * Promises held against what followed. Of whoever left we know it when her turn came by later all the same, or when
 * the promised time had passed before she left; of the others nobody knows.
 */
export const Kept = strict({
  told: Count,
  kept: Count,
  broken: Count,
  unknown: Count,
  /** Kept, of those known; null when none is. */
  percent: nullable(Percent),
  /** Where the true share lies, 95 times in 100. */
  low: Percent,
  high: Percent,
  /** Too few to say anything by. */
  few: Type.Boolean(),
});
export type Kept = Static<typeof Kept>;

const Spread = {
  /** Null when so many left first that nobody can know. */
  medianMs: nullable(DurationMs),
  p90Ms: nullable(DurationMs),
};

/** How many joined, and which part of them left by themselves. */
export const Left = strict({
  came: Count,
  count: Count,
  percent: nullable(Percent),
  /** Where the true share lies, 95 times in 100. */
  low: Percent,
  high: Percent,
  few: Type.Boolean(),
});
export type Left = Static<typeof Left>;

/** The number told on joining, one for each person, or every number she was told. */
export const Tellings = Type.Union([Type.Literal('first'), Type.Literal('all')]);
export type Tellings = Static<typeof Tellings>;

export const WaitsReport = strict({
  from: CalendarDate,
  to: CalendarDate,
  /** Of which tellings everything from `likely` to `points` speaks. */
  tellings: Tellings,
  zone: Type.String(),
  departmentId: nullable(Id),
  departments: Type.Array(strict({ id: Id, name: Type.String() })),
  /** "Within": what eight in ten are to stay below. On joining, and each time a new number was told. */
  first: Kept,
  all: Kept,
  /** The other two numbers: half stay below the likely one, nine in ten below the last, which nobody is shown. */
  likely: Kept,
  nearly: Kept,
  byDepartment: Type.Array(strict({ departmentId: Id, name: Type.String(), ...Kept.properties })),
  byHour: Type.Array(strict({ hour: Type.Integer({ minimum: 0, maximum: 23 }), ...Kept.properties })),
  byWeekday: Type.Array(strict({ weekday: Type.Integer({ minimum: 1, maximum: 7 }), ...Kept.properties })),
  /** Days, or weeks by their Monday when the period is long. */
  overTime: Type.Array(strict({ date: CalendarDate, ...Kept.properties })),
  steps: Type.Union([Type.Literal('day'), Type.Literal('week')]),
  /** By what was told: half and eight in ten of those who were told so really waited less than this. */
  byTold: Type.Array(
    strict({
      withinMs: DurationMs,
      ...Kept.properties,
      livedMedianMs: nullable(DurationMs),
      lived80Ms: nullable(DurationMs),
    }),
  ),
  /** Some of the tellings, spread over the period. */
  points: Type.Array(
    strict({ withinMs: DurationMs, aboutMs: DurationMs, livedMs: DurationMs, served: Type.Boolean() }),
  ),
  /**
   * Everybody who joined the line, each time she did, told a number or not: until an agent had her. Who left waited at
   * least so long. Whoever was sent home at closing neither was served nor gave up.
   */
  waits: strict({
    ...{ came: Count, served: Count, gaveUp: Count, sentAway: Count, stillWaiting: Count },
    ...Spread,
  }),
  /** The same, until the first answer. */
  firstAnswer: strict({ answered: Count, unanswered: Count, ...Spread }),
  gaveUp: strict({
    count: Count,
    /** Of those who joined. */
    percent: nullable(Percent),
    ...Spread,
    /** Of these, who left a message or asked to be called instead, and who was away when she was called. */
    ...{ message: Count, call: Count, missed: Count },
    byDepartment: Type.Array(strict({ departmentId: Id, name: Type.String(), ...Left.properties })),
    byHour: Type.Array(strict({ hour: Type.Integer({ minimum: 0, maximum: 23 }), ...Left.properties })),
    /** Whose turn came by later all the same: so many of them within what they had been told, half so much later. */
    turnKnown: Count,
    inTime: Count,
    laterMedianMs: nullable(DurationMs),
  }),
  /** How much longer than its model the estimator tells now, learned from what was kept; by how many turns are ahead. */
  corrections: Type.Array(
    strict({
      line: Type.Union([Type.Literal('next'), Type.Literal('short'), Type.Literal('long')]),
      percent: Type.Number(),
    }),
  ),
});
export type WaitsReport = Static<typeof WaitsReport>;

/** The days in the site's zone, both counted in; without them the last four weeks. */
export const Period = strict({
  from: Type.Optional(CalendarDate),
  to: Type.Optional(CalendarDate),
  departmentId: Type.Optional(Id),
  /** Left out: on joining. */
  tellings: Type.Optional(Tellings),
});
export type Period = Static<typeof Period>;

export const reportsRest = {
  'GET /api/reports/waits': { query: Period, answer: strict({ report: WaitsReport }) },
  /** The same numbers as a table. */
  'GET /api/reports/waits.csv': { query: Period, answer: Type.String() },
} as const;
