import type { StaffingReport, Target } from '@straks/shared/staffing/staffing.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
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

interface Asked {
  week?: string;
  departmentId?: string;
}

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

  /** Of the site as one, or of what one department's members have to do there. */
  async function report(siteId: string, asked: Asked = {}): Promise<StaffingReport> {
    const { week, departmentId = null } = asked;
    const departments = sites.departments(siteId).map(({ id, name }) => ({ id, name }));
    if (departmentId !== null && !departments.some(({ id }) => id === departmentId)) {
      throw new Refusal('unknown', { detail: 'department' });
    }
    const looked = look(siteId, week);
    const { hours, language } = sites.byId(siteId);
    const [agents, members, shifts, target, learned] = await Promise.all([
      store.agents(db.read, siteId),
      departmentId === null ? null : store.members(db.read, departmentId),
      shiftsOf(siteId, looked),
      targetOf(db.read, siteId),
      past.learned(siteId, hours, looked, departmentId),
    ]);
    return {
      ...{ departmentId, departments },
      ...reportOf({
        ...{ looked, hours, language, shifts, target, learned },
        agents: members ? agents.filter(({ id }) => members.has(id)) : agents,
      }),
    };
  }

  async function csv(siteId: string, asked: Asked = {}): Promise<{ name: string; text: string }> {
    const told = await report(siteId, asked);
    const plan = await shifts.plan(siteId, told.week);
    const members = told.departmentId === null ? null : await store.members(db.read, told.departmentId);
    const agents = members ? plan.agents.filter(({ id }) => members.has(id)) : plan.agents;
    return { name: `staffing-${told.week}.csv`, text: staffingCsv(told, agents, plan.shifts) };
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
