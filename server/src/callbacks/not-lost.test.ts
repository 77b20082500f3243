import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type AgentAtConsole,
  agent,
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

beforeEach(async () => {
  server = await startServer({ STRAKS_VISITOR_GRACE_SECONDS: '1' });
  olga = await owner(server);
  const { sites } = server.straks;
  const spans = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
  await sites.change(sites.first().id, { hours: { zone: 'Europe/Oslo', spans, closedDays: [] } });
  bo = await agent(server, olga, { name: 'Bo', capacity: 1 });
});
afterEach(async () => {
  bo.close();
  await server.stop();
});

const words = (text: string) => ({ clientMessageId: messageId(), text, language: 'en' as const });
const number = { phone: '41 23 45 67', country: 'NO', when: { kind: 'turn' as const } };

async function rowOf(who: AgentAtConsole, conversationId: string) {
  const opened = await who.ask('conversation:open', { conversationId });
  if (!opened.ok) throw new Error(opened.code);
  return opened.conversation;
}

const active = (who: AgentAtConsole, conversationId: string) =>
  until('somebody has her', async () => {
    const row = await rowOf(who, conversationId);
    return row.state === 'active' && row;
  });

async function chats(text: string) {
  const page = await visitor(server);
  const asked = await page.ask('chat:request', words(text));
  if (!asked.ok) throw new Error(asked.code);
  return { ...page, conversationId: asked.conversation.id };
}

const longerThanTheGrace = () => new Promise((resolve) => setTimeout(resolve, 2_200));

test('ada asks bo to call her and goes; bo cannot, and gives her back: her place is kept until somebody calls', async () => {
  const ada = await chats('Hello');
  const { epoch } = await active(bo, ada.conversationId);
  expect(await ada.ask('callback:request', { ...words('Call me'), ...number })).toMatchObject({ ok: true });
  ada.close();
  await until('she is gone', () => ada.socket.disconnected);
  await longerThanTheGrace();
  await bo.ask('presence:set', { status: 'away' });
  await bo.ask('conversation:return', { conversationId: ada.conversationId, epoch });
  await longerThanTheGrace();
  expect(await rowOf(bo, ada.conversationId)).toMatchObject({
    ...{ state: 'waiting', kind: 'chat' },
    callback: { shown: '+47 41 23 45 67' },
  });
});

test('bo was calling and gave her back: caro, who has her next, reads that nobody is calling', async () => {
  const ada = await chats('Hello');
  const before = await active(bo, ada.conversationId);
  await ada.ask('callback:request', { ...words('Call me'), ...number });
  const called = await bo.ask('callback:call', { conversationId: ada.conversationId });
  const caro = await agent(server, olga, { name: 'Caro', capacity: 1 });
  const act = { conversationId: ada.conversationId, epoch: called.ok ? called.epoch : 0 };
  expect(await bo.ask('conversation:return', act)).toMatchObject({ ok: true });
  const { ownerId, callback } = await active(caro, ada.conversationId);
  expect(ownerId).not.toBe(before.ownerId);
  expect(callback).toMatchObject({ callingSince: null });
  caro.close();
});
