import type { AgentCallback, VisitorCallback } from '@straks/shared/callbacks/callback.protocol.ts';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
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
import { type PostOffice, postOffice } from '../testing/post-office.ts';

let server: TestServer;
let office: PostOffice;
let olga: string;
let support: string;
let returns: string;
/** Answers for support, one at a time; di for returns. */
let bo: AgentAtConsole;
let di: AgentAtConsole;
const pages: VisitorAtPage[] = [];

const always = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));

beforeAll(async () => {
  office = await postOffice();
  server = await startServer({
    STRAKS_VISITOR_GRACE_SECONDS: '1',
    STRAKS_SMTP_URL: office.url,
    STRAKS_MAIL_FROM: 'chat@shop.example',
  });
  olga = await owner(server);
  const { sites } = server.straks;
  const siteId = sites.first().id;
  support = sites.departments(siteId)[0]?.id ?? '';
  returns = (await sites.addDepartment(siteId, 'Returns')).id;
  await sites.change(siteId, { hours: { zone: 'Europe/Oslo', spans: always, closedDays: [] } });
  bo = await agent(server, olga, { name: 'Bo', capacity: 1, departmentIds: [support] });
  di = await agent(server, olga, { name: 'Di', capacity: 1, departmentIds: [returns] });
});
afterEach(async () => {
  for (const page of pages.splice(0)) {
    if (!page.socket.connected) continue;
    const hello = await page.hello();
    if (hello.ok && hello.conversation) await page.ask('chat:end', { conversationId: hello.conversation.id });
    page.close();
  }
});
afterAll(async () => {
  await server.stop();
  await office.close();
});

async function comes(as?: { token: string; visitorId: string }) {
  const page = await visitor(server, as);
  pages.push(page);
  return page;
}

const words = (text: string) => ({ clientMessageId: messageId(), text, language: 'en' as const });
let numbers = 0;
/** A mobile telephone that nobody else has. */
const phone = () => ({ phone: `41 ${String(100_000 + ++numbers).slice(0, 6)}`, country: 'NO' });
const turn = { kind: 'turn' as const };

async function chats(text: string, departmentId = support) {
  const page = await comes();
  const asked = await page.ask('chat:request', { ...words(text), departmentId });
  if (!asked.ok) throw new Error(asked.code);
  return { ...page, conversationId: asked.conversation.id };
}

async function freeSlot(page: VisitorAtPage, departmentId = support): Promise<number> {
  const free = await page.ask('callback:slots', { departmentId });
  if (!free.ok) throw new Error(free.code);
  return free.slots[0]?.startsAt ?? 0;
}

async function asksFor(when: { kind: 'turn' } | 'a time', departmentId = support) {
  const page = await comes();
  const chosen =
    when === 'a time' ? { kind: 'slot' as const, startsAt: await freeSlot(page, departmentId) } : when;
  const number = phone();
  const asked = await page.ask('callback:request', {
    ...{ ...words('Please call me'), ...number, when: chosen, departmentId },
  });
  if (!asked.ok) throw new Error(`${asked.code} ${asked.detail}`);
  const dialled = `+47${number.phone.replaceAll(' ', '')}`;
  return { ...page, conversationId: asked.conversation.id, asked, dialled };
}
type Asking = Awaited<ReturnType<typeof asksFor>>;

async function seenBy(who: AgentAtConsole, conversationId: string): Promise<AgentConversation | null> {
  const opened = await who.ask('conversation:open', { conversationId });
  return opened.ok ? opened.conversation : null;
}
const callOf = async (who: AgentAtConsole, { conversationId }: { conversationId: string }) =>
  (await seenBy(who, conversationId))?.callback ?? null;

/** The calls in somebody's list, as it came. */
const listed = (who: AgentAtConsole, conversationId: string): AgentCallback[] =>
  heardOf<{ items: (AgentConversation & { gone?: true })[] }>(who, 'inbox')
    .flatMap(({ items }) => items)
    .filter(({ id }) => id === conversationId)
    .flatMap(({ callback }) => callback ?? []);

const ownedBy = (who: AgentAtConsole, { conversationId }: { conversationId: string }) =>
  until('it is given to somebody', async () => {
    const row = await seenBy(who, conversationId);
    return row?.state === 'active' && row;
  });

const told = (page: VisitorAtPage) =>
  heardOf<{ callback: VisitorCallback | null }>(page, 'callback').map(({ callback }) => callback);
const lines = (page: VisitorAtPage) =>
  heardOf<{ entry: Entry }>(page, 'entry').map(({ entry }) =>
    entry.kind === 'callback' ? `${entry.kind} ${entry.step}${entry.last ? ' last' : ''}` : entry.kind,
  );

const change = (conversationId: string, what: { dueMs?: number; dueTold?: number; startsMs?: number }) =>
  server.straks.db.write((trx) =>
    trx.updateTable('callback').set(what).where('conversationId', '=', conversationId).execute(),
  );

describe('when it is her turn', () => {
  test('ada goes away, keeps her place, and is called in her turn; then she is asked how it was', async () => {
    const cy = await chats('Cy is first');
    const { epoch } = await ownedBy(bo, cy);
    const ada = await asksFor(turn);
    expect(ada.asked.callback).toMatchObject({ when: turn, position: 1, dueAt: null, tries: 0 });
    const place = await until('she is told how her place is kept', () =>
      heardOf<Place>(ada, 'place').find(({ hold }) => hold?.by === 'phone'),
    );
    expect(place.position).toBe(1);
    ada.close();
    // Longer than the grace of those who only wait.
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    expect(await seenBy(bo, ada.conversationId)).toMatchObject({ state: 'waiting', kind: 'chat' });
    await bo.ask('conversation:close', { conversationId: cy.conversationId, epoch, category: null });
    await ownedBy(bo, ada);
    const called = await bo.ask('callback:call', { conversationId: ada.conversationId });
    expect(called).toMatchObject({ ok: true, phone: ada.dialled, shown: expect.stringMatching(/^\+47 41/) });
    expect(await callOf(bo, ada)).toMatchObject({ position: 1, callingSince: expect.any(Number) });
    const again = await comes(ada);
    const done = { conversationId: ada.conversationId, epoch: called.ok ? called.epoch : 0, category: null };
    expect(await bo.ask('callback:done', done)).toMatchObject({ ok: true });
    await until('she reads that it is over', () => lines(again).includes('closed'));
    expect(lines(again)).toEqual(['callback done', 'closed']);
    await until('she is told that nobody calls any more', () => told(again).at(-1) === null);
    const rated = { conversationId: ada.conversationId, helped: true };
    expect(await again.ask('rating:give', rated)).toMatchObject({ ok: true });
  });

  test('ada asks while bo is answering her: he sees the number at once, and nobody takes the chat from him', async () => {
    const ada = await chats('Hello');
    const { epoch } = await ownedBy(bo, ada);
    const number = phone();
    const asked = { ...words('Call me, please'), ...number, when: turn };
    expect(await ada.ask('callback:request', asked)).toMatchObject({ ok: true });
    await until('bo sees it', () => listed(bo, ada.conversationId).length > 0);
    expect(await bo.ask('callback:call', { conversationId: ada.conversationId })).toMatchObject({ epoch });
  });

  test('ada wants it no more: she waits on at the same place, and now she must be there', async () => {
    await ownedBy(bo, await chats('Cy is first'));
    const ada = await asksFor(turn);
    await ada.ask('callback:cancel', { conversationId: ada.conversationId });
    await until('her place is kept by being there', () => {
      const last = heardOf<Place>(ada, 'place').at(-1);
      return last && last.hold === undefined && last.position === 1;
    });
    await until('she is told so', () => told(ada).at(-1) === null);
    expect(lines(ada)).toContain('callback cancelled');
    ada.close();
    await until('she has left', async () => (await seenBy(bo, ada.conversationId))?.state === 'closed');
  });

  test('we close before her turn: she is called when somebody is here again', async () => {
    await ownedBy(bo, await chats('Cy is first'));
    const ada = await asksFor(turn);
    const { sites } = server.straks;
    const { id, hours, routing } = sites.first();
    const tomorrow = new Date(Date.now() + 36 * 3_600_000).getUTCDay() || 7;
    const spans = [{ day: tomorrow, from: '11:00', to: '12:00' }];
    await sites.change(id, { hours: { ...hours, spans }, routing: { ...routing, drainMs: 0 } });
    const call = await until('it has a time', () => told(ada).find((one) => one?.dueAt));
    expect(new Date(call?.dueAt ?? 0).getUTCDay() || 7).toBe(tomorrow);
    expect(await seenBy(bo, ada.conversationId)).toMatchObject({ kind: 'case', state: 'waiting' });
    await sites.change(id, { hours, routing });
  });
});

describe('at a time', () => {
  test('the call stands in the lists of her department and in no other; nor do other pages hear of it', async () => {
    const cy = await comes();
    const ada = await asksFor('a time');
    await until('bo sees it', () => listed(bo, ada.conversationId).length > 0);
    const [call] = listed(bo, ada.conversationId);
    expect(call).toMatchObject({ phone: ada.dialled, tries: 0, position: null });
    expect(call?.dueAt).toBe(ada.asked.callback?.dueAt);
    expect(ada.asked.conversation).toMatchObject({ kind: 'case', state: 'waiting' });
    expect(await seenBy(di, ada.conversationId)).toBeNull();
    expect(await di.ask('callback:call', { conversationId: ada.conversationId })).toMatchObject({
      code: 'unknown',
    });
    for (const other of [cy, di]) expect(JSON.stringify(other.heard)).not.toContain(ada.dialled);
    expect(JSON.stringify(ada.asked.entries)).not.toContain(ada.dialled);
  });

  test('when its time has come bo hears it; di does not, and whoever is away is not given it', async () => {
    const ada = await asksFor('a time');
    await until('bo sees it', () => listed(bo, ada.conversationId).length > 0);
    const before = listed(bo, ada.conversationId).length;
    const dueMs = Date.now() - 1;
    await change(ada.conversationId, { dueMs });
    await until('bo hears that it is due', () => listed(bo, ada.conversationId).length > before);
    expect(listed(bo, ada.conversationId).at(-1)?.dueAt).toBe(dueMs);
    expect(listed(di, ada.conversationId)).toEqual([]);
    expect(await seenBy(bo, ada.conversationId)).toMatchObject({ state: 'waiting', ownerId: null });
  });

  test('two agents press at once: one of them has it, the other is told so', async () => {
    const ed = await agent(server, olga, { name: 'Ed', departmentIds: [support] });
    const ada = await asksFor('a time');
    const { conversationId } = ada;
    const both = await Promise.all([bo, ed].map((who) => who.ask('callback:call', { conversationId })));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ code: 'already_taken' });
    const winner = both[0]?.ok ? bo : ed;
    const loser = winner === bo ? ed : bo;
    const epoch = (await seenBy(winner, conversationId))?.epoch ?? 0;
    const act = { conversationId, epoch };
    expect(await loser.ask('callback:no_answer', act)).toMatchObject({ code: 'not_yours' });
    expect(await loser.ask('callback:done', { ...act, category: null })).toMatchObject({ code: 'not_yours' });
    await server.straks.db.write((trx) =>
      trx.updateTable('agent').set({ disabledMs: 1 }).where('name', '=', 'Ed').execute(),
    );
    ed.close();
  });

  test('a half hour has as many calls as the department has agents, however many ask at once', async () => {
    const startsAt = await freeSlot(await comes(), returns);
    const all = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const page = await comes();
        const when = { kind: 'slot' as const, startsAt };
        return page.ask('callback:request', { ...words('Me!'), ...phone(), when, departmentId: returns });
      }),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter((one) => !one.ok && one.code === 'slot_taken')).toHaveLength(3);
    const next = await freeSlot(await comes(), returns);
    expect(next).toBeGreaterThan(startsAt);
    expect(await freeSlot(await comes(), support)).toBe(startsAt);
    // Who came too late has opened nothing.
    expect(await pages.at(-4)?.hello()).toMatchObject({ conversation: null });
  });

  test('a time that is past, between two half hours or in a year is no time', async () => {
    const ada = await comes();
    const slot = await freeSlot(ada);
    for (const startsAt of [slot - 3_600_000, slot + 60_000, slot + 365 * 86_400_000]) {
      const asked = { ...words('Then'), ...phone(), when: { kind: 'slot' as const, startsAt } };
      expect(await ada.ask('callback:request', asked)).toMatchObject({ code: 'slot_taken' });
    }
    expect(await ada.hello()).toMatchObject({ conversation: null });
  });

  test('out of the line she gives up her place, and the place she had is remembered', async () => {
    await ownedBy(bo, await chats('Cy is first'));
    await chats('Eve is second');
    const ada = await chats('Ada is third');
    const when = { kind: 'slot' as const, startsAt: await freeSlot(ada) };
    const asked = { clientMessageId: messageId(), language: 'en' as const, ...phone(), when };
    const answer = await ada.ask('callback:request', asked);
    expect(answer).toMatchObject({ conversation: { kind: 'case' }, callback: { position: 2 } });
    expect(lines(ada)).toEqual(expect.arrayContaining(['left_message', 'callback asked']));
  });

  test('she chats again meanwhile and gives up waiting: the call stands', async () => {
    await ownedBy(bo, await chats('Cy is first'));
    const ada = await asksFor('a time');
    const asked = await ada.ask('chat:request', { ...words('I would rather write'), departmentId: support });
    expect(asked).toMatchObject({ conversation: { id: ada.conversationId, kind: 'chat' } });
    await ada.ask('queue:leave', { conversationId: ada.conversationId });
    expect(await seenBy(bo, ada.conversationId)).toMatchObject({
      ...{ kind: 'case', state: 'waiting', callback: { phone: ada.dialled } },
    });
    const hello = await ada.hello();
    expect(hello).toMatchObject({ callback: { phone: ada.dialled, tries: 0 } });
  });

  test('without a word of hers a call that is not wanted leaves nothing behind; with words it stays', async () => {
    const silent = await comes();
    const when = { kind: 'slot' as const, startsAt: await freeSlot(silent) };
    const wordless = { clientMessageId: messageId(), language: 'en' as const, ...phone(), when };
    const asked = await silent.ask('callback:request', wordless);
    const conversationId = asked.ok ? asked.conversation.id : '';
    await silent.ask('callback:cancel', { conversationId });
    expect(await silent.hello()).toMatchObject({ conversation: { state: 'closed' } });
    const ada = await asksFor('a time');
    await ada.ask('callback:cancel', { conversationId: ada.conversationId });
    expect(await ada.hello()).toMatchObject({ conversation: { kind: 'case', state: 'waiting' } });
    expect(await callOf(bo, ada)).toBeNull();
  });

  test('her department goes: the call is with the department that takes over', async () => {
    const { sites } = server.straks;
    const siteId = sites.first().id;
    const sales = await sites.addDepartment(siteId, 'Sales');
    const gro = await agent(server, olga, { name: 'Gro', departmentIds: [sales.id] });
    // She goes with it, and would answer for bo.
    await gro.ask('presence:set', { status: 'away' });
    const ada = await asksFor('a time', sales.id);
    expect(listed(bo, ada.conversationId)).toEqual([]);
    await sites.removeDepartment(siteId, sales.id);
    await until('bo sees it', () => listed(bo, ada.conversationId).length > 0);
    expect(await callOf(bo, ada)).toMatchObject({ phone: ada.dialled });
    gro.close();
  });
});

describe('nobody answers', () => {
  const calls = async ({ conversationId }: Asking) => {
    const called = await bo.ask('callback:call', { conversationId });
    if (!called.ok) throw new Error(called.code);
    return { conversationId, epoch: called.epoch };
  };

  test('it is tried again a quarter of an hour later by whoever is there, three times; then ada is told', async () => {
    const ada = await asksFor('a time');
    await server.straks.db.write((trx) =>
      trx.updateTable('visitor').set({ email: 'ada@home.example' }).where('id', '=', ada.visitorId).execute(),
    );
    for (const tries of [1, 2]) {
      const beforeMs = Date.now();
      const answer = await bo.ask('callback:no_answer', await calls(ada));
      const againAt = answer.ok ? (answer.againAt ?? 0) : 0;
      expect(againAt - beforeMs).toBeGreaterThanOrEqual(15 * 60_000);
      expect(againAt - beforeMs).toBeLessThan(15.5 * 60_000);
      expect(await seenBy(bo, ada.conversationId)).toMatchObject({
        ...{ kind: 'case', state: 'waiting', ownerId: null },
        callback: { tries, dueAt: againAt, callingSince: null, triedAt: expect.any(Number) },
      });
      expect(await ada.hello()).toMatchObject({ callback: { tries, dueAt: againAt } });
    }
    const act = await calls(ada);
    expect(await bo.ask('callback:no_answer', act)).toMatchObject({ ok: true, againAt: null });
    await until('ada is told', () => lines(ada).includes('callback no_answer last'));
    expect(await ada.hello()).not.toHaveProperty('callback');
    // It is his to write or to close.
    expect(await seenBy(bo, ada.conversationId)).toMatchObject({ state: 'active', epoch: act.epoch });
    const [mail] = await until('she is written to', () => office.taken.length > 0 && office.taken);
    expect(mail?.to).toEqual(['ada@home.example']);
    expect(mail?.raw).not.toContain(ada.dialled.slice(3));
    expect(await bo.ask('callback:no_answer', act)).toMatchObject({ code: 'unknown' });
  });

  test('in her turn: nobody waits behind her meanwhile, and bo is free for the next', async () => {
    const cy = await chats('Cy is first');
    const { epoch } = await ownedBy(bo, cy);
    const ada = await asksFor(turn);
    const eve = await chats('Eve is behind her');
    await bo.ask('conversation:close', { conversationId: cy.conversationId, epoch, category: null });
    await ownedBy(bo, ada);
    expect(await bo.ask('callback:no_answer', await calls(ada))).toMatchObject({ ok: true });
    await ownedBy(bo, eve);
    expect(await seenBy(bo, ada.conversationId)).toMatchObject({ kind: 'case', callback: { tries: 1 } });
    expect(lines(ada)).toEqual(expect.arrayContaining(['callback no_answer', 'returned', 'left_message']));
    // Back in line she is there like everybody else: no place is kept for a call any more.
    const again = { ...words('I am here now'), departmentId: support };
    expect(await ada.ask('chat:request', again)).toMatchObject({ conversation: { kind: 'chat' } });
    expect(await ada.hello()).toMatchObject({ place: { position: 1 } });
    expect(((await ada.hello()) as { place?: Place }).place).not.toHaveProperty('hold');
  });
});

describe('what is refused', () => {
  test.each([
    ['call me', 'letters'],
    ['22', 'too_short'],
    ['1234 5678 9012 3456', 'too_long'],
    ['829 00 000', 'not_called'],
    ['112', 'emergency'],
  ])('a number like %s, by what is wrong with it, and nothing is opened', async (typed, detail) => {
    const ada = await comes();
    const asked = { ...words('Call me'), phone: typed, country: 'NO', when: turn };
    expect(await ada.ask('callback:request', asked)).toMatchObject({ ok: false, code: 'bad_phone', detail });
    expect(await ada.hello()).toMatchObject({ conversation: null });
  });

  test('asked again with the same id it is the same call; with another id she has one already', async () => {
    const ada = await comes();
    const when = { kind: 'slot' as const, startsAt: await freeSlot(ada) };
    const asked = { ...words('Call me'), ...phone(), when, departmentId: support };
    const [first, second] = [
      await ada.ask('callback:request', asked),
      await ada.ask('callback:request', asked),
    ];
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
    const another = { ...asked, ...words('Call me again'), when: turn };
    expect(await ada.ask('callback:request', another)).toMatchObject({ code: 'conflict' });
    expect(await ada.hello()).toMatchObject({ conversation: { kind: 'case' } });
  });

  test('nobody’s telephone is made to ring by many who type her number', async () => {
    const number = phone();
    const codes: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      const page = await comes();
      const when = { kind: 'slot' as const, startsAt: await freeSlot(page) };
      const answer = await page.ask('callback:request', {
        ...words('Me'),
        ...number,
        when,
        departmentId: support,
      });
      codes.push(answer.ok ? 'ok' : answer.code);
    }
    expect(codes).toEqual(['ok', 'ok', 'ok', 'slow_down']);
  });

  test('a site that does not call offers no time, and takes none', async () => {
    const { sites } = server.straks;
    const site = sites.first();
    await sites.change(site.id, { routing: { ...site.routing, callbacks: false } });
    const ada = await comes();
    const hello = await ada.hello();
    expect(hello).toMatchObject({ site: { offers: { callback: false } } });
    expect(await ada.ask('callback:slots', {})).toMatchObject({ slots: [], turn: false });
    const asked = { ...words('Call me'), ...phone(), when: turn };
    expect(await ada.ask('callback:request', asked)).toMatchObject({ code: 'closed_now' });
    await sites.change(site.id, { routing: { ...site.routing, callbacks: true } });
  });
});
