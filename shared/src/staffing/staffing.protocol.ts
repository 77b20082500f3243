import { type Static, Type } from 'typebox';
import { Capacity } from '../presence/presence.protocol.ts';
import { DurationMs, Id, Instant, Name, nullable, strict } from '../wire/wire.protocol.ts';

/** A week as ISO 8601 counts it: "2026-W48". */
export const Week = Type.String({ pattern: '^20\\d\\d-W(0[1-9]|[1-4]\\d|5[0-3])$' });
const CalendarDate = Type.String({ pattern: '^20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });
const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const EndClock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });
const Count = Type.Integer({ minimum: 0 });

/** So many percent of those who come are answered within so long. */
export const Target = strict({
  percent: Type.Integer({ minimum: 10, maximum: 99 }),
  withinMs: Type.Integer({ minimum: 5_000, maximum: 3_600_000 }),
});
export type Target = Static<typeof Target>;

const shiftTimes = { date: CalendarDate, from: Clock, to: EndClock };
/** When an agent is to work, by the clock of the site. One that ends before it begins ends on the next day. */
export const Shift = strict({
  id: Id,
  agentId: Id,
  ...shiftTimes,
  startsAt: Instant,
  endsAt: Instant,
});
export type Shift = Static<typeof Shift>;

/** Too few are planned from one time of a day to another. */
export const Gap = strict({
  date: CalendarDate,
  weekday: Type.Integer({ minimum: 1, maximum: 7 }),
  from: Clock,
  to: EndClock,
  /** How many are missing when most are. */
  short: Type.Integer({ minimum: 1 }),
  /** Not all the time as many. */
  varies: Type.Boolean(),
  /** Nobody is planned then at all. */
  nobody: Type.Boolean(),
});
export type Gap = Static<typeof Gap>;

export const NeededQuarter = strict({
  at: Instant,
  clock: Clock,
  open: Type.Boolean(),
  /** How many chats are expected to come. */
  chats: Type.Number({ minimum: 0 }),
  needed: Count,
  planned: Count,
  /** Of those, how many percent are answered in time by those planned; null when nobody is expected. */
  withinPercent: nullable(Type.Integer({ minimum: 0, maximum: 100 })),
});
export type NeededQuarter = Static<typeof NeededQuarter>;

export const NeededDay = strict({
  date: CalendarDate,
  weekday: Type.Integer({ minimum: 1, maximum: 7 }),
  /** The name of the closed day it is; null on all others. */
  closed: nullable(Type.String()),
  /** From how many past days of this name it is told. */
  seen: Count,
  /** Those in which the site is open or somebody is planned. */
  quarters: Type.Array(NeededQuarter),
});
export type NeededDay = Static<typeof NeededDay>;

const weeks = { week: Week, previous: Week, next: Week, current: Week };

export const StaffingReport = strict({
  ...weeks,
  /** Of which department; null: of the site as one. Whoever is in several counts in each. */
  departmentId: nullable(Id),
  departments: Type.Array(strict({ id: Id, name: Name })),
  target: Target,
  /** What the need is told from. */
  basis: strict({
    weeks: Count,
    chats: Count,
    gaveUp: Count,
    /** The mean chat of an agent who has no other. */
    workMs: DurationMs,
    patienceMs: DurationMs,
    /** How much each further chat of an agent slows the others down. */
    slowDown: Type.Number(),
    slowDownMeasured: Type.Boolean(),
    /** Chats at once of the agent the need is counted in. */
    capacity: Capacity,
    /** `few`: the need is a first idea only. */
    enough: Type.Union([Type.Literal('none'), Type.Literal('few'), Type.Literal('yes')]),
  }),
  /** Expected chats of the week, and how many percent the plan answers in time; null when none are. */
  chats: Type.Number({ minimum: 0 }),
  withinPercent: nullable(Type.Integer({ minimum: 0, maximum: 100 })),
  days: Type.Array(NeededDay),
  /** With its sentence in the site's language. */
  gaps: Type.Array(strict({ ...Gap.properties, sentence: Type.String() })),
});
export type StaffingReport = Static<typeof StaffingReport>;

export const PlannedAgent = strict({ id: Id, name: Name, capacity: Capacity, disabled: Type.Boolean() });
export type PlannedAgent = Static<typeof PlannedAgent>;

export const ShiftPlan = strict({
  ...weeks,
  days: Type.Array(strict({ date: CalendarDate, weekday: Type.Integer(), closed: nullable(Type.String()) })),
  agents: Type.Array(PlannedAgent),
  shifts: Type.Array(Shift),
});
export type ShiftPlan = Static<typeof ShiftPlan>;

/** None: this week. */
const whichWeek = strict({ week: Type.Optional(Week) });
const ofWhom = strict({ week: Type.Optional(Week), departmentId: Type.Optional(Id) });

export const staffingRest = {
  'GET /api/staffing/shifts': { query: whichWeek, answer: ShiftPlan },
  'POST /api/staffing/shifts': {
    body: strict({ agentId: Id, ...shiftTimes }),
    answer: strict({ shift: Shift }),
  },
  'PATCH /api/staffing/shifts/:id': {
    params: strict({ id: Id }),
    body: strict({ agentId: Id, ...shiftTimes }),
    answer: strict({ shift: Shift }),
  },
  'DELETE /api/staffing/shifts/:id': { params: strict({ id: Id }), answer: strict({}) },
  /** Shifts that would lie on one of hers, on a closed day, or of somebody who has left stay behind. */
  'POST /api/staffing/copy': {
    body: strict({ from: Week, to: Week }),
    answer: strict({ copied: Count, leftOut: Count }),
  },
  'PATCH /api/settings/staffing': {
    body: Type.Partial(Target, { additionalProperties: false }),
    answer: strict({ target: Target }),
  },
  'GET /api/reports/staffing': { query: ofWhom, answer: StaffingReport },
  'GET /api/reports/staffing.csv': { query: ofWhom, answer: Type.String() },
} as const;
