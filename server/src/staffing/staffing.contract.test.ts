import type { Hours } from '@straks/shared/hours/hours.protocol.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, openHouse } from '../testing/house.ts';
import { createStaffing, type Staffing } from './staffing.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const hours: Hours = {
  zone: 'Europe/Oslo',
  spans: [{ day: 2, from: '09:00', to: '16:00' }],
  closedDays: [],
};
/** A Tuesday at nine in Oslo, eight weeks before the week after this one. */
const firstTuesday = Date.parse('2026-01-13T08:00Z');
const tuesday = '2026-03-10';

describe.each(databases)('staffing, on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  let staffing: Staffing;
  let siteId: string;
  let bo: string;
  let cia: string;

  beforeEach(async () => {
    opened = await open();
    house = await openHouse(opened);
    siteId = house.site.id;
    const { db, clock, ids, sites } = house;
    staffing = createStaffing({ db, clock, ids, sites });
    await sites.change(siteId, { hours });
    bo = (await house.agent('Bo')).agentId;
    cia = (await house.agent('Cia')).agentId;
  });
  afterEach(() => opened.close());

  const firstDepartment = () => house.sites.departments(siteId)[0]?.id ?? '';

  /** Chats of the past, each answered after `waitedMs` and over after `lastedMs`. */
  async function chats(
    cameMs: readonly number[],
    { waitedMs = 0, lastedMs = 8 * minuteMs, departmentId = firstDepartment() } = {},
  ) {
    const like = await house.opened(departmentId);
    const days = cameMs.map((atMs, place) => ({ ...like, id: house.ids.id(), atMs, place }));
    await house.db.write(async (trx) => {
      await trx.deleteFrom('conversation').where('id', '=', like.id).execute();
      for (const { atMs, place, ...row } of days) {
        const closedMs = atMs + waitedMs + lastedMs;
        const agentId = `one of five: ${place % 5}`;
        await trx
          .insertInto('conversation')
          .values({ ...row, state: 'closed', openedMs: atMs, closedMs })
          .execute();
        const steps = [
          ['queued', atMs, null],
          ['assigned', atMs + waitedMs, agentId],
          ['closed', closedMs, agentId],
        ] as const;
        for (const [seq, [kind, when, senderId]] of steps.entries()) {
          const data = JSON.stringify(kind === 'closed' ? { by: 'agent' } : {});
          const empty = { clientMessageId: null, body: null };
          await trx
            .insertInto('entry')
            .values({
              conversationId: row.id,
              seq: seq + 1,
              kind,
              sender: 'system',
              senderId,
              data,
              atMs: when,
              ...empty,
            })
            .execute();
        }
      }
    });
  }

  /** Tuesdays with a rush from eleven to one: eight weeks of them. */
  const rush = (weeks = 8) =>
    Array.from({ length: weeks }, (_, week) => week + 8 - weeks).flatMap((week) => {
      const nine = firstTuesday + week * 7 * dayMs;
      const early = Array.from({ length: 7 }, (_, hour) => nine + hour * 60 * minuteMs + 20 * minuteMs);
      const noon = Array.from({ length: 60 }, (_, chat) => nine + (120 + 2 * chat) * minuteMs);
      return [...early, ...noon];
    });
  const at = async (clock: string, week = '2026-W11') => {
    const { days } = await staffing.report(siteId, { week });
    return days[1]?.quarters.find((quarter) => quarter.clock === clock);
  };
  const plan = (agentId: string, from: string, to: string, date = tuesday) =>
    staffing.addShift(siteId, { agentId, date, from, to });

  test('next Tuesday needs what eight Tuesdays needed, and says where the plan is short', async () => {
    await chats(rush());
    await plan(bo, '09:00', '16:00');
    const report = await staffing.report(siteId, { week: '2026-W11' });
    expect(report).toMatchObject({
      ...{ week: '2026-W11', previous: '2026-W10', next: '2026-W12', current: '2026-W10' },
      target: { percent: 80, withinMs: minuteMs },
      basis: { weeks: 8, chats: 536, gaveUp: 0, enough: 'yes', capacity: 1 },
    });
    expect(report.basis.workMs / minuteMs).toBeCloseTo(8, 0);
    const noon = await at('12:00');
    // A load of four chats at any time: with one chat each and 80 in 100 within a minute that takes six.
    expect(noon).toMatchObject({ chats: 7.75, planned: 1, open: true });
    expect(noon?.needed).toBe(6);
    expect((await at('09:00'))?.needed).toBe(1);
    expect(report.gaps.map(({ sentence }) => sentence)).toContain('Tuesday 11–13: up to five short');
    await plan(cia, '11:00', '13:00');
    const { gaps } = await staffing.report(siteId, { week: '2026-W11' });
    expect(Math.max(...gaps.map(({ short }) => short))).toBe(4);
  });

  test('enough people in all, and none for the rush of sales: each department has its own need', async () => {
    const support = firstDepartment();
    const sales = (await house.sites.addDepartment(siteId, 'Sales')).id;
    const calm = rush().filter((_, place) => place % 67 < 7);
    await chats(calm, { departmentId: support });
    await chats(rush(), { departmentId: sales });
    for (const name of ['Di', 'Eva', 'Fay', 'Gro', 'Hal']) {
      await plan((await house.agent(name, { departmentIds: [support] })).agentId, '09:00', '16:00');
    }
    await plan(bo, '09:00', '16:00');
    await plan((await house.agent('Ian', { departmentIds: [sales] })).agentId, '09:00', '16:00');
    const of = (departmentId?: string) =>
      staffing.report(siteId, { week: '2026-W11', ...(departmentId && { departmentId }) });
    const [whole, hers, ours] = [await of(), await of(sales), await of(support)];
    expect(whole).toMatchObject({ departmentId: null, gaps: [], basis: { chats: 592 } });
    expect(whole.departments.map(({ name }) => name)).toContain('Sales');
    expect(hers).toMatchObject({ departmentId: sales, basis: { chats: 536 } });
    expect(hers.gaps.map(({ sentence }) => sentence)).toContain('Tuesday 11–13: up to five short');
    expect(ours).toMatchObject({ departmentId: support, gaps: [], basis: { chats: 56 } });
    const noon = ({ days }: typeof whole) => days[1]?.quarters.find(({ clock }) => clock === '12:00');
    expect([noon(hers)?.planned, noon(ours)?.planned, noon(whole)?.planned]).toEqual([1, 6, 7]);
    expect((noon(hers)?.chats ?? 0) + (noon(ours)?.chats ?? 0)).toBeCloseTo(noon(whole)?.chats ?? 0);
    const { text } = await staffing.csv(siteId, { week: '2026-W11', departmentId: sales });
    expect(text).toContain('Ian');
    expect(text).not.toContain('Gro');
    await expect(of('AAAAAAAAAAAAAAAAAAAAAA')).rejects.toThrow('unknown');
  });

  test('the target is the owner’s, and a tighter one needs more', async () => {
    await chats(rush(4));
    const before = (await at('12:00'))?.needed ?? 0;
    expect(await staffing.changeTarget(siteId, { percent: 95 })).toEqual({ percent: 95, withinMs: minuteMs });
    await staffing.changeTarget(siteId, { withinMs: 10_000 });
    const report = await staffing.report(siteId, { week: '2026-W11' });
    expect(report.target).toEqual({ percent: 95, withinMs: 10_000 });
    expect((await at('12:00'))?.needed).toBeGreaterThan(before);
  });

  test('agents with several chats at once are fewer', async () => {
    await chats(rush(4));
    const one = (await at('12:00'))?.needed ?? 0;
    for (const agentId of [bo, cia]) {
      await house.db.write((trx) =>
        trx.updateTable('agent').set({ capacity: 3 }).where('id', '=', agentId).execute(),
      );
    }
    expect((await at('12:00'))?.needed).toBeLessThan(one);
  });

  test('without a past it says so, and needs nobody; with a short one it says that it is short', async () => {
    const none = await staffing.report(siteId, { week: '2026-W11' });
    expect(none).toMatchObject({ basis: { enough: 'none' }, gaps: [], withinPercent: null, chats: 0 });
    await chats(rush(1));
    const few = await staffing.report(siteId, { week: '2026-W11' });
    expect(few.basis).toMatchObject({ enough: 'few', weeks: 1 });
    expect(few.days.map(({ seen }) => seen)).toEqual([0, 1, 0, 0, 0, 0, 0]);
  });

  test('a holiday of the past does not count, and one that comes needs nobody', async () => {
    const all = rush();
    // On the last Tuesday hardly anybody came, because it was a closed day.
    const last = firstTuesday + 7 * 7 * dayMs;
    await chats([...all.filter((ms) => ms < last), last + 200 * minuteMs]);
    const asIs = (await at('12:00'))?.chats ?? 0;
    const withDay = (date: string) => ({ ...hours, closedDays: [{ date, name: '=Påske' }] });
    await house.sites.change(siteId, { hours: withDay('2026-03-03') });
    expect((await at('12:00'))?.chats).toBeCloseTo(7.75, 2);
    expect(asIs).toBeLessThan(7);
    await house.sites.change(siteId, { hours: withDay(tuesday) });
    const { days, gaps } = await staffing.report(siteId, { week: '2026-W11' });
    expect(days[1]).toMatchObject({ closed: '=Påske', quarters: [] });
    expect(gaps).toEqual([]);
  });

  test('the weeks near to now say more than those far back', async () => {
    const busyBefore = rush().filter((ms) => ms < firstTuesday + 28 * dayMs);
    const quietSince = Array.from(
      { length: 4 },
      (_, week) => firstTuesday + (week + 4) * 7 * dayMs + 180 * minuteMs,
    );
    await chats([...busyBefore, ...quietSince]);
    expect((await at('12:15'))?.chats).toBeLessThan(7.75 / 2 - 0.5);
  });

  test('patience is the time waited over those who gave up, and those who were served count too', async () => {
    await chats(rush(), { waitedMs: 5 * minuteMs });
    const patient = (await staffing.report(siteId, { week: '2026-W11' })).basis.patienceMs;
    expect(patient / minuteMs).toBeCloseTo((536 * 5 + 6 * 15) / 6, 0);
  });

  describe('the plan', () => {
    const planned = async (week = '2026-W11') => (await staffing.plan(siteId, week)).shifts;

    test('keeps a shift by the clock of the site, and changes and forgets it', async () => {
      const shift = await plan(bo, '22:00', '06:00');
      expect(shift).toMatchObject({ agentId: bo, date: tuesday, from: '22:00', to: '06:00' });
      expect(shift.startsAt).toBe(Date.parse('2026-03-10T21:00Z'));
      expect(await planned()).toEqual([shift]);
      const changed = await staffing.changeShift(siteId, shift.id, {
        agentId: cia,
        date: tuesday,
        from: '16:00',
        to: '24:00',
      });
      expect(await planned()).toEqual([changed]);
      expect(changed).toMatchObject({ agentId: cia, to: '24:00' });
      await staffing.removeShift(siteId, shift.id);
      expect(await planned()).toEqual([]);
    });

    test('has nobody in two places, however many plan at once', async () => {
      const both = await Promise.allSettled([plan(bo, '09:00', '12:00'), plan(bo, '11:45', '16:00')]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [shift] = await planned();
      await plan(cia, '09:00', '12:00');
      // Shifts that touch do not share a minute, and a shift is not in its own way.
      const { from, to } = shift ?? { from: '', to: '' };
      await plan(bo, to, '20:00');
      await staffing.changeShift(siteId, shift?.id ?? '', { agentId: bo, date: tuesday, from, to });
      await expect(
        staffing.changeShift(siteId, shift?.id ?? '', { agentId: bo, date: tuesday, from, to: '20:00' }),
      ).rejects.toMatchObject({ code: 'conflict' });
    });

    test.each([
      ['no length', { from: '09:00', to: '09:00' }, 'no length'],
      ['more hours than anybody works', { from: '09:00', to: '08:00' }, '16 hours'],
      ['a day that is none', { date: '2026-02-30' }, 'date'],
    ])('refuses %s and says why', async (_, change, detail) => {
      const asked = { agentId: bo, date: tuesday, from: '09:00', to: '16:00', ...change };
      await expect(staffing.addShift(siteId, asked)).rejects.toMatchObject({
        code: 'bad_request',
        detail: expect.stringContaining(detail),
      });
      expect(await planned()).toEqual([]);
    });

    test('knows nobody who has left, and does not count on her', async () => {
      await plan(bo, '09:00', '16:00');
      await chats(rush(1));
      const disable = (disabledMs: number | null) =>
        house.db.write((trx) => trx.updateTable('agent').set({ disabledMs }).where('id', '=', bo).execute());
      expect((await at('12:00'))?.planned).toBe(1);
      await disable(1);
      expect((await at('12:00'))?.planned).toBe(0);
      await expect(plan(bo, '17:00', '18:00')).rejects.toMatchObject({ code: 'unknown' });
      await expect(plan(house.ids.id(), '17:00', '18:00')).rejects.toMatchObject({ code: 'unknown' });
    });

    test('copies a week: the same times on the wall over the change of the clock, but not onto closed days', async () => {
      await plan(bo, '09:00', '16:00', '2026-03-25');
      await plan(cia, '22:00', '06:00', '2026-03-29');
      await plan(cia, '09:00', '12:00', '2026-03-27');
      await plan(bo, '12:00', '20:00', '2026-04-01');
      const closedDays = [{ date: '2026-04-03', name: 'Langfredag' }];
      await house.sites.change(siteId, { hours: { ...hours, closedDays } });
      const done = await staffing.copyWeek(siteId, '2026-W13', '2026-W14');
      // Bo works on that Wednesday already, and Friday is closed.
      expect(done).toEqual({ copied: 1, leftOut: 2 });
      const copied = (await planned('2026-W14')).filter(({ agentId }) => agentId === cia);
      expect(copied.map(({ date, from, to }) => [date, from, to])).toContainEqual([
        '2026-04-05',
        '22:00',
        '06:00',
      ]);
      expect(await staffing.copyWeek(siteId, '2026-W13', '2026-W14')).toEqual({ copied: 0, leftOut: 3 });
    });

    test('tells whom the line may expect: who is to be at work at that moment', async () => {
      await plan(bo, '09:00', '12:00');
      await plan(bo, '12:00', '16:00');
      await plan(cia, '22:00', '06:00', '2026-03-09');
      const onShift = async (clock: string) =>
        (await staffing.shiftsAt(siteId, Date.parse(`2026-03-10T${clock}+01:00`))).map(
          ({ agentId }) => agentId,
        );
      expect(await onShift('05:59')).toEqual([cia]);
      expect(await onShift('06:00')).toEqual([]);
      expect(await onShift('09:00')).toEqual([bo]);
      expect(await onShift('12:00')).toEqual([bo]);
      expect(await onShift('16:00')).toEqual([]);
    });
  });

  test('the table for spreadsheets has a line a quarter-hour, and no name in it calculates', async () => {
    await chats(rush());
    const eve = (await house.agent('=HYPERLINK("http://evil.example")')).agentId;
    await plan(eve, '15:45', '16:15');
    const { name, text } = await staffing.csv(siteId, { week: '2026-W11' });
    expect(name).toBe('staffing-2026-W11.csv');
    const lines = text.split('\r\n');
    expect(lines).toHaveLength(1 + 29 + 1);
    expect(lines.find((line) => line.includes(',16:00,'))).toBe(
      `2026-03-10,2,16:00,no,,0,0,1,0,,"'=HYPERLINK(""http://evil.example"")"`,
    );
  });
});
