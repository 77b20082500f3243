import type { Shift, ShiftPlan, StaffingReport, Target } from '@straks/shared/staffing/staffing.protocol.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { ShiftTable } from '../schema.ts';
import type { Sites } from '../sites/sites.ts';
import { type Day, onTheWall } from './calendar.ts';
import { createAhead, type Due, dueBeforeMs } from './due.ts';
import { createPast } from './past.ts';
import { reportOf } from './report.ts';
import { copies, type ShiftTimes, shiftMs } from './shifts.ts';
import { staffingStore as store } from './staffing.store.ts';
import { staffingCsv } from './staffing-csv.ts';
import { closedDay, type WeekLooked, weekLooked } from './weeks.ts';

const firstTarget: Target = { percent: 80, withinMs: 60_000 };
/** So far ahead shifts are kept in memory; they are read anew far more often. */
const aheadMs = 24 * 3_600_000;

/** Who is to work when, how many are needed, and where the two differ. */
export function createStaffing({ db, clock, ids, sites }: StaffingParts) {
  const past = createPast({
    log: (siteId, day: Day) => store.log(db.read, siteId, day.startMs, day.endMs),
    clock,
  });

  const ahead = createAhead(() => store.allBetween(db.read, clock.nowMs(), clock.nowMs() + aheadMs));

  /** A unit that changes the plan, known at once to whoever forecasts on this node. */
  async function plans<Value>(work: (trx: Trx) => Promise<Value>): Promise<Value> {
    const value = await db.write(work);
    await ahead.look();
    return value;
  }

  const look = (siteId: string, week: string | undefined): WeekLooked =>
    weekLooked(sites.byId(siteId).hours.zone, clock.nowMs(), week);

  const asShift = (siteId: string, { id, agentId, startMs, endMs }: ShiftTable): Shift => {
    const { zone } = sites.byId(siteId).hours;
    const from = onTheWall(startMs, zone, false);
    const to = onTheWall(endMs, zone, true);
    return { id, agentId, date: from.date, from: from.clock, to: to.clock, startsAt: startMs, endsAt: endMs };
  };

  const shiftsOf = (siteId: string, { startMs, endMs }: Pick<WeekLooked, 'startMs' | 'endMs'>) =>
    store.shiftsBetween(db.read, siteId, startMs, endMs);

  /** The shifts of a week and those who may have some. Who has left is named while she still has. */
  async function plan(siteId: string, week?: string): Promise<ShiftPlan> {
    const looked = look(siteId, week);
    const [agents, shifts] = await Promise.all([store.agents(db.read, siteId), shiftsOf(siteId, looked)]);
    const { hours } = sites.byId(siteId);
    const has = new Set(shifts.map(({ agentId }) => agentId));
    return {
      ...looked.names,
      days: looked.days.map(({ date, weekday }) => ({ date, weekday, closed: closedDay(hours, date) })),
      agents: agents.filter(({ id, disabled }) => !disabled || has.has(id)),
      shifts: shifts.map((shift) => asShift(siteId, shift)),
    };
  }

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
    const { agents, shifts } = await plan(siteId, told.week);
    return { name: `staffing-${told.week}.csv`, text: staffingCsv(told, agents, shifts) };
  }

  const targetOf = async (trx: Trx, siteId: string): Promise<Target> =>
    (await store.target(trx, siteId)) ?? firstTarget;

  const changeTarget = (siteId: string, change: Partial<Target>): Promise<Target> =>
    db.write(async (trx) => {
      const target = { ...(await targetOf(trx, siteId)), ...change };
      await store.setTarget(trx, siteId, target);
      return target;
    });

  /** An agent of this site: another's is as unknown as one that never was. */
  async function agentOf(trx: Trx, siteId: string, agentId: string) {
    const agent = (await store.agents(trx, siteId)).find(({ id }) => id === agentId);
    if (!agent || agent.disabled) throw new Refusal('unknown', { detail: 'agentId' });
  }

  async function refuseClash(trx: Trx, shift: ShiftTable) {
    if (await store.clash(trx, shift)) throw new Refusal('conflict', { detail: 'she has a shift then' });
  }

  async function addShift(siteId: string, asked: ShiftTimes & { agentId: string }): Promise<Shift> {
    const times = shiftMs(asked, sites.byId(siteId).hours.zone);
    const shift = { id: ids.id(), siteId, agentId: asked.agentId, ...times };
    await plans(async (trx) => {
      await agentOf(trx, siteId, shift.agentId);
      await refuseClash(trx, shift);
      await store.insert(trx, shift);
    });
    return asShift(siteId, shift);
  }

  async function changeShift(siteId: string, id: string, asked: ShiftTimes & { agentId: string }) {
    const times = shiftMs(asked, sites.byId(siteId).hours.zone);
    const shift = { id, siteId, agentId: asked.agentId, ...times };
    await plans(async (trx) => {
      if (!(await store.find(trx, siteId, id))) throw new Refusal('unknown');
      await agentOf(trx, siteId, shift.agentId);
      await refuseClash(trx, shift);
      await store.change(trx, shift);
    });
    return asShift(siteId, shift);
  }

  const removeShift = (siteId: string, id: string): Promise<void> =>
    plans(async (trx) => {
      if (!(await store.find(trx, siteId, id))) throw new Refusal('unknown');
      await store.remove(trx, id);
    });

  /** The same people at the same times of the day, also when the clock was changed in between. */
  async function copyWeek(siteId: string, from: string, to: string) {
    const [source, target] = [look(siteId, from), look(siteId, to)];
    const { hours } = sites.byId(siteId);
    return plans(async (trx) => {
      const agents = await store.agents(trx, siteId);
      const working = new Set(agents.filter(({ disabled }) => !disabled).map(({ id }) => id));
      const shifts = await store.shiftsBetween(trx, siteId, source.startMs, source.endMs);
      const begun = shifts.filter(({ startMs }) => startMs >= source.startMs);
      let copied = 0;
      for (const copy of copies(begun, source, target, hours)) {
        const shift = { id: ids.id(), siteId, ...copy };
        if (!working.has(shift.agentId) || (await store.clash(trx, shift))) continue;
        await store.insert(trx, shift);
        copied += 1;
      }
      return { copied, leftOut: begun.length - copied };
    });
  }

  /** Who is to be at work at a moment. */
  const shiftsAt = async (siteId: string, nowMs: number): Promise<Due[]> =>
    (await store.shiftsBetween(db.read, siteId, nowMs, nowMs + 1)).map(asDue);

  /** Whose shift runs or begins soon: who is not here yet may be expected. */
  async function dueAgents(siteId: string, nowMs: number): Promise<Due[]> {
    const shifts = await store.shiftsBetween(db.read, siteId, nowMs, nowMs + dueBeforeMs);
    // Of two shifts in a row the first says when she comes.
    return [...new Map(shifts.toReversed().map((shift) => [shift.agentId, asDue(shift)])).values()];
  }

  return {
    ...{ plan, report, csv, changeTarget, addShift, changeShift, removeShift, copyWeek },
    ...{ shiftsAt, dueAgents },
    /** Whether to expect an agent who is not here; as of the last look ahead, which other nodes need a timer for. */
    isDue: ahead.isDue,
    lookAhead: ahead.look,
  };
}

const asDue = ({ agentId, startMs, endMs }: ShiftTable): Due => ({ agentId, startMs, endMs });

export interface StaffingParts {
  db: Database;
  clock: Clock;
  ids: Ids;
  sites: Sites;
}

export type Staffing = ReturnType<typeof createStaffing>;
