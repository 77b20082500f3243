import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, type Office, startOffice } from '../testing/auth.testing.ts';

let office: Office;
let eva: Browser;

beforeEach(async () => {
  office = await startOffice();
  eva = await office.owner();
});
afterEach(() => office.stop());

const agentId = async () => {
  const plan = await eva.ask('GET /api/staffing/shifts');
  return plan.ok ? (plan.agents[0]?.id ?? '') : '';
};
const times = { date: '2026-03-10', from: '09:00', to: '16:00' };

test('a lead plans, an agent sees it and changes nothing', async () => {
  const lee = await office.colleague(eva, 'Lee', 'lead');
  const bo = await office.colleague(eva, 'Bo', 'agent');
  const body = { agentId: bo.me.id, ...times };
  const planned = await lee.ask('POST /api/staffing/shifts', { body });
  expect(planned).toMatchObject({ ok: true, shift: body });
  const seen = (await bo.send('GET /api/staffing/shifts?week=2026-W11')).answer;
  expect(seen).toMatchObject({ ok: true, shifts: [planned.ok && planned.shift] });
  const id = planned.ok ? planned.shift.id : '';
  for (const name of ['PATCH /api/staffing/shifts/:id', 'DELETE /api/staffing/shifts/:id']) {
    expect((await bo.send(name, { id, body })).answer).toMatchObject({ code: 'not_allowed' });
  }
  expect((await bo.send('GET /api/reports/staffing')).status).toBe(403);
});

describe('what cannot be is refused by its place, and nothing is lost', () => {
  test.each([
    ['a week that no year has', 'GET /api/reports/staffing?week=2026-W60', undefined],
    ['a 53rd week of a year with 52', 'GET /api/reports/staffing?week=2025-W53', undefined],
    ['a week of the year 9999999', 'GET /api/staffing/shifts?week=9999999-W01', undefined],
    ['something else to ask', 'GET /api/reports/staffing.csv?weeks=all', undefined],
    ['two weeks at once', 'GET /api/staffing/shifts?week=2026-W10&week=2026-W11', undefined],
    ['a goal of everybody', 'PATCH /api/settings/staffing', { percent: 100 }],
    ['a goal of no time', 'PATCH /api/settings/staffing', { withinMs: 0 }],
    ['a copy of nothing', 'POST /api/staffing/copy', { from: '2026-W10' }],
    ['a copy of a week that is not', 'POST /api/staffing/copy', { from: '2025-W53', to: '2026-W10' }],
    ['a time of 25 hours', 'POST /api/staffing/shifts', { ...times, to: '25:00' }],
    ['a shift of nobody', 'POST /api/staffing/shifts', times],
  ])('%s', async (_, name, body) => {
    const { status, answer } = await eva.send(name, { body });
    expect(status).toBe(400);
    expect(answer).toMatchObject({ ok: false, code: 'bad_request', retry: false });
    const report = await eva.ask('GET /api/reports/staffing');
    expect(report).toMatchObject({ ok: true, target: { percent: 80, withinMs: 60_000 } });
  });
});

test('a week copied onto itself stays as it is', async () => {
  await eva.ask('POST /api/staffing/shifts', { body: { agentId: await agentId(), ...times } });
  const body = { from: '2026-W11', to: '2026-W11' };
  expect(await eva.ask('POST /api/staffing/copy', { body })).toEqual({ ok: true, copied: 0, leftOut: 1 });
});

test('the file is a file: its name has the week, and no cache keeps it for others', async () => {
  const response = await fetch(`${office.url}/api/reports/staffing.csv?week=2026-W11`, {
    headers: { cookie: eva.cookie() },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="staffing-2026-W11.csv"');
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(await response.text()).toContain('date,weekday,time');
  const stranger = await fetch(`${office.url}/api/reports/staffing.csv`);
  expect(stranger.status).toBe(401);
});
