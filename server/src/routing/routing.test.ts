import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Place } from '@straks/shared/queue/queue.protocol.ts';
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
  type VisitorAtPage,
  visitor,
} from '../testing/people.ts';

let server: TestServer;
let olga: string;

beforeAll(async () => {
  server = await startServer({
    STRAKS_AGENT_GRACE_SECONDS: '1',
    STRAKS_LEASE_SECONDS: '2',
    STRAKS_VISITOR_GRACE_SECONDS: '2',
  });
  olga = await owner(server);
});
afterAll(() => server.stop());

const words = (text: string) => ({ clientMessageId: messageId(), text, language: 'en' as const });
const entries = (person: { heard: { event: string; payload: unknown }[] }) =>
  heardOf<{ conversationId: string; entry: Entry }>(person, 'entry');

async function asksFor(ada: VisitorAtPage, text: string) {
  const answer = await ada.ask('chat:request', words(text));
  if (!answer.ok) throw new Error(answer.code);
  return answer.conversation.id;
}

async function given(bo: AgentAtConsole, conversationId: string) {
  return until('bo has the chat', async () => {
    const opened = await bo.ask('conversation:open', { conversationId });
    return opened.ok && opened.conversation.state === 'active' ? opened.conversation : null;
  });
}

async function leavesForTheDay(...agents: AgentAtConsole[]) {
  for (const one of agents) {
    const { inbox } = (await one.hello()) as {
      inbox?: { items: { id: string; epoch: number; state: string }[] };
    };
    for (const { id, epoch, state } of inbox?.items ?? []) {
      if (state === 'active')
        await one.ask('conversation:close', { conversationId: id, epoch, category: null });
    }
    await one.ask('presence:set', { status: 'away' });
    one.close();
  }
}

test('ada asks, bo answers, and each hears it once; cy hears nothing of it', async () => {
  const bo = await agent(server, olga, { name: 'Bo' });
  const ada = await visitor(server);
  const cy = await visitor(server);
  const id = await asksFor(ada, 'Where is my order?');
  const { epoch } = await given(bo, id);
  const sent = await bo.ask('message:send', {
    conversationId: id,
    epoch,
    clientMessageId: messageId(),
    text: 'On its way',
  });
  expect(sent).toMatchObject({ ok: true, seq: 4 });
  await until('ada hears bo', () => entries(ada).some(({ entry }) => entry.seq === 4));
  expect(entries(ada).map(({ entry }) => [entry.seq, entry.kind])).toEqual([
    [1, 'message'],
    [2, 'queued'],
    [3, 'assigned'],
    [4, 'message'],
  ]);
  expect(entries(ada)[3]?.entry).toMatchObject({ from: 'agent', name: 'Bo', text: 'On its way' });
  expect(entries(cy)).toEqual([]);
  const foreign = await cy.ask('message:sync', { conversationId: id, after: 0 });
  expect(foreign).toMatchObject({ ok: false, code: 'unknown' });
  await leavesForTheDay(bo);
});

test('nobody is there: the request is refused and nothing is opened', async () => {
  const ada = await visitor(server);
  const refusal = await ada.ask('chat:request', words('Hello?'));
  expect(refusal).toMatchObject({ ok: false, code: 'closed_now', retry: false });
  const hello = await ada.hello();
  expect(hello).toMatchObject({ ok: true, conversation: null, site: { status: 'nobody' } });
});

test('the words are kept as a case, with the address to answer', async () => {
  const ada = await visitor(server);
  const left = await ada.ask('case:leave', { ...words('Please write to me'), email: 'ada@home.example' });
  expect(left).toMatchObject({ ok: true, conversation: { kind: 'case', state: 'waiting' } });
  const bo = await agent(server, olga, { name: 'Bo' });
  const { inbox } = (await bo.hello()) as { inbox: { items: { id: string; visitor: { email: string } }[] } };
  expect(inbox.items.map(({ visitor }) => visitor.email)).toContain('ada@home.example');
  await leavesForTheDay(bo);
});

test('the line is first come, first served, and each is told her place', async () => {
  const bo = await agent(server, olga, { name: 'Bo', capacity: 1 });
  const [ada, cy, di] = [await visitor(server), await visitor(server), await visitor(server)];
  const first = await asksFor(ada, 'first');
  const { epoch } = await given(bo, first);
  const second = await asksFor(cy, 'second');
  await asksFor(di, 'third');
  const place = await until('di is told she is second', () =>
    heardOf<Place>(di, 'place').find(({ position }) => position === 2),
  );
  expect(place.since).toBeLessThanOrEqual(place.at);
  expect(heardOf<Place>(cy, 'place').map(({ position }) => position)).toEqual([1]);
  await bo.ask('conversation:close', { conversationId: first, epoch, category: 'Order' });
  await given(bo, second);
  await until('di moved up', () => heardOf<Place>(di, 'place').some(({ position }) => position === 1));
  expect(heardOf<Place>(ada, 'place').filter(({ position }) => position > 1)).toEqual([]);
  await di.ask('queue:leave', {
    conversationId: ((await di.hello()) as { conversation: { id: string } }).conversation.id,
  });
  await leavesForTheDay(bo);
});

test('the same request twice opens one chat, with the words once', async () => {
  const bo = await agent(server, olga, { name: 'Bo' });
  const ada = await visitor(server);
  const request = words('only once');
  const [one, two] = await Promise.all([ada.ask('chat:request', request), ada.ask('chat:request', request)]);
  expect(one.ok && two.ok && one.conversation.id === two.conversation.id).toBe(true);
  const again = await ada.ask('chat:request', request);
  expect(again.ok && again.entries.filter(({ kind }) => kind === 'message').length).toBe(1);
  const other = await ada.ask('message:send', {
    conversationId: one.ok ? one.conversation.id : '',
    clientMessageId: request.clientMessageId,
    text: 'other words',
  });
  expect(other).toMatchObject({ ok: false, code: 'conflict', retry: false });
  await leavesForTheDay(bo);
});

test('bo is gone: the chat returns to the front at its old place, and his late words are refused', async () => {
  const bo = await agent(server, olga, { name: 'Bo', capacity: 1 });
  const ada = await visitor(server);
  const cy = await visitor(server);
  const id = await asksFor(ada, 'hello');
  const { epoch } = await given(bo, id);
  const behind = await asksFor(cy, 'behind ada');
  const fay = await agent(server, olga, { name: 'Fay', capacity: 0 });
  // His connection stays, his beats do not: as when the lid is closed.
  await until('ada is told', () => entries(ada).some(({ entry }) => entry.kind === 'returned'), 8_000);
  const late = await bo.ask('message:send', {
    conversationId: id,
    epoch,
    clientMessageId: messageId(),
    text: 'too late',
  });
  expect(late).toMatchObject({ ok: false, code: 'not_yours' });
  await fay.ask('presence:beat', {});
  await fay.ask('presence:capacity', { capacity: 1 });
  await given(fay, id);
  const seen = await cy.hello();
  expect(seen).toMatchObject({ ok: true, conversation: { state: 'waiting' }, place: { position: 1 } });
  await cy.ask('queue:leave', { conversationId: behind });
  await leavesForTheDay(fay, bo);
}, 20_000);

test('a visitor away for longer than the grace leaves once; one who comes back in time keeps her ticket', async () => {
  const bo = await agent(server, olga, { name: 'Bo', capacity: 1 });
  const busy = await visitor(server);
  await given(bo, await asksFor(busy, 'keeps bo busy'));
  const ada = await visitor(server);
  const id = await asksFor(ada, 'waits');
  ada.close();
  const back = await visitor(server, ada);
  const hello = await back.hello();
  expect(hello).toMatchObject({ ok: true, conversation: { id, state: 'waiting' } });
  back.close();
  const beats = setInterval(() => void bo.ask('presence:beat', {}), 500);
  const gone = await until(
    'she has left',
    async () => {
      const opened = await bo.ask('conversation:open', { conversationId: id });
      return opened.ok && opened.conversation.state === 'closed' ? opened : null;
    },
    8_000,
  );
  clearInterval(beats);
  expect(gone.entries.filter(({ kind }) => kind === 'left')).toHaveLength(1);
  await leavesForTheDay(bo);
}, 20_000);

test('ada asks for sales: sales gets the chat, support does not, and a department without anybody is said to be closed', async () => {
  const { id: siteId } = server.straks.sites.first();
  const support = server.straks.sites.departments(siteId)[0]?.id ?? '';
  const { id: sales } = await server.straks.sites.addDepartment(siteId, 'Sales');
  const { id: nobody } = await server.straks.sites.addDepartment(siteId, 'Nobody');
  const bo = await agent(server, olga, { name: 'Bo', departmentIds: [support] });
  const sally = await agent(server, olga, { name: 'Sally', departmentIds: [sales] });
  const ada = await visitor(server);
  const state = await until('all are reachable', async () => {
    const hello = await ada.hello();
    return (
      hello.ok && hello.site.departments.filter(({ wait }) => wait.kind === 'now').length === 2 && hello.site
    );
  });
  expect(state.departments.find(({ id }) => id === nobody)?.wait).toEqual({ kind: 'closed' });
  const refused = await ada.ask('chat:request', { ...words('Anybody?'), departmentId: nobody });
  expect(refused).toMatchObject({ ok: false, code: 'closed_now' });
  const asked = await ada.ask('chat:request', { ...words('A jumper, please'), departmentId: sales });
  const id = asked.ok ? asked.conversation.id : '';
  await given(sally, id);
  expect(await bo.ask('conversation:open', { conversationId: id })).toMatchObject({
    ok: false,
    code: 'unknown',
  });
  expect(JSON.stringify(bo.heard)).not.toContain('jumper');
  await leavesForTheDay(bo, sally);
});
