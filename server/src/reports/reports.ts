import type { Period, WaitsReport } from '@straks/shared/reports/reports.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Queue } from '../queue/queue.ts';
import type { Sites } from '../sites/sites.ts';
import { asKept, asLeft, type Counts, sum, tenth } from './kept.ts';
import { type Days, daysOf, mondayOf, type OnTheWall, wallOf } from './period.ts';
import { createReportsStore, type Where } from './reports.store.ts';
import { createStaysStore, type End } from './stays.store.ts';
import { quantiles } from './survival.ts';
import { toldAndLived } from './told-and-lived.ts';
import { waitsCsv } from './waits-csv.ts';

const quarterMs = 900_000;
const mostPoints = 400;
/** Longer periods are shown by weeks. */
const mostDaysByDay = 45;

export interface ReportsParts {
  db: Database;
  clock: Clock;
  sites: Sites;
  queue: Pick<Queue, 'stateOf'>;
}

type Quarter = Counts & OnTheWall & { departmentId: string };
type Wall = (ms: number) => OnTheWall;
type Came = { came: number; gaveUp: number; departmentId: string; quarter: number };

/** In whatever way: she did not wait until somebody was there. */
const byThemselves: readonly End[] = ['left', 'message', 'call', 'missed'];

/** What visitors were told of their wait, held against what they lived. */
export function createReports({ db, clock, sites, queue }: ReportsParts) {
  const store = createReportsStore(db);
  const stays = createStaysStore(db);

  async function waits(siteId: string, asked: Period): Promise<WaitsReport> {
    const nowMs = clock.nowMs();
    const days = daysOf(asked, sites.byId(siteId).hours.zone, nowMs);
    const departments = sites.departments(siteId).map(({ id, name }) => ({ id, name }));
    const departmentId = asked.departmentId ?? null;
    if (departmentId !== null && !departments.some(({ id }) => id === departmentId)) {
      throw new Refusal('unknown', { detail: 'department' });
    }
    const tellings = asked.tellings ?? 'first';
    const where = { siteId, departmentId, tellings, fromMs: days.fromMs, untilMs: days.untilMs };
    const wall = wallOf(days.zone);
    const names = new Map(departments.map(({ id, name }) => [id, name]));
    const [rows, sums, byTold, came, corrected] = await Promise.all([
      store.quarters(where),
      store.sums(where),
      store.byTold(where),
      people(where, nowMs, wall, names),
      corrections(siteId),
    ]);
    const first = sums.filter(({ isFirst }) => isFirst === 1);
    const chosen = tellings === 'first' ? first : sums;
    const quarters = rows.map((row): Quarter => ({ ...row, ...wall(row.quarter * quarterMs) }));
    return {
      ...{ from: days.from, to: days.to, zone: days.zone, tellings, departmentId, departments },
      first: asKept(sum(first)),
      all: asKept(sum(sums)),
      likely: asKept(sum(chosen.map((one) => ({ ...one, kept: one.likelyKept, broken: one.likelyBroken })))),
      nearly: asKept(sum(chosen.map((one) => ({ ...one, kept: one.nearlyKept, broken: one.nearlyBroken })))),
      // A department that is gone has handed over its chats, but not its past.
      byDepartment: grouped(quarters, ({ departmentId: id }) => id)
        .map(([id, kept]) => ({ departmentId: id, name: names.get(id) ?? '', ...kept }))
        .toSorted((a, b) => b.told - a.told),
      byHour: grouped(quarters, ({ hour }) => hour).map(([hour, kept]) => ({ hour, ...kept })),
      byWeekday: grouped(quarters, ({ weekday }) => weekday).map(([weekday, kept]) => ({ weekday, ...kept })),
      ...overTime(quarters, days),
      byTold: toldAndLived(byTold),
      points: await points(where, sum(quarters).told),
      ...came,
      corrections: corrected,
    };
  }

  async function points(where: Where, told: number): Promise<WaitsReport['points']> {
    const rows = await store.points(where, oneOf(told), 2 * mostPoints);
    return rows.map(({ withinMs, aboutMs, turnMs, outcome }) => ({
      ...{ withinMs, aboutMs, livedMs: turnMs ?? 0, served: outcome === 'served' },
    }));
  }

  /** Everybody who joined, also those who were told nothing because somebody was free at once. */
  async function people(where: Where, nowMs: number, wall: Wall, names: ReadonlyMap<string, string>) {
    const [ends, answers, later, quarters] = await Promise.all([
      stays.ends(where, nowMs),
      stays.firstAnswers(where, nowMs),
      store.later(where),
      stays.quarters(where),
    ]);
    const count = (...some: End[]) => total(ends.filter(({ end }) => some.includes(end)));
    const [came, gaveUp] = [total(ends), count(...byThemselves)];
    const left = ends.filter(({ end }) => byThemselves.includes(end)).map((one) => asWait(one, true));
    return {
      waits: {
        ...{ came, served: count('served'), gaveUp, sentAway: count('sentAway') },
        stillWaiting: count('waiting'),
        ...spread(ends.map((one) => asWait(one, one.end === 'served'))),
      },
      firstAnswer: answeredOf(answers),
      gaveUp: {
        ...{ count: gaveUp, percent: came === 0 ? null : tenth((100 * gaveUp) / came), ...spread(left) },
        ...{ message: count('message'), call: count('call'), missed: count('missed') },
        ...leftBy(quarters, wall, names),
        turnKnown: total(later),
        inTime: later.reduce((all, { inTime }) => all + inTime, 0),
        laterMedianMs:
          quantiles(
            later.map((one) => asWait(one, true)),
            [0.5],
          )[0] ?? null,
      },
    };
  }

  /** How much longer than its model says the estimator tells now that eight in ten wait. */
  async function corrections(siteId: string): Promise<WaitsReport['corrections']> {
    const { calibration } = await queue.stateOf(siteId);
    return (['next', 'short', 'long'] as const).map((line, row) => ({
      line,
      percent: tenth(100 * (Math.exp(calibration.shifts[row]?.[1] ?? 0) - 1)),
    }));
  }

  async function csv(siteId: string, asked: Period): Promise<{ name: string; text: string }> {
    const report = await waits(siteId, asked);
    return { name: `waits-${report.from}-${report.to}.csv`, text: waitsCsv(report) };
  }

  return { waits, csv };
}

export type Reports = ReturnType<typeof createReports>;

function answeredOf(answers: readonly { answered: number; seconds: number; people: number }[]) {
  const answered = total(answers.filter((one) => one.answered === 1));
  return {
    ...{ answered, unanswered: total(answers) - answered },
    ...spread(answers.map((one) => asWait(one, one.answered === 1))),
  };
}

/** Who left by themselves, by department and by the hour in which they joined. */
function leftBy(quarters: readonly Came[], wall: Wall, names: ReadonlyMap<string, string>) {
  const byDepartment = [...Map.groupBy(quarters, ({ departmentId }) => departmentId)];
  const byHour = [...Map.groupBy(quarters, ({ quarter }) => wall(quarter * quarterMs).hour)];
  return {
    byDepartment: byDepartment
      .map(([departmentId, rows]) => ({ departmentId, name: names.get(departmentId) ?? '', ...asLeft(rows) }))
      .toSorted((a, b) => b.came - a.came),
    byHour: byHour.map(([hour, rows]) => ({ hour, ...asLeft(rows) })).toSorted((a, b) => a.hour - b.hour),
  };
}

const grouped = <Key extends string | number>(quarters: readonly Quarter[], keyOf: (one: Quarter) => Key) =>
  [...Map.groupBy(quarters, keyOf)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => [key, asKept(sum(group))] as const);

function overTime(quarters: readonly Quarter[], { fromMs, untilMs }: Days) {
  const steps = (untilMs - fromMs) / 86_400_000 > mostDaysByDay ? ('week' as const) : ('day' as const);
  const dateOf = steps === 'day' ? ({ date }: Quarter) => date : ({ date }: Quarter) => mondayOf(date);
  return { steps, overTime: grouped(quarters, dateOf).map(([date, kept]) => ({ date, ...kept })) };
}

/** An odd number: clocks that tell in tens of milliseconds are spread too. */
const oneOf = (told: number) => Math.ceil(told / mostPoints) | 1;

const total = (rows: readonly { people: number }[]) => rows.reduce((all, { people }) => all + people, 0);

const asWait = ({ seconds, people }: { seconds: number; people: number }, ended: boolean) => ({
  ...{ ms: seconds * 1_000, ended: ended ? people : 0, cutOff: ended ? 0 : people },
});

function spread(waits: Parameters<typeof quantiles>[0]) {
  const [medianMs = null, p90Ms = null] = quantiles(waits, [0.5, 0.9]);
  return { medianMs, p90Ms };
}
