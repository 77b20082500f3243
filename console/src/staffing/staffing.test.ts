import type { NeededQuarter } from '@straks/shared/staffing/staffing.protocol.ts';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Api } from '../connection/api.ts';
import { addressOf } from '../connection/api.ts';
import { speak } from '../language/language.ts';
import { daysBetween, longDay, shortDay, weekNumber } from './dates.ts';
import { mergedLines } from './merged.ts';
import { createStaffing, hoursBetween } from './staffing.model.ts';
import { countMarks, frameOf, hourMarks, minuteOf, neededLine, plannedArea, shortArea } from './steps.ts';
import { within } from './words.ts';

afterEach(() => speak('en'));

const clockOf = (minute: number) =>
  [minute / 60, minute % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
const quarter = (minute: number, needed: number, planned: number, chats = 1): NeededQuarter => ({
  ...{ at: minute * 60_000, clock: clockOf(minute), open: true, chats, needed, planned },
  withinPercent: chats > 0 ? 80 : null,
});

describe('the picture of a day', () => {
  const frame = { fromMinute: 480, toMinute: 600, most: 4 };

  it('draws what is planned from the ground, what is needed as a line, what is missing between them', () => {
    const steps = [
      { minute: 480, needed: 2, planned: 1 },
      { minute: 495, needed: 2, planned: 3 },
    ];
    expect(plannedArea(steps, frame)).toBe('M0 100 L0 75 L30 75 L30 25 L60 25 L60 100 Z');
    expect(neededLine(steps, frame)).toBe('M0 50 L30 50 L30 50 L60 50');
    expect(shortArea(steps, frame)).toBe('M0 50 H30 V75 H0 Z');
  });

  it('does not join two openings of one day', () => {
    const steps = [540, 600].map((minute) => ({ minute, needed: 1, planned: 1 }));
    expect(neededLine(steps, frameOf([steps])).match(/M/g)).toHaveLength(2);
  });

  it('has room for every day, marks that can be read, and no number out of the frame', () => {
    const steps = fc.array(
      fc.record({ minute: fc.nat(95).map((place) => place * 15), needed: fc.nat(400), planned: fc.nat(400) }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(steps, (day) => {
        const all = frameOf([day, []]);
        expect(countMarks(all).length).toBeLessThanOrEqual(4);
        expect(hourMarks(all).length).toBeLessThanOrEqual(5);
        for (const { share } of hourMarks(all)) expect(share).toBeGreaterThanOrEqual(0);
        const numbers = `${plannedArea(day, all)} ${shortArea(day, all)}`.match(/-?\d+(\.\d+)?/g) ?? [];
        for (const number of numbers) expect(Number(number)).toBeGreaterThanOrEqual(0);
        for (const number of numbers) expect(Number(number)).toBeLessThanOrEqual(240);
      }),
    );
  });
});

describe('the table of a day', () => {
  it('says in one line what is the same, and keeps every expected chat', () => {
    const lines = mergedLines([
      quarter(540, 2, 1),
      quarter(555, 2, 1, 3),
      quarter(570, 3, 1),
      quarter(600, 3, 1, 0),
    ]);
    expect(lines).toEqual([
      { from: '09:00', to: '09:30', chats: 4, needed: 2, planned: 1, withinPercent: 80 },
      { from: '09:30', to: '09:45', chats: 1, needed: 3, planned: 1, withinPercent: 80 },
      { from: '10:00', to: '10:15', chats: 0, needed: 3, planned: 1, withinPercent: null },
    ]);
    expect(mergedLines([quarter(1425, 1, 1)])[0]?.to).toBe('24:00');
    expect(minuteOf('23:45')).toBe(1425);
  });
});

describe('days and times', () => {
  it('are told by the calendar, wherever the agent sits', () => {
    expect([shortDay('2026-11-24'), longDay('2026-11-24')]).toEqual(['Tue', 'Tuesday 24 November']);
    speak('nb');
    expect([shortDay('2026-11-24'), longDay('2026-11-24')]).toEqual(['Tir', 'Tirsdag 24. november']);
    expect(daysBetween('2026-12-28', '2027-01-03')).toContain('2027');
    expect(weekNumber('2027-W01')).toBe(1);
  });

  it('are whole minutes where they are, and a night’s hours are counted over midnight', () => {
    expect([30_000, 60_000, 90_000, 300_000].map(within)).toEqual([
      '30 seconds',
      '60 seconds',
      '90 seconds',
      '5 minutes',
    ]);
    expect([
      hoursBetween('09:00', '16:30'),
      hoursBetween('22:00', '06:00'),
      hoursBetween('16:00', '24:00'),
    ]).toEqual([7.5, 8, 8]);
  });
});

describe('a link to a file', () => {
  it('carries its week', () => {
    const query = { week: '2026-W48' };
    expect(addressOf('GET /api/reports/staffing.csv', { query })).toBe(
      '/api/reports/staffing.csv?week=2026-W48',
    );
  });
});

describe('planning', () => {
  const bo = 'agent-bo-0000000000';
  const plan = {
    ...{ ok: true, week: '2026-W48', previous: '2026-W47', next: '2026-W49', current: '2026-W47' },
    days: [{ date: '2026-11-23', weekday: 1, closed: null }],
    agents: [{ id: bo, name: 'Bo', capacity: 2, disabled: false }],
    shifts: [],
  };
  const report = {
    ...plan,
    days: [],
    gaps: [{ date: '2026-11-23' }],
    target: { percent: 80, withinMs: 60_000 },
  };

  function open(role: 'agent' | 'lead', answers: Record<string, object> = {}) {
    const asked: [string, unknown][] = [];
    const api = (async (route: string, request: unknown) => {
      asked.push([route, request]);
      const all: Record<string, object> = {
        'GET /api/staffing/shifts': plan,
        'GET /api/reports/staffing': report,
        'POST /api/staffing/shifts': { ok: true },
        ...answers,
      };
      return all[route];
    }) as Api;
    return { staffing: createStaffing({ api, role }), asked };
  }

  it('an agent sees the shifts and asks for nothing that is not hers to know', async () => {
    const { staffing, asked } = open('agent');
    await staffing.show(null);
    expect(staffing.state.get()).toMatchObject({ kind: 'loaded', report: null });
    expect(asked).toEqual([['GET /api/staffing/shifts', { query: {} }]]);
    expect(staffing.mayPlan).toBe(false);
  });

  it('the need of a department is asked for in the next week too, until the department has gone', async () => {
    const { staffing, asked } = open('lead');
    const sales = 'department-sales-01';
    await staffing.show(null);
    await staffing.ofDepartment(sales);
    await staffing.show('2026-W49');
    const needs = () =>
      asked.filter(([route]) => route === 'GET /api/reports/staffing').map(([, one]) => one);
    expect(needs()).toEqual([
      { query: {} },
      { query: { departmentId: sales } },
      { query: { week: '2026-W49', departmentId: sales } },
    ]);
    const gone = { ok: false, code: 'unknown', retry: false };
    const later = open('lead', { 'GET /api/reports/staffing': gone });
    await later.staffing.ofDepartment(sales);
    expect(later.asked.at(-1)).toEqual(['GET /api/reports/staffing', { query: {} }]);
  });

  it('a lead writes times as people do, and sees the week as it is then', async () => {
    const { staffing, asked } = open('lead');
    await staffing.show('2026-W48');
    expect(staffing.day.get()).toBe('2026-11-23');
    staffing.begin(bo, '2026-11-23');
    staffing.edit({ from: '9', to: '0' });
    await staffing.save();
    const body = { agentId: bo, date: '2026-11-23', from: '09:00', to: '24:00' };
    expect(asked[2]).toEqual(['POST /api/staffing/shifts', { body }]);
    expect(asked).toHaveLength(5);
    expect(staffing.editing.get()).toBeNull();
  });

  it('what is no time is told and not sent; what clashes is told by her name, and what was typed stays', async () => {
    const { staffing, asked } = open('lead', {
      'POST /api/staffing/shifts': { ok: false, code: 'conflict', retry: false },
    });
    await staffing.show(null);
    staffing.begin(bo, '2026-11-23');
    for (const times of [
      { from: 'nine', to: '16' },
      { from: '9', to: '9' },
      { from: '9', to: '8' },
    ]) {
      staffing.edit(times);
      await staffing.save();
      expect(typeof staffing.fault.get()).toBe('string');
    }
    expect(asked).toHaveLength(2);
    staffing.edit({ from: '10', to: '12' });
    await staffing.save();
    expect(staffing.fault.get()).toBe('Bo has a shift then already.');
    expect(staffing.editing.get()).toMatchObject({ from: '10', to: '12' });
  });

  it('the week asked for last is the one that is shown, whichever answer comes first', async () => {
    const waiting: ((answer: object) => void)[] = [];
    const api = (() => new Promise<object>((resolve) => waiting.push(resolve))) as unknown as Api;
    const staffing = createStaffing({ api, role: 'agent' });
    const both = [staffing.show('2026-W47'), staffing.show('2026-W48')];
    waiting[1]?.(plan);
    waiting[0]?.({ ...plan, week: '2026-W47' });
    await Promise.all(both);
    expect(staffing.state.get()).toMatchObject({ plan: { week: '2026-W48' } });
  });
});
