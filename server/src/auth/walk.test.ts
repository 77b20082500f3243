import { agentUp, rest, visitorUp } from '@straks/shared/protocol.ts';
import type { Answer } from '@straks/shared/result.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { otherSite } from '../testing/other-site.ts';
import {
  type AgentAtConsole,
  colleague,
  console_,
  messageId,
  owner,
  startServer,
  type TestServer,
  until,
  type VisitorAtPage,
  visitor,
} from '../testing/people.ts';
import { rules } from './rules.ts';

type Told = Answer<Record<string, unknown>>;
type Ask = (event: string, request: unknown) => Promise<Told>;

let server: TestServer;
let olga: string;
let departmentId: string;
const cookies: Record<string, string> = { anonymous: '' };
const consoles: Record<string, AgentAtConsole> = {};
/** Has a chat, that bo answers. */
let ada: VisitorAtPage;
let cy: VisitorAtPage;
let oda: VisitorAtPage;

const nobodys = 'AAAAAAAAAAAAAAAAAAAAAA';
const code = (answer: Told) => (answer.ok ? 'ok' : answer.code);
const as = (person: { ask: unknown } | undefined) => (person as { ask: Ask }).ask;

beforeAll(async () => {
  server = await startServer();
  olga = await owner(server);
  const { sites } = server.straks;
  const siteId = sites.first().id;
  departmentId = sites.departments(siteId)[0]?.id ?? '';
  const returns = await sites.addDepartment(siteId, 'Returns');
  const spans = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
  await sites.change(siteId, { hours: { zone: 'Europe/Oslo', spans, closedDays: [] } });
  const other = await otherSite(server);
  const inSupport = [departmentId];
  Object.assign(cookies, {
    bo: await colleague(server, olga, { name: 'Bo', departmentIds: inSupport }),
    di: await colleague(server, olga, { name: 'Di', departmentIds: [returns.id] }),
    lead: await colleague(server, olga, { name: 'Lee', role: 'lead', departmentIds: [returns.id] }),
    admin: await colleague(server, olga, { name: 'Ann', role: 'admin', departmentIds: [returns.id] }),
    owner: olga,
    una: await other.ownerOf(olga),
  });
  for (const who of ['bo', 'di', 'lead', 'admin', 'owner', 'una']) {
    consoles[who] = await console_(server, cookies[who] ?? '');
  }
  ada = await visitor(server);
  cy = await visitor(server);
  oda = await visitor(other.server);
});
afterAll(() => server.stop());

const words = () => ({ clientMessageId: messageId(), text: 'Hello', language: 'en' as const });

/** A case of ada's department that waits, of a visitor of its own. */
async function waitingCase(): Promise<string> {
  const eve = await visitor(server);
  const left = await eve.ask('case:leave', { ...words(), email: 'eve@home.example', departmentId });
  eve.close();
  if (!left.ok) throw new Error(left.code);
  return left.conversation.id;
}

/** The same, taken by bo. */
async function bosCase(): Promise<{ conversationId: string; epoch: number }> {
  const conversationId = await waitingCase();
  const taken = await as(consoles.bo)('conversation:take', { conversationId });
  if (!taken.ok) throw new Error(taken.code);
  return { conversationId, epoch: taken.epoch as number };
}

/** The same, asking to be called at the next free time. */
async function waitingCall(): Promise<string> {
  const eve = await visitor(server);
  const free = await eve.ask('callback:slots', { departmentId });
  if (!free.ok) throw new Error(free.code);
  const when = { kind: 'slot' as const, startsAt: free.slots[0]?.startsAt ?? 0 };
  const phone = { phone: `4${messageId().slice(-7).replaceAll(/\D/g, '1')}`, country: 'NO' };
  const asked = await eve.ask('callback:request', { ...words(), ...phone, when, departmentId });
  eve.close();
  if (!asked.ok) throw new Error(`${asked.code} ${asked.detail}`);
  return asked.conversation.id;
}

async function bosCall(): Promise<{ conversationId: string; epoch: number }> {
  const conversationId = await waitingCall();
  const called = await as(consoles.bo)('callback:call', { conversationId });
  if (!called.ok) throw new Error(called.code);
  return { conversationId, epoch: called.epoch as number };
}

describe('requests over HTTP', () => {
  const names = Object.keys(rest);

  test('the running server answers the requests of the table below /api, and no others', () => {
    const registered = routesOf(server.straks.app.printRoutes({ commonPrefix: false }));
    const api = registered.filter((name) => name.includes(' /api') && !name.startsWith('HEAD'));
    expect(api.sort()).toEqual(names.toSorted());
    for (const name of api) expect(Object.keys(rules)).toContain(name);
  });

  async function send(name: string, who: string, { id = '', body }: { id?: string; body?: unknown }) {
    const [method = '', path = ''] = name.split(' ');
    const response = await fetch(server.url + path.replace(':id', id).replace(':key', server.siteKey), {
      method,
      headers: {
        origin: server.url,
        ...(cookies[who] && { cookie: cookies[who] }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    // What is no JSON is a file.
    return text.startsWith('{') ? (JSON.parse(text) as Told) : { ok: response.ok as true };
  }

  /** What each request needs to succeed; made anew for each try. */
  const requests: Record<string, () => Promise<{ id?: string; body?: unknown }>> = {
    'GET /api/settings': async () => ({}),
    'GET /api/settings/mail': async () => ({}),
    'POST /api/settings/mail/test': async () => ({ body: { language: 'nb' } }),
    'PATCH /api/settings/site': async () => ({ body: { brand: '#1f6f78' } }),
    'POST /api/settings/departments': async () => ({ body: { name: `D ${messageId()}` } }),
    'PATCH /api/settings/departments/:id': async () => ({
      id: await newDepartment(),
      body: { name: `D ${messageId()}` },
    }),
    'DELETE /api/settings/departments/:id': async () => ({ id: await newDepartment() }),
    'PATCH /api/settings/accounts/:id': async () => ({ id: await idOf('di'), body: { capacity: 3 } }),
    'POST /api/settings/invites': async () => ({ body: offer() }),
    'DELETE /api/settings/invites/:id': async () => ({ id: await newInvite() }),
    'PATCH /api/settings/staffing': async () => ({ body: { percent: 90 } }),
    'GET /api/staffing/shifts': async () => ({}),
    'POST /api/staffing/shifts': async () => ({ body: await shift() }),
    'PATCH /api/staffing/shifts/:id': async () => ({ id: await newShift(), body: await shift() }),
    'DELETE /api/staffing/shifts/:id': async () => ({ id: await newShift() }),
    'POST /api/staffing/copy': async () => ({ body: { from: '2026-W48', to: '2026-W49' } }),
    'GET /api/reports/waits': async () => ({}),
    'GET /api/reports/waits.csv': async () => ({}),
    'GET /api/reports/staffing': async () => ({}),
    'GET /api/reports/staffing.csv': async () => ({}),
  };
  const offer = () => ({ role: 'agent', capacity: 1, departmentIds: [departmentId] });

  async function newDepartment(): Promise<string> {
    const { sites } = server.straks;
    return (await sites.addDepartment(sites.first().id, `D ${messageId()}`)).id;
  }
  async function newInvite(): Promise<string> {
    const made = await send('POST /api/settings/invites', 'owner', { body: offer() });
    return (made as unknown as { invite: { id: string } }).invite.id;
  }
  const idOf = async (who: string) => (await server.straks.auth.whoOfCookie(cookies[who]))?.agentId ?? '';

  let shiftDays = 0;
  const shift = async () => {
    shiftDays += 1;
    const date = new Date(Date.UTC(2031, 0, shiftDays)).toISOString().slice(0, 10);
    return { agentId: await idOf('bo'), date, from: '09:00', to: '16:00' };
  };
  async function newShift(): Promise<string> {
    const made = await send('POST /api/staffing/shifts', 'owner', { body: await shift() });
    return (made as unknown as { shift: { id: string } }).shift.id;
  }

  test('every request that needs a role is tried here', () => {
    const guarded = names.filter((name) => /\/api\/(settings|staffing|reports)/.test(name));
    expect(Object.keys(requests).sort()).toEqual(guarded.toSorted());
  });

  async function toldTo(everybody: readonly string[], name: string) {
    const told: Record<string, string> = {};
    for (const who of everybody) told[who] = code(await send(name, who, (await requests[name]?.()) ?? {}));
    return told;
  }
  const everyRank = ['anonymous', 'bo', 'di', 'lead', 'admin', 'owner'];
  const managed = { anonymous: 'not_signed_in', bo: 'not_allowed', di: 'not_allowed' };
  const isSetting = (name: string) => name.includes('/api/settings');
  const forEverybody = 'GET /api/staffing/shifts';

  test.each(Object.keys(requests).filter(isSetting))('%s is for admins and owners', async (name) => {
    const told = { ...managed, lead: 'not_allowed', admin: 'ok', owner: 'ok' };
    expect(await toldTo(everyRank, name)).toEqual(told);
  });

  test.each(Object.keys(requests).filter((name) => !isSetting(name) && name !== forEverybody))(
    '%s is for leads too',
    async (name) => {
      expect(await toldTo(everyRank, name)).toEqual({ ...managed, lead: 'ok', admin: 'ok', owner: 'ok' });
    },
  );

  test('who works when is for every colleague to see, and for nobody else', async () => {
    const all = { bo: 'ok', di: 'ok', lead: 'ok', admin: 'ok', owner: 'ok' };
    expect(await toldTo(everyRank, forEverybody)).toEqual({ anonymous: 'not_signed_in', ...all });
    expect(JSON.stringify(await send(forEverybody, 'una', {}))).not.toContain(await idOf('bo'));
  });

  test.each(Object.keys(requests).filter((name) => name.includes(':id')))(
    '%s: what is another site’s is as unknown as what never was',
    async (name) => {
      const request = (await requests[name]?.()) ?? {};
      const foreign = await send(name, 'una', request);
      expect(foreign).toMatchObject({ ok: false, code: 'unknown' });
      expect(await send(name, 'una', { ...request, id: nobodys })).toEqual(foreign);
    },
  );

  test('another site’s department cannot be offered, and its settings show nothing of ours', async () => {
    const foreign = await send('POST /api/settings/invites', 'una', { body: offer() });
    const body = { ...offer(), departmentIds: [nobodys] };
    expect(foreign).toMatchObject({ code: 'unknown' });
    expect(await send('POST /api/settings/invites', 'una', { body })).toEqual(foreign);
    const settings = JSON.stringify(await send('GET /api/settings', 'una', {}));
    for (const ours of [departmentId, server.siteKey, await idOf('bo'), 'olga@shop.example']) {
      expect(settings).not.toContain(ours);
    }
  });

  test('one’s own account: signed in or not', async () => {
    const change = { body: { current: 'not the one I have', next: 'another long secret' } };
    expect(code(await send('POST /api/account/password', 'anonymous', change))).toBe('not_signed_in');
    for (const who of ['bo', 'di', 'lead', 'admin']) {
      expect(code(await send('POST /api/account/password', who, change))).toBe('wrong_credentials');
    }
    expect(await send('GET /api/account/me', 'anonymous', {})).toMatchObject({ ok: true, me: null });
    expect(await send('GET /api/account/me', 'bo', {})).toMatchObject({ ok: true, me: { name: 'Bo' } });
    expect(code(await send('POST /api/account/sign-out', 'anonymous', {}))).toBe('ok');
  });

  test('an admin makes no owner and changes none', async () => {
    const body = { ...offer(), role: 'owner' };
    expect(code(await send('POST /api/settings/invites', 'admin', { body }))).toBe('not_allowed');
    const change = { id: await idOf('owner'), body: { capacity: 1 } };
    expect(code(await send('PATCH /api/settings/accounts/:id', 'admin', change))).toBe('not_allowed');
    const promotion = { id: await idOf('admin'), body: { role: 'owner' } };
    expect(code(await send('PATCH /api/settings/accounts/:id', 'admin', promotion))).toBe('not_allowed');
  });

  test('links that make people open once and for whoever holds them', async () => {
    const made = await send('POST /api/settings/invites', 'owner', { body: offer() });
    const token = (made as unknown as { link: string }).link.split('/').at(-1);
    const person = { name: 'Gro', email: 'gro@shop.example', password: 'a long enough secret' };
    const look = 'POST /api/account/invites/look';
    const accept = 'POST /api/account/invites/accept';
    const wrong = { token: 'A'.repeat(43) };
    expect(code(await send(look, 'anonymous', { body: { token } }))).toBe('ok');
    expect(code(await send(look, 'anonymous', { body: wrong }))).toBe('unknown');
    expect(code(await send(accept, 'anonymous', { body: { ...wrong, ...person } }))).toBe('unknown');
    expect(code(await send(accept, 'anonymous', { body: { token, ...person } }))).toBe('ok');
    expect(code(await send(accept, 'anonymous', { body: { token, ...person } }))).toBe('already_used');
    const first = { token: server.firstToken, ...person };
    expect(code(await send('POST /api/account/first', 'anonymous', { body: first }))).toBe('already_used');
  });

  test('a message is posted with its visitor’s token only', async () => {
    const mine = await ada.ask('case:leave', { ...words(), email: 'ada@home.example' });
    if (!mine.ok) throw new Error(mine.code);
    const conversationId = mine.conversation.id;
    const say = async (headers: Record<string, string>, to = conversationId) => {
      const response = await fetch(`${server.url}/api/sites/${server.siteKey}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url, ...headers },
        body: JSON.stringify({ conversationId: to, clientMessageId: messageId(), text: 'Bye' }),
      });
      return (await response.json()) as Told;
    };
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    expect(code(await say(bearer(ada.token)))).toBe('ok');
    expect(code(await say({}))).toBe('not_signed_in');
    expect(code(await say({ cookie: olga }))).toBe('not_signed_in');
    expect(code(await say(bearer(oda.token)))).toBe('not_signed_in');
    expect(code(await say(bearer('A'.repeat(43))))).toBe('not_signed_in');
    const foreign = await say(bearer(cy.token));
    expect(code(foreign)).toBe('unknown');
    expect(await say(bearer(cy.token), nobodys)).toEqual(foreign);
  });
});

describe('events of consoles', () => {
  const everybody = ['bo', 'di', 'lead', 'admin', 'owner', 'una'];
  const onesOwn = Object.fromEntries(everybody.map((who) => [who, 'ok']));
  const site = { bo: 'ok', di: 'unknown', lead: 'ok', admin: 'ok', owner: 'ok', una: 'unknown' };
  const hers = { ...Object.fromEntries(everybody.map((who) => [who, 'not_yours'])), bo: 'ok' };

  /** What each event needs to succeed when bo asks, and what the others are told. */
  const events: Record<
    string,
    { request: () => Promise<Record<string, unknown>>; told: Record<string, string> }
  > = {
    hello: { request: async () => ({ protocol: 1 }), told: onesOwn },
    'inbox:sync': { request: async () => ({ after: 0 }), told: onesOwn },
    'presence:beat': { request: async () => ({}), told: onesOwn },
    'presence:set': { request: async () => ({ status: 'away' }), told: onesOwn },
    'presence:capacity': { request: async () => ({ capacity: 3 }), told: onesOwn },
    'conversation:open': {
      request: async () => ({ conversationId: (await bosCase()).conversationId }),
      told: site,
    },
    'conversation:take': { request: async () => ({ conversationId: await waitingCase() }), told: site },
    'conversation:accept': { request: bosCase, told: hers },
    'conversation:return': { request: bosCase, told: hers },
    'conversation:transfer': {
      request: async () => ({ ...(await bosCase()), to: { departmentId } }),
      told: hers,
    },
    'conversation:hold': { request: async () => ({ ...(await bosCase()), until: null }), told: hers },
    'conversation:priority': {
      request: async () => ({ conversationId: await waitingCase(), priority: 1 }),
      told: site,
    },
    'conversation:close': { request: async () => ({ ...(await bosCase()), category: null }), told: hers },
    'callback:call': { request: async () => ({ conversationId: await waitingCall() }), told: site },
    'callback:no_answer': { request: bosCall, told: hers },
    'callback:done': { request: async () => ({ ...(await bosCall()), category: null }), told: hers },
    'message:send': {
      request: async () => ({ ...(await bosCase()), clientMessageId: messageId(), text: 'Hello' }),
      told: hers,
    },
    'message:sync': {
      request: async () => ({ conversationId: (await bosCase()).conversationId, after: 0 }),
      told: site,
    },
    'message:read': {
      request: async () => ({ conversationId: (await bosCase()).conversationId, seq: 1 }),
      told: hers,
    },
    'message:typing': {
      request: async () => ({ conversationId: (await bosCase()).conversationId, typing: true }),
      told: hers,
    },
  };

  test('each of them is tried here', () => {
    expect(Object.keys(events).sort()).toEqual(Object.keys(agentUp).sort());
  });

  test.each(Object.keys(events))('%s', async (event) => {
    const told: Record<string, string> = {};
    for (const who of everybody) {
      told[who] = code(await as(consoles[who])(event, await events[event]?.request()));
    }
    expect(told).toEqual(events[event]?.told);
  });

  test.each(Object.keys(events).filter((event) => /^(conversation|message|callback):/.test(event)))(
    '%s: what di and una may not see is told of like what never was',
    async (event) => {
      for (const who of ['di', 'una']) {
        const request = await events[event]?.request();
        const foreign = await as(consoles[who])(event, request);
        const never = await as(consoles[who])(event, { ...request, conversationId: nobodys });
        expect(never).toEqual(foreign);
      }
    },
  );

  test('a closed conversation of another department is told of like one that never was', async () => {
    const { conversationId, epoch } = await bosCase();
    await as(consoles.bo)('conversation:close', { conversationId, epoch, category: null });
    for (const event of ['conversation:take', 'conversation:open']) {
      expect(code(await as(consoles.di)(event, { conversationId }))).toBe('unknown');
    }
    expect(code(await as(consoles.lead)('conversation:take', { conversationId }))).toBe('already_closed');
  });

  test.each(Object.keys(visitorUp).filter((event) => !(event in agentUp)))(
    '%s is not for consoles',
    async (event) => {
      expect(code(await as(consoles.owner)(event, {}))).toBe('unknown_event');
    },
  );

  test('lists hold what each may see', async () => {
    const { conversationId } = await bosCase();
    const listed: Record<string, boolean> = {};
    for (const who of everybody) {
      const hello = (await as(consoles[who])('hello', { protocol: 1 })) as unknown as {
        inbox: { items: { id: string }[] };
      };
      listed[who] = hello.inbox.items.some(({ id }) => id === conversationId);
    }
    expect(listed).toEqual({ bo: true, di: false, lead: true, admin: true, owner: true, una: false });
  });
});

describe('events of visitors', () => {
  /** Asked by ada about her own; the same asked by others. */
  const events: Record<string, (conversationId: string) => Record<string, unknown>> = {
    'message:send': (conversationId) => ({ conversationId, clientMessageId: messageId(), text: 'Hello' }),
    'message:sync': (conversationId) => ({ conversationId, after: 0 }),
    'message:read': (conversationId) => ({ conversationId, seq: 1 }),
    'message:typing': (conversationId) => ({ conversationId, typing: true }),
    'queue:leave': (conversationId) => ({ conversationId }),
    'hold:keep': (conversationId) => ({ conversationId, by: 'tab' }),
    'hold:end': (conversationId) => ({ conversationId }),
    'callback:cancel': (conversationId) => ({ conversationId }),
    'chat:end': (conversationId) => ({ conversationId }),
    'rating:give': (conversationId) => ({ conversationId, helped: true }),
  };
  const ofNobodyElse = ['hello', 'chat:request', 'case:leave', 'callback:slots', 'callback:request'];

  test('each of them is tried here', () => {
    expect([...Object.keys(events), ...ofNobodyElse].sort()).toEqual(Object.keys(visitorUp).sort());
  });

  test.each(Object.keys(events))('%s is for her own conversation', async (event) => {
    const eve = await visitor(server);
    const left = await eve.ask('case:leave', { ...words(), email: 'eve@home.example' });
    if (!left.ok) throw new Error(left.code);
    const { id } = left.conversation;
    if (event === 'rating:give') await eve.ask('chat:end', { conversationId: id });
    for (const stranger of [cy, oda]) {
      const foreign = await as(stranger)(event, events[event]?.(id));
      expect(code(foreign)).toBe('unknown');
      expect(await as(stranger)(event, events[event]?.(nobodys))).toEqual(foreign);
    }
    // What she left stands in no line, so there is no place to keep.
    const told = event === 'hold:keep' ? 'conflict' : 'ok';
    expect(code(await as(eve)(event, events[event]?.(id)))).toBe(told);
    eve.close();
  });

  test.each(Object.keys(agentUp).filter((event) => !(event in visitorUp)))(
    '%s is not for visitors',
    async (event) => {
      expect(code(await as(ada)(event, {}))).toBe('unknown_event');
    },
  );

  test('another site’s department is as unknown as one that never was', async () => {
    const foreign = await oda.ask('case:leave', { ...words(), email: 'o@home.example', departmentId });
    expect(code(foreign)).toBe('unknown');
    const never = { ...words(), email: 'o@home.example', departmentId: nobodys };
    expect(await oda.ask('case:leave', never)).toEqual(foreign);
  });

  test('naming another’s conversation in her hello brings her nothing of it', async () => {
    const { conversationId } = await bosCase();
    const hello = await as(cy)('hello', { protocol: 1, conversationId, after: 0 });
    expect(JSON.stringify(hello)).not.toContain(conversationId);
  });
});

test('an account that is disabled, and a password that is changed, end its consoles within a second', async () => {
  const cookie = await colleague(server, olga, { name: 'Gone Soon' });
  const gone = await console_(server, cookie);
  const me = await server.straks.auth.whoOfCookie(cookie);
  const response = await fetch(`${server.url}/api/settings/accounts/${me?.agentId}`, {
    method: 'PATCH',
    headers: { cookie: olga, origin: server.url, 'content-type': 'application/json' },
    body: '{"disabled":true}',
  });
  expect(response.status).toBe(200);
  await until('his console is cut', () => gone.socket.disconnected, 1_000);
  await expect(console_(server, cookie)).rejects.toThrow('not_signed_in');
});

/** "METHOD /path" of everything in Fastify's drawing of its routes. */
function routesOf(drawing: string): string[] {
  const path: string[] = [];
  return drawing.split('\n').flatMap((line) => {
    const [, indent, part = '', methods = ''] = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?$/.exec(line) ?? [];
    if (indent === undefined) return [];
    path.splice(indent.length / 4, path.length, part);
    return methods.split(', ').flatMap((method) => (method ? [`${method} ${path.join('')}`] : []));
  });
}
