import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { InboxChanges } from '@straks/shared/inbox/inbox.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type AgentAtConsole,
  colleague,
  console_,
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
let support: string;
let sales: string;
let [bo, caro, di, lee] = [] as unknown as AgentAtConsole[];
const ids: Record<string, string> = {};

/** Bo and Caro of support, Di of sales, and Lee who leads. */
beforeAll(async () => {
  server = await startServer();
  const olga = await owner(server);
  const { sites } = server.straks;
  const siteId = sites.first().id;
  support = sites.departments(siteId)[0]?.id ?? '';
  sales = (await sites.addDepartment(siteId, 'Sales')).id;
  const comes = async (name: string, departmentIds: string[], role: 'agent' | 'lead' = 'agent') => {
    const cookie = await colleague(server, olga, { name, role, departmentIds, capacity: 1 });
    ids[name] = (await server.straks.auth.whoOfCookie(cookie))?.agentId ?? '';
    return console_(server, cookie);
  };
  [bo, caro, di] = [await comes('Bo', [support]), await comes('Caro', [support]), await comes('Di', [sales])];
  lee = await comes('Lee', [], 'lead');
  // An entry in a list comes only to consoles that have one.
  for (const one of [bo, caro, di, lee]) await one?.hello();
});
afterAll(() => server.stop());

type Heard = { heard: { event: string; payload: unknown }[] };
const entries = (person: Heard | undefined) =>
  heardOf<{ entry: Entry }>(person ?? { heard: [] }, 'entry').map(({ entry }) => entry);
const listed = (person: Heard | undefined, id: string) =>
  heardOf<InboxChanges>(person ?? { heard: [] }, 'inbox')
    .flatMap(({ items }) => items)
    .findLast((item) => item.id === id) as AgentConversation | undefined;
const here = (...all: (AgentAtConsole | undefined)[]) =>
  Promise.all(all.map((one) => one?.ask('presence:set', { status: 'available' })));
const away = (...all: (AgentAtConsole | undefined)[]) =>
  Promise.all(all.map((one) => one?.ask('presence:set', { status: 'away' })));

async function asks(ada: VisitorAtPage, text: string) {
  const asked = await ada.ask('chat:request', {
    ...{ clientMessageId: messageId(), text, language: 'en', departmentId: support },
  });
  if (!asked.ok) throw new Error(asked.code);
  return asked.conversation.id;
}
const hers = (id: string, name: string, person?: Heard) =>
  until(`it is ${name}’s`, () => {
    const item = listed(person ?? lee, id);
    return item?.ownerId === ids[name] && item;
  });

test('bo hands ada to caro: both she and caro hear of it, di hears nothing, and bo writes no more', async () => {
  await here(bo, di);
  const ada = await visitor(server);
  const id = await asks(ada, 'A secret of mine');
  const { epoch } = await hers(id, 'Bo');
  const act = { conversationId: id, epoch };
  expect(await bo?.ask('conversation:accept', act)).toMatchObject({ ok: true });
  const to = (agent: string) => ({ ...act, to: { agentId: ids[agent] ?? '' } });
  expect(await bo?.ask('conversation:transfer', to('Caro'))).toMatchObject({ ok: false, code: 'absent' });
  expect(await bo?.ask('conversation:transfer', to('Di'))).toMatchObject({
    ...{ ok: false, code: 'not_in_department' },
  });
  await here(caro);
  expect(await bo?.ask('conversation:transfer', to('Caro'))).toMatchObject({ ok: true });
  await until('ada hears of caro', () =>
    entries(ada).some((entry) => entry.kind === 'assigned' && entry.agent.name === 'Caro'),
  );
  await until('caro hears of ada', () => entries(caro).some(({ kind }) => kind === 'assigned'));
  const late = await bo?.ask('message:send', { ...act, clientMessageId: messageId(), text: 'Wait' });
  expect(late).toMatchObject({ ok: false, code: 'not_yours' });
  expect(JSON.stringify(entries(ada))).not.toContain(ids.Caro);
  expect([entries(di), JSON.stringify(di?.heard).includes('secret')]).toEqual([[], false]);
  const { epoch: now } = await hers(id, 'Caro');
  await caro?.ask('conversation:close', { conversationId: id, epoch: now, category: null });
  await away(bo, caro, di);
  ada.close();
});

test('nobody opens what rings: it is back, lee hears that nobody did, and bo that he was set away', async () => {
  const { id: siteId, routing } = server.straks.sites.first();
  await server.straks.sites.change(siteId, { routing: { ...routing, acceptMs: 500 } });
  await here(bo);
  const ada = await visitor(server);
  const id = await asks(ada, 'Anybody?');
  const rings = () => {
    const seen = listed(lee, id);
    return seen?.escalated && seen;
  };
  const item = await until('lee hears of it', rings, 10_000);
  expect(item).toMatchObject({ state: 'waiting', ownerId: null });
  const back = entries(ada).filter(({ kind }) => kind === 'returned');
  expect(back.map((entry) => entry.kind === 'returned' && entry.reason)).toEqual([
    ...['not_accepted', 'not_accepted'],
  ]);
  const told = await until('bo is told', () =>
    heardOf<{ colleagues: Colleague[] }>(bo ?? { heard: [] }, 'colleagues')
      .at(-1)
      ?.colleagues.find((one) => one.id === ids.Bo && one.setAway),
  );
  expect(told.status).toBe('away');
  expect([entries(di), JSON.stringify(di?.heard).includes('Anybody')]).toEqual([[], false]);
  // She left the line herself in the end.
  await ada.ask('queue:leave', { conversationId: id });
  ada.close();
  await server.straks.sites.change(siteId, { routing });
}, 20_000);

test('what bo may not do with another’s chat: accept, hold or pass on; whoever sees it may put it first', async () => {
  await here(caro);
  const ada = await visitor(server);
  const id = await asks(ada, 'For caro');
  const { epoch } = await hers(id, 'Caro');
  const act = { conversationId: id, epoch };
  const until = Date.now() + 3_600_000;
  const refused = [
    await bo?.ask('conversation:accept', act),
    await bo?.ask('conversation:hold', { ...act, until }),
    await bo?.ask('conversation:transfer', { ...act, to: { departmentId: sales } }),
  ];
  for (const answer of refused) expect(answer).toMatchObject({ ok: false, code: 'not_yours' });
  const first = { conversationId: id, priority: 1 };
  expect(await di?.ask('conversation:priority', first)).toMatchObject({ ok: false, code: 'unknown' });
  expect(await bo?.ask('conversation:priority', first)).toMatchObject({ ok: true });
  expect(await caro?.ask('conversation:hold', { ...act, until })).toMatchObject({ ok: true });
  const passesOn = () => caro?.ask('conversation:transfer', { ...act, to: { departmentId: sales } });
  expect(await passesOn()).toMatchObject({ ok: false, code: 'absent' });
  await here(di);
  expect(await passesOn()).toMatchObject({ ok: true });
  expect(await ada.hello()).toMatchObject({ ok: true, conversation: { id, heldUntil: null } });
  await hers(id, 'Di');
  ada.close();
});
