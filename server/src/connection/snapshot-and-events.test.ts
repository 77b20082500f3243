import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { words } from '../testing/house.ts';
import { agentMirror, cutOff, visitorMirror } from '../testing/mirror.ts';
import { colleague, messageId, owner, startServer, type TestServer, until } from '../testing/people.ts';

type Visitor = Awaited<ReturnType<typeof visitorMirror>>;
type Agent = Awaited<ReturnType<typeof agentMirror>>;

let server: TestServer;
let visitors: Visitor[];
let agents: Agent[];
let departments: string[];

beforeAll(async () => {
  server = await startServer();
  const { sites } = server.straks;
  const { id: siteId } = sites.first();
  await sites.addDepartment(siteId, 'Sales');
  departments = sites.departments(siteId).map(({ id }) => id);
  const [support = '', sales = ''] = departments;
  const olga = await owner(server);
  const cookies = [
    await colleague(server, olga, { name: 'Bo', departmentIds: [support], capacity: 2 }),
    await colleague(server, olga, { name: 'Fay', departmentIds: [support, sales], capacity: 2 }),
    await colleague(server, olga, { name: 'Lea', role: 'lead', departmentIds: [], capacity: 2 }),
  ];
  agents = await Promise.all(cookies.map((cookie) => agentMirror(server, cookie)));
  await Promise.all(agents.map(({ at }) => at.ask('presence:set', { status: 'available' })));
  visitors = await Promise.all(Array.from({ length: 4 }, () => visitorMirror(server)));
}, 30_000);
afterAll(() => server.stop());

type Act =
  | { do: 'asks'; who: number; department: number | null }
  | { do: 'leaves a message'; who: number; text: boolean; address: number }
  | { do: 'says' | 'reads' | 'ends' | 'leaves the line' | 'goes' | 'comes' | 'second tab'; who: number }
  | { do: 'rates'; who: number; helped: boolean }
  | { do: 'takes' | 'answers' | 'has read' | 'gives back' | 'closes' | 'looks'; agent: number; which: number }
  | { do: 'wants'; agent: number; capacity: number }
  | { do: 'time passes' };

/** Lists follow what happened at once by a tenth of a second. */
const listsAreTold = 200;

const who = fc.nat(3);
const oneOf = <T extends string>(...names: T[]) => fc.constantFrom(...names);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: oneOf('asks'), who, department: fc.option(fc.nat(1)) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: oneOf('leaves a message'), who, text: fc.boolean(), address: fc.nat(9) }),
  },
  { weight: 6, arbitrary: fc.record({ do: oneOf('says', 'reads'), who }) },
  { weight: 3, arbitrary: fc.record({ do: oneOf('ends', 'leaves the line'), who }) },
  { weight: 4, arbitrary: fc.record({ do: oneOf('goes', 'comes', 'second tab'), who }) },
  { weight: 3, arbitrary: fc.record({ do: oneOf('rates'), who, helped: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: oneOf('takes', 'answers', 'has read', 'looks'),
      agent: fc.nat(2),
      which: fc.nat(3),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: oneOf('gives back', 'closes'), agent: fc.nat(2), which: fc.nat(3) }),
  },
  { weight: 1, arbitrary: fc.record({ do: oneOf('time passes') }) },
  { weight: 2, arbitrary: fc.record({ do: oneOf('wants'), agent: fc.nat(2), capacity: fc.nat(3) }) },
);

/** Whatever they try; that the server refuses much of it is part of the day. */
async function run(act: Act): Promise<unknown> {
  const ada = visitors['who' in act ? act.who : 0] as Visitor;
  const { at, follow, items } = agents['agent' in act ? act.agent : 0] as Agent;
  const conversationId = ada.conversation()?.id ?? 'nobodys-conversation';
  const page = ada.page();
  const seq = ada.conversation()?.lastSeq ?? 0;
  const listed = items();
  const one = listed[('which' in act ? act.which : 0) % Math.max(1, listed.length)];
  const held = { conversationId: one?.id ?? 'nobodys-conversation', epoch: one?.epoch ?? 0 };
  if ('who' in act && act.do !== 'comes' && !page.socket.connected) return;

  switch (act.do) {
    case 'asks': {
      const departmentId = act.department === null ? undefined : departments[act.department];
      return page.ask('chat:request', words('hei', departmentId ? { departmentId } : {}));
    }
    case 'leaves a message': {
      const { text, ...rest } = words('write to me');
      const email = `ada${act.address}@home.example`;
      return page.ask('case:leave', {
        ...rest,
        email,
        name: `Ada ${act.address}`,
        ...(act.text && { text }),
      });
    }
    case 'says':
      return page.ask('message:send', { conversationId, clientMessageId: messageId(), text: 'more\nwords' });
    case 'reads':
      return page.ask('message:read', { conversationId, seq });
    case 'ends':
      return page.ask('chat:end', { conversationId });
    case 'leaves the line':
      return page.ask('queue:leave', { conversationId });
    case 'rates':
      return page.ask('rating:give', { conversationId, helped: act.helped, comment: 'thanks' });
    case 'goes':
      return ada.close();
    case 'comes':
      return page.socket.connected || ada.reopen();
    case 'second tab':
      return ada.fresh();
    case 'takes':
      return at.ask('conversation:take', { conversationId: held.conversationId });
    case 'answers':
      return at.ask('message:send', { ...held, clientMessageId: messageId(), text: 'on its way' });
    case 'has read':
      return at.ask('message:read', { conversationId: held.conversationId, seq: one?.lastSeq ?? 0 });
    case 'gives back':
      return at.ask('conversation:return', held);
    case 'closes':
      return at.ask('conversation:close', { ...held, category: 'Order' });
    case 'looks':
      return follow(held.conversationId);
    case 'time passes':
      return new Promise((resolve) => setTimeout(resolve, listsAreTold));
    case 'wants':
      return at.ask('presence:capacity', { capacity: act.capacity });
  }
}

const told = new Set<Entry['kind']>();

/** Lists and places are told at most once a second; after that nothing is different. */
async function agreed(what: string, one: Pick<Visitor | Agent, 'shows' | 'fresh'>) {
  const end = performance.now() + 10_000;
  for (;;) {
    const [shown, fresh] = [await one.shows(), await one.fresh()];
    const same = (() => {
      try {
        expect(shown).toEqual(fresh);
        return true;
      } catch {
        return false;
      }
    })();
    if (same) break;
    if (performance.now() > end) expect({ what, ...shown }).toEqual({ what, ...fresh });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function everybodyAgrees() {
  for (const [index, bo] of agents.entries()) await agreed(`agent ${index}`, bo);
  for (const [index, ada] of visitors.entries()) {
    if (!ada.page().socket.connected) await ada.reopen();
    await agreed(`visitor ${index}`, ada);
    for (const { kind } of (await ada.shows()).entries) told.add(kind);
  }
}

const everyItem = [0, 1, 2, 3].flatMap((which) => [0, 1].map((agent) => ({ agent, which })));

/** A day on which everything happens that can. */
const fullDay: Act[][] = [
  [
    { do: 'asks', who: 0, department: 0 },
    { do: 'asks', who: 2, department: null },
    { do: 'leaves a message', who: 1, text: true, address: 1 },
  ],
  [{ do: 'time passes' }],
  [{ do: 'wants', agent: 0, capacity: 0 }],
  [{ do: 'wants', agent: 1, capacity: 0 }],
  everyItem.map(({ agent, which }) => ({ do: 'answers', agent, which })),
  [
    { do: 'says', who: 0 },
    { do: 'reads', who: 0 },
    { do: 'has read', agent: 0, which: 0 },
    { do: 'looks', agent: 2, which: 0 },
  ],
  everyItem.map(({ agent, which }) => ({ do: 'gives back', agent, which })),
  [{ do: 'leaves the line', who: 2 }],
  [{ do: 'leaves a message', who: 1, text: false, address: 2 }],
  [{ do: 'ends', who: 0 }],
  [{ do: 'rates', who: 0, helped: true }],
  [{ do: 'rates', who: 0, helped: false }],
  // It goes on.
  [{ do: 'says', who: 0 }],
  [{ do: 'goes', who: 1 }],
  [{ do: 'wants', agent: 0, capacity: 2 }],
];

test('bo has a message of ada open; when she asks another department instead, he hears no more of it', async () => {
  const [support = '', sales = ''] = departments;
  const [bo, fay] = agents as [Agent, Agent];
  const { page } = await visitorMirror(server);
  const message = { ...words('write to me', { departmentId: support }), email: 'ada@home.example' };
  const left = await page().ask('case:leave', message);
  if (!left.ok) throw new Error(left.code);
  const { id: conversationId } = left.conversation;
  const sees = ({ items }: Agent) => items().some(({ id }) => id === conversationId);
  await until('bo has it in his list', () => sees(bo));
  await bo.follow(conversationId);
  await fay.follow(conversationId);
  const asked = await page().ask('chat:request', words('or now', { departmentId: sales }));
  expect(asked.ok).toBe(true);
  await until('it is gone from his list', () => !sees(bo));
  const text = 'for Sales alone';
  const said = await page().ask('message:send', { conversationId, clientMessageId: messageId(), text });
  expect(said.ok).toBe(true);
  const heard = ({ at }: Agent) => JSON.stringify(at.heard).includes(text);
  await until('fay hears it', () => heard(fay));
  expect(heard(bo)).toBe(false);
});

test('whoever has listened since the morning sees what somebody sees who comes now', async () => {
  const moment = fc.array(act, { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 12, maxLength: 18, size: 'max' }), async (day) => {
      // Some of it at once, so that answers and events overtake each other.
      for (const acts of day) await Promise.all(acts.map((one) => run(one).catch(cutOff)));
      await everybodyAgrees();
    }),
    { numRuns: 8, endOnFailure: true, examples: [[fullDay]] },
  );
  const kinds = [
    'assigned',
    'closed',
    'left',
    'left_message',
    'message',
    'queued',
    'rated',
    'reopened',
    'returned',
  ];
  expect([...told].toSorted()).toEqual(kinds);
}, 60_000);

test('a department goes and rights change: the lists of all who stayed are those of somebody who comes now', async () => {
  const { sites, auth } = server.straks;
  const { id: siteId } = sites.first();
  const [, sales = ''] = departments;
  const [bo, fay, lea] = agents as [Agent, Agent, Agent];
  const ada = await visitorMirror(server);
  visitors.push(ada);
  const left = await ada.page().ask('case:leave', {
    ...words('of wool', { departmentId: sales }),
    email: 'ada@home.example',
  });
  if (!left.ok) throw new Error(left.code);
  const has = ({ items }: Agent) => items().some(({ id }) => id === left.conversation.id);
  await until('fay has it', () => has(fay) && has(lea));
  expect(has(bo)).toBe(false);

  await sites.removeDepartment(siteId, sales);
  await until('bo has it too', () => has(bo));
  await everybodyAgrees();

  const accounts = (await auth.settings(siteId)).accounts;
  const ofName = (name: string) => accounts.find((account) => account.name === name)?.id ?? '';
  const me = { agentId: '', siteId, role: 'owner' as const, name: '', email: '', session: '' };
  await auth.changeAccount(me, ofName('Bo'), { departmentIds: [] });
  await auth.changeAccount(me, ofName('Fay'), { role: 'lead', departmentIds: [] });
  await until('bo has it no more', () => !has(bo), 8_000);
  await until('all are back', () => agents.every(({ at }) => at.socket.connected), 8_000);
  await everybodyAgrees();
  expect(has(fay)).toBe(true);
}, 30_000);
