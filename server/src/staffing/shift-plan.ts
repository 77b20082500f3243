import type { Shift, ShiftPlan } from '@straks/shared/staffing/staffing.protocol.ts';
import type { Database, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { ShiftTable } from '../schema.ts';
import type { Sites } from '../sites/sites.ts';
import { onTheWall } from './calendar.ts';
import { copies, type ShiftTimes, shiftMs } from './shifts.ts';
import type { staffingStore } from './staffing.store.ts';
import { closedDay, type WeekLooked } from './weeks.ts';

export interface ShiftPlanParts {
  db: Database;
  ids: Ids;
  sites: Sites;
  store: typeof staffingStore;
  look(siteId: string, week: string | undefined): WeekLooked;
}

type Asked = ShiftTimes & { agentId: string };

/** The shifts of a site: nobody has two at once. */
export function createShiftPlan({ db, ids, sites, store, look }: ShiftPlanParts) {
  const asShift = (siteId: string, { id, agentId, startMs, endMs }: ShiftTable): Shift => {
    const { zone } = sites.byId(siteId).hours;
    const from = onTheWall(startMs, zone, false);
    const to = onTheWall(endMs, zone, true);
    return { id, agentId, date: from.date, from: from.clock, to: to.clock, startsAt: startMs, endsAt: endMs };
  };

  /** The shifts of a week and those who may have some. Who has left is named while she still has. */
  async function plan(siteId: string, week?: string): Promise<ShiftPlan> {
    const looked = look(siteId, week);
    const [agents, shifts] = await Promise.all([
      store.agents(db.read, siteId),
      store.shiftsBetween(db.read, siteId, looked.startMs, looked.endMs),
    ]);
    const { hours } = sites.byId(siteId);
    const has = new Set(shifts.map(({ agentId }) => agentId));
    return {
      ...looked.names,
      days: looked.days.map(({ date, weekday }) => ({ date, weekday, closed: closedDay(hours, date) })),
      agents: agents.filter(({ id, disabled }) => !disabled || has.has(id)),
      shifts: shifts.map((shift) => asShift(siteId, shift)),
    };
  }

  /** An agent of this site: another's is as unknown as one that never was. */
  async function agentOf(trx: Trx, siteId: string, agentId: string) {
    const agent = (await store.agents(trx, siteId)).find(({ id }) => id === agentId);
    if (!agent || agent.disabled) throw new Refusal('unknown', { detail: 'agentId' });
  }

  async function refuseClash(trx: Trx, shift: ShiftTable) {
    if (await store.clash(trx, shift)) throw new Refusal('conflict', { detail: 'she has a shift then' });
  }

  async function addShift(siteId: string, asked: Asked): Promise<Shift> {
    const times = shiftMs(asked, sites.byId(siteId).hours.zone);
    const shift = { id: ids.id(), siteId, agentId: asked.agentId, ...times };
    await db.write(async (trx) => {
      await agentOf(trx, siteId, shift.agentId);
      await refuseClash(trx, shift);
      await store.insert(trx, shift);
    });
    return asShift(siteId, shift);
  }

  async function changeShift(siteId: string, id: string, asked: Asked) {
    const times = shiftMs(asked, sites.byId(siteId).hours.zone);
    const shift = { id, siteId, agentId: asked.agentId, ...times };
    await db.write(async (trx) => {
      if (!(await store.find(trx, siteId, id))) throw new Refusal('unknown');
      await agentOf(trx, siteId, shift.agentId);
      await refuseClash(trx, shift);
      await store.change(trx, shift);
    });
    return asShift(siteId, shift);
  }

  const removeShift = (siteId: string, id: string): Promise<void> =>
    db.write(async (trx) => {
      if (!(await store.find(trx, siteId, id))) throw new Refusal('unknown');
      await store.remove(trx, id);
    });

  /** The same people at the same times of the day, also when the clock was changed in between. */
  async function copyWeek(siteId: string, from: string, to: string) {
    const [source, target] = [look(siteId, from), look(siteId, to)];
    const { hours } = sites.byId(siteId);
    return db.write(async (trx) => {
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

  return { plan, addShift, changeShift, removeShift, copyWeek };
}
