import type { StaffingReport, Target } from '@straks/shared/staffing/staffing.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import type { Ids } from '../platform/ids.ts';
import type { ShiftTable } from '../schema.ts';
import type { Sites } from '../sites/sites.ts';
import type { Day } from './calendar.ts';
import { createPast } from './past.ts';
import { reportOf } from './report.ts';
import { createShiftPlan } from './shift-plan.ts';
import { staffingStore as store } from './staffing.store.ts';
import { staffingCsv } from './staffing-csv.ts';
import { type WeekLooked, weekLooked } from './weeks.ts';

const firstTarget: Target = { percent: 80, withinMs: 60_000 };
/** Who is to work when, how many are needed, and where the two differ. */
export function createStaffing({ db, clock, ids, sites }: StaffingParts) {
  const past = createPast({
    log: (siteId, day: Day) => store.log(db.read, siteId, day.startMs, day.endMs),
    clock,
  });

  const look = (siteId: string, week: string | undefined): WeekLooked =>
    weekLooked(sites.byId(siteId).hours.zone, clock.nowMs(), week);

  const shiftsOf = (siteId: string, { startMs, endMs }: Pick<WeekLooked, 'startMs' | 'endMs'>) =>
    store.shiftsBetween(db.read, siteId, startMs, endMs);

  const shifts = createShiftPlan({ db, ids, sites, store, look });

  async function report(siteId: string, week?: string): Promise<StaffingReport> {
    const looked = look(siteId, week);
    const { hours, language } = sites.byId(siteId);
    const [agents, shifts, target, learned] = await Promise.all([
      store.agents(db.read, siteId),
      shiftsOf(siteId, looked),
      targetOf(db.read, siteId),
      past.learned(siteId, hours, looked),
    ]);
    return reportOf({ looked, hours, language, agents, shifts, target, learned });
  }

  async function csv(siteId: string, week?: string): Promise<{ name: string; text: string }> {
    const told = await report(siteId, week);
    const plan = await shifts.plan(siteId, told.week);
    return { name: `staffing-${told.week}.csv`, text: staffingCsv(told, plan.agents, plan.shifts) };
  }

  const targetOf = async (trx: Trx, siteId: string): Promise<Target> =>
    (await store.target(trx, siteId)) ?? firstTarget;

  const changeTarget = (siteId: string, change: Partial<Target>): Promise<Target> =>
    db.write(async (trx) => {
      const target = { ...(await targetOf(trx, siteId)), ...change };
      await store.setTarget(trx, siteId, target);
      return target;
    });

  /** Who is to be at work at a moment: who is not here then may be expected. */
  const shiftsAt = (siteId: string, nowMs: number): Promise<ShiftTable[]> =>
    store.shiftsBetween(db.read, siteId, nowMs, nowMs + 1);

  return { ...shifts, report, csv, changeTarget, shiftsAt };
}

export interface StaffingParts {
  db: Database;
  clock: Clock;
  ids: Ids;
  sites: Sites;
}

export type Staffing = ReturnType<typeof createStaffing>;
