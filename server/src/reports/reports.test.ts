import type { WaitsReport } from '@straks/shared/reports/reports.protocol.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AgentAtConsole,
  agent,
  heardOf,
  messageId,
  owner,
  startServer,
  type TestServer,
  until,
  visitor,
} from '../testing/people.ts';

let server: TestServer;
let olga: string;
let bo: AgentAtConsole;

beforeAll(async () => {
  server = await startServer();
  olga = await owner(server);
  bo = await agent(server, olga, { name: 'Bo', capacity: 1 });
});
afterAll(() => server.stop());

const get = (path: string) => fetch(`${server.url}/api/reports/${path}`, { headers: { cookie: olga } });
async function report(): Promise<WaitsReport> {
  const answer = (await (await get('waits')).json()) as { ok: boolean; report: WaitsReport };
  expect(answer.ok).toBe(true);
  return answer.report;
}

async function chats(text: string) {
  const page = await visitor(server);
  const asked = await page.ask('chat:request', { clientMessageId: messageId(), text, language: 'en' });
  if (!asked.ok) throw new Error(asked.code);
  const conversationId = asked.conversation.id;
  const epoch = () =>
    until('bo has it', async () => {
      const opened = await bo.ask('conversation:open', { conversationId });
      return opened.ok && opened.conversation.ownerId !== null && opened.conversation.epoch;
    });
  return { ...page, conversationId, epoch };
}

test('ada is told a time, waits, and is served: the page holds one against the other; eve gave up', async () => {
  const cy = await chats('Cy is served at once');
  const cyEpoch = await cy.epoch();
  const ada = await chats('Ada waits');
  const place = await until('ada is told a time', () =>
    heardOf<{ wait: { kind: string; withinMs: number } }>(ada, 'place').find(
      ({ wait }) => wait.kind === 'range',
    ),
  );
  const eve = await chats('Eve waits too');
  await until('eve is told a time', () => heardOf(eve, 'place').length > 0);
  await eve.ask('queue:leave', { conversationId: eve.conversationId });
  await bo.ask('conversation:close', {
    ...{ conversationId: cy.conversationId, epoch: cyEpoch, category: null },
  });
  await ada.epoch();
  const { first, points, waits, gaveUp, byDepartment } = await until('it is known', async () => {
    const now = await report();
    return now.first.told === 2 && now;
  });
  expect(first).toMatchObject({ kept: expect.any(Number), few: true });
  expect(points).toContainEqual(expect.objectContaining({ withinMs: place.wait.withinMs, served: true }));
  expect(waits).toMatchObject({ came: 3, served: 2, gaveUp: 1, stillWaiting: 0 });
  expect(gaveUp.count).toBe(1);
  expect(byDepartment).toMatchObject([{ name: 'Support', told: 2 }]);
});

test('the table is a file of the same numbers; a period that is none is refused', async () => {
  const file = await get('waits.csv');
  expect(file.headers.get('content-type')).toContain('text/csv');
  expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="waits-20.+\.csv"$/);
  const { first } = await report();
  expect(await file.text()).toContain(`,${first.told},${first.kept},${first.broken},${first.unknown},`);
  for (const wrong of ['from=2026-11-02&to=2026-11-01', 'from=yesterday', 'from=2026-02-30', 'who=me']) {
    expect(await (await get(`waits?${wrong}`)).json()).toMatchObject({ ok: false, code: 'bad_request' });
  }
  const unknown = await get('waits?departmentId=AAAAAAAAAAAAAAAAAAAAAA');
  expect(await unknown.json()).toMatchObject({ ok: false, code: 'unknown' });
});
