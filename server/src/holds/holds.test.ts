import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type AgentAtConsole,
  agent,
  colleague,
  console_,
  heardOf,
  messageId,
  owner,
  post,
  startServer,
  type TestServer,
  until,
  type VisitorAtPage,
  visitor,
} from '../testing/people.ts';
import { linkIn, type PostOffice, postOffice, type Taken } from '../testing/post-office.ts';

/** Places are kept for seconds here; a busy machine takes its own. */
vi.setConfig({ testTimeout: 40_000 });
const withinMs = 15_000;

let server: TestServer;
let office: PostOffice;
let ownerCookie: string;
let bo: AgentAtConsole;
const pages: VisitorAtPage[] = [];

const returnMs = 2_000;

async function open(env: Record<string, string> = {}) {
  office = await postOffice();
  server = await startServer({
    STRAKS_SMTP_URL: office.url,
    STRAKS_MAIL_FROM: 'chat@shop.example',
    STRAKS_VISITOR_GRACE_SECONDS: '1',
    STRAKS_REPLY_MAIL_SECONDS: '0.5',
    ...env,
  });
  ownerCookie = await owner(server);
  bo = await agent(server, ownerCookie, { name: 'Bo', capacity: 1 });
  // No owner may set it so short; nobody wants to wait here for a minute.
  const { id } = server.straks.sites.first();
  await server.straks.db.write((trx) =>
    trx
      .updateTable('site')
      .set({ routing: JSON.stringify({ returnMs }) })
      .execute(),
  );
  await server.straks.sites.refresh(id);
}

beforeEach(() => open());
afterEach(async () => {
  for (const page of pages.splice(0)) page.close();
  bo.close();
  await server.stop();
  await office.close();
});

async function comes(as?: { token: string; visitorId: string }) {
  const page = await visitor(server, as);
  pages.push(page);
  return page;
}

async function asks(text: string, page?: VisitorAtPage, language: 'en' | 'sv' = 'en') {
  const who = page ?? (await comes());
  const answer = await who.ask('chat:request', { clientMessageId: messageId(), text, language });
  if (!answer.ok) throw new Error(answer.code);
  return { ...who, conversationId: answer.conversation.id };
}
type InLine = Awaited<ReturnType<typeof asks>>;

const byMail = ({ conversationId }: { conversationId: string }, email = 'ada@home.example') => ({
  conversationId,
  by: 'mail' as const,
  email,
});

async function goesAway(one: VisitorAtPage) {
  one.close();
  await until('she is gone', async () => one.socket.disconnected);
}

async function stateOf({ conversationId }: { conversationId: string }) {
  const opened = await bo.ask('conversation:open', { conversationId });
  if (!opened.ok) throw new Error(opened.code);
  return opened.conversation;
}

async function served(one: InLine) {
  return until(
    `${one.conversationId} is with bo`,
    async () => {
      const now = await stateOf(one);
      return now.state === 'active' ? now : null;
    },
    withinMs,
  );
}

async function isDoneWith(one: InLine) {
  const { epoch } = await served(one);
  await bo.ask('conversation:close', { conversationId: one.conversationId, epoch, category: null });
}

const mail = (subject: string, number = 1): Promise<Taken> =>
  until(
    `the mail "${subject}" has come ${number} times`,
    () => {
      const some = office.taken.filter((one) => one.mail.subject === subject);
      return some.length >= number ? some[number - 1] : null;
    },
    withinMs,
  );

const turn = 'It’s almost your turn';

const goOn = (link: { token: string; key: string }) =>
  post<{ ok: boolean; code?: string; token: string; visitorId: string }>(
    server,
    `/api/sites/${link.key}/continue`,
    { token: link.token },
  );

test('ada keeps her place by mail, is called when her turn nears, and goes on at her telephone as the first', async () => {
  const eva = await asks('Hello');
  await served(eva);
  const dan = await asks('I was before ada');
  const ada = await asks('Where is my parcel?');
  const caro = await asks('I came after ada');
  expect(await ada.ask('hold:keep', byMail(ada))).toEqual({
    ok: true,
    hold: { by: 'mail', called: null, passedOn: false },
  });
  await until('her place says so', () =>
    heardOf<Place>(ada, 'place').some(({ hold }) => hold?.by === 'mail'),
  );
  await goesAway(ada);
  // Longer than the grace: others would have lost their place.
  await new Promise((resolve) => setTimeout(resolve, 2_200));
  expect(office.taken).toHaveLength(0);
  expect((await stateOf(ada)).state).toBe('waiting');

  await isDoneWith(eva);
  await served(dan);
  const called = await mail(turn);
  expect(called.to).toEqual(['ada@home.example']);
  expect(called.mail.text).not.toContain('parcel');
  const { answer } = await goOn(linkIn(called));
  expect(answer).toMatchObject({ ok: true, visitorId: ada.visitorId });
  expect(answer.token).not.toBe(ada.token);
  const phone = await comes(answer);
  const hello = await phone.hello();
  expect(hello).toMatchObject({
    ok: true,
    conversation: { id: ada.conversationId, state: 'waiting' },
    place: { position: 1 },
  });
  await isDoneWith(dan);
  await served({ ...ada, ...phone });
  const said = await phone.ask('message:send', {
    ...{ conversationId: ada.conversationId, clientMessageId: messageId(), text: 'Here I am' },
  });
  expect(said.ok).toBe(true);
  expect((await stateOf(caro)).state).toBe('waiting');
  // The page she left at home is still hers too.
  expect((await (await comes(ada)).hello()).ok).toBe(true);
});

test('she does not come: bo gets caro, ada is called again, and at last her words are a message that is kept', async () => {
  const eva = await asks('Hello');
  await served(eva);
  const ada = await asks('Where is my parcel?');
  const caro = await asks('I came after ada');
  await ada.ask('hold:keep', byMail(ada));
  await goesAway(ada);
  await mail(turn);
  await isDoneWith(eva);
  await isDoneWith(caro);
  const again = await mail(turn, 2);
  expect(again.mail.text).toContain('last time we call');
  await mail('We’ll answer you by e-mail');
  const left = await stateOf(ada);
  expect(left).toMatchObject({ kind: 'case', state: 'waiting', visitor: { email: 'ada@home.example' } });
  const back = await comes(ada);
  const hello = (await back.hello()) as { entries?: Entry[] };
  expect(hello.entries).toContainEqual(expect.objectContaining({ kind: 'left_message', reason: 'missed' }));
  expect(hello.entries).toContainEqual(
    expect.objectContaining({ kind: 'message', text: 'Where is my parcel?' }),
  );
  expect(office.taken.filter((one) => one.mail.subject === turn)).toHaveLength(2);
});

test('nobody who is away is given to bo, and she who came back is, at her old place', async () => {
  const eva = await asks('Hello');
  await served(eva);
  const ada = await asks('Where is my parcel?');
  const caro = await asks('I came after ada');
  await ada.ask('hold:keep', byMail(ada));
  await goesAway(ada);
  await isDoneWith(eva);
  await served(caro);
  expect((await stateOf(ada)).state).toBe('waiting');
  const dan = await asks('I came last');
  const back = await comes(ada);
  // Longer than the grace, without a word: who is here is here.
  await new Promise((resolve) => setTimeout(resolve, 2_200));
  await until('she waits like everybody else', async () => {
    const hello = await back.hello();
    return hello.ok && hello.place && !hello.place.hold && hello.place.position === 1;
  });
  await isDoneWith(caro);
  await served(ada);
  expect((await stateOf(dan)).state).toBe('waiting');
});

test('nobody is called for nothing: while no agent is there she is left in peace', async () => {
  const eva = await asks('Hello');
  await served(eva);
  const ada = await asks('Where is my parcel?');
  await bo.ask('presence:set', { status: 'away' });
  await until('nobody is there', async () => {
    const hello = await ada.hello();
    return hello.ok && hello.site.status !== 'open';
  });
  await ada.ask('hold:keep', byMail(ada));
  await goesAway(ada);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(office.taken).toEqual([]);
  await bo.ask('presence:set', { status: 'available' });
  await mail(turn);
});

test('where languages count ada is called while somebody is there who speaks hers, whoever else is there', async () => {
  const cookie = await colleague(server, ownerCookie, { name: 'Cleo', capacity: 1 });
  const cleo = await console_(server, cookie);
  const { id: siteId } = server.straks.sites.first();
  await server.straks.db.write(async (trx, tell) => {
    await trx.updateTable('site').set({ language: 'nb' }).execute();
    await trx.updateTable('department').set({ matchLanguage: 1 }).execute();
    for (const [name, language] of [
      ['Bo', 'nb'],
      ['Cleo', 'sv'],
    ] as const) {
      const languages = JSON.stringify([language]);
      await trx.updateTable('agent').set({ languages }).where('name', '=', name).execute();
    }
    tell({ kind: 'site', siteId });
    tell({ kind: 'presence', siteId });
  });
  await server.straks.sites.refresh(siteId);
  await cleo.ask('presence:set', { status: 'available' });
  await asks('Hej', undefined, 'sv');
  const ada = await asks('Var är mitt paket?', undefined, 'sv');
  await cleo.ask('presence:set', { status: 'away' });
  await until('nobody is there for her', async () => {
    const hello = await ada.hello();
    return hello.ok && hello.place?.wait.kind === 'away';
  });
  await ada.ask('hold:keep', byMail(ada));
  await goesAway(ada);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(office.taken).toEqual([]);
  await bo.ask('presence:set', { status: 'away' });
  await cleo.ask('presence:set', { status: 'available' });
  const [called] = await until('she is called', () => office.taken.length > 0 && office.taken, withinMs);
  expect(called?.to).toEqual(['ada@home.example']);
  cleo.close();
});

test('called in a tab, she says that she is here and is served', async () => {
  const eva = await asks('Hello');
  await served(eva);
  const ada = await asks('Where is my parcel?');
  expect(await ada.ask('hold:keep', { conversationId: ada.conversationId, by: 'tab' })).toMatchObject({
    ok: true,
  });
  const called = await until(
    'she is called',
    () => heardOf<Place>(ada, 'place').find(({ hold }) => hold?.called),
    withinMs,
  );
  expect(called.hold?.called?.returnBy).toBeGreaterThan(called.at);
  await isDoneWith(eva);
  // She looks elsewhere: bo does not sit before an empty chat.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await stateOf(ada)).state).toBe('waiting');
  expect(await ada.ask('hold:end', { conversationId: ada.conversationId })).toEqual({ ok: true });
  await served(ada);
  expect(office.taken).toHaveLength(0);
});

describe('a time away of her own is no wait of ours', () => {
  const noted = async ({ conversationId }: InLine) => {
    const rows = await server.straks.db.read.selectFrom('waitEvent').select('event').orderBy('seq').execute();
    return rows
      .map(({ event }) => JSON.parse(event) as { kind: string; conversationId?: string })
      .filter((event) => event.conversationId === conversationId && /dropped|reconnected/.test(event.kind))
      .map(({ kind }) => kind);
  };
  const toldTo = ({ conversationId }: InLine) =>
    server.straks.db.read
      .selectFrom('told')
      .selectAll()
      .where('conversationId', '=', conversationId)
      .orderBy('n')
      .execute();

  test('her place is kept in a tab that stays open: her turn passes when caro, who came later, is served', async () => {
    const eva = await asks('Hello');
    await served(eva);
    const ada = await asks('Where is my parcel?');
    await until('she is told a time', async () => (await toldTo(ada)).length > 0);
    await ada.ask('hold:keep', { conversationId: ada.conversationId, by: 'tab' });
    expect(await noted(ada)).toEqual(['dropped']);
    const caro = await asks('I came after ada');
    await isDoneWith(eva);
    await served(caro);
    const passedMs = await until('her turn has passed', async () => (await toldTo(ada))[0]?.shadowMs);
    // She reads on at the shop for a while.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await ada.ask('hold:end', { conversationId: ada.conversationId });
    expect(await noted(ada)).toEqual(['dropped', 'reconnected']);
    await isDoneWith(caro);
    await served(ada);
    const [first] = await toldTo(ada);
    expect(first).toMatchObject({ outcome: 'served', shadowMs: passedMs });
    expect(first?.livedMs).toBeGreaterThan(Number(passedMs) + 1_000);
  });

  test('another page of the shop that she opens does not say that she is back', async () => {
    await served(await asks('Hello'));
    const ada = await asks('Where is my parcel?');
    await ada.ask('hold:keep', { conversationId: ada.conversationId, by: 'tab' });
    await stateOf(ada);
    await goesAway(ada);
    const next = await comes(ada);
    await until('bo, who looks on, sees her', () =>
      heardOf<{ online: boolean }>(bo, 'visitor:online').some(({ online }) => online),
    );
    await next.ask('hold:end', { conversationId: ada.conversationId });
    expect(await noted(ada)).toEqual(['dropped', 'reconnected']);
  });
});

describe('who may not', () => {
  test('another visitor can neither keep nor end ada’s place, nor see that it is kept', async () => {
    await served(await asks('Hello'));
    const ada = await asks('Where is my parcel?');
    const eve = await comes();
    expect(await eve.ask('hold:keep', byMail(ada, 'eve@evil.example'))).toMatchObject({ code: 'unknown' });
    await ada.ask('hold:keep', byMail(ada));
    expect(await eve.ask('hold:end', { conversationId: ada.conversationId })).toMatchObject({
      code: 'unknown',
    });
    expect(await server.straks.db.read.selectFrom('hold').select(['email', 'visitorId']).execute()).toEqual([
      { email: 'ada@home.example', visitorId: ada.visitorId },
    ]);
    expect(JSON.stringify(eve.heard)).not.toContain(ada.conversationId);
  });

  test('a link works once, in its own site, for a week; another is as unknown as one that never was', async () => {
    const { visitors, sites, clock } = { ...server.straks, visitors: server.straks.visitors };
    const ada = await comes();
    const { id, key } = sites.first();
    const token = await visitors.linkFor(id, ada.visitorId);
    expect((await goOn({ key, token })).answer.ok).toBe(true);
    expect((await goOn({ key, token })).answer).toMatchObject({ code: 'already_used' });
    expect((await goOn({ key, token: 'A'.repeat(43) })).answer).toMatchObject({ code: 'unknown' });
    const old = await visitors.linkFor(id, ada.visitorId);
    await server.straks.db.write((trx) =>
      trx
        .updateTable('continueLink')
        .set({ expiresMs: clock.nowMs() - 1 })
        .where('usedMs', 'is', null)
        .execute(),
    );
    expect((await goOn({ key, token: old })).answer).toMatchObject({ code: 'unknown', detail: 'expired' });
    const stored = await server.straks.db.read.selectFrom('continueLink').select('tokenHash').execute();
    expect(stored.map(({ tokenHash }) => tokenHash)).not.toContain(token);
  });

  test('a link that is spent brings a new one to the same address, and only there; a guess brings nothing', async () => {
    const { visitors, sites } = server.straks;
    await served(await asks('Hello'));
    const ada = await asks('Where is my parcel?');
    await ada.ask('hold:keep', byMail(ada));
    const called = await mail(turn);
    const { key, token } = linkIn(called);
    await goOn({ key, token });
    const again = (secret: string) =>
      post<{ ok: boolean; code?: string }>(server, `/api/sites/${key}/continue/again`, { token: secret });
    expect((await again(token)).answer).toEqual({ ok: true });
    expect((await again(token)).answer).toEqual({ ok: true });
    const sent = await mail('Here is a new link');
    expect(sent.to).toEqual(['ada@home.example']);
    expect((await goOn(linkIn(sent))).answer).toMatchObject({ ok: true, visitorId: ada.visitorId });
    expect(office.taken.filter((one) => one.mail.subject === 'Here is a new link')).toHaveLength(1);

    expect((await again('A'.repeat(43))).answer).toMatchObject({ code: 'unknown' });
    const nameless = await visitors.linkFor(sites.first().id, (await comes()).visitorId);
    expect((await again(nameless)).answer).toMatchObject({ code: 'unknown' });
  });

  test('a stranger’s letter box is not filled: one address is called for so many places and no more', async () => {
    await served(await asks('Hello'));
    const told: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const one = await asks('Me too');
      // However it is written, it is one box.
      const email = n % 2 === 0 ? 'victim@home.example' : 'ViCtim@Home.example';
      const answer = await one.ask('hold:keep', byMail(one, email));
      told.push(answer.ok ? 'ok' : answer.code);
    }
    expect(told).toEqual(['ok', 'ok', 'ok', 'slow_down', 'slow_down']);
  });

  test('who changes her mind again and again is slowed down', async () => {
    await served(await asks('Hello'));
    const ada = await asks('Where is my parcel?');
    const told: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const answer = await ada.ask('hold:keep', { conversationId: ada.conversationId, by: 'tab' });
      told.push(answer.ok ? 'ok' : answer.code);
    }
    expect(told.filter((code) => code === 'ok')).toHaveLength(10);
    expect(told.at(-1)).toBe('slow_down');
  });

  test('an address that is none, or no address, keeps nothing', async () => {
    await served(await asks('Hello'));
    const ada = await asks('Where is my parcel?');
    const { conversationId } = ada;
    for (const email of [
      'ada',
      'ada@home',
      'a,b@home.example',
      'ada@home.example\r\nBcc: eve@evil.example',
    ]) {
      const told = await ada.ask('hold:keep', { conversationId, by: 'mail', email });
      expect(told).toMatchObject({ ok: false, code: 'bad_request' });
    }
    expect(await ada.ask('hold:keep', { conversationId, by: 'mail' })).toMatchObject({ code: 'bad_request' });
    expect(await server.straks.db.read.selectFrom('hold').selectAll().execute()).toEqual([]);
  });

  test('a chat that bo has, one that is over and a left message have no place to keep', async () => {
    const ada = await asks('Hello');
    const { epoch } = await served(ada);
    expect(await ada.ask('hold:keep', byMail(ada))).toMatchObject({ code: 'already_taken' });
    await bo.ask('conversation:close', { conversationId: ada.conversationId, epoch, category: null });
    expect(await ada.ask('hold:keep', byMail(ada))).toMatchObject({ code: 'already_closed' });
  });
});

describe('a place that is kept is not lost, nor is she told what is not so', () => {
  test('bo opens it by hand, writes to her, and has to give it back before she comes: her place is still kept', async () => {
    await served(await asks('Hello'));
    const ada = await asks('Where is my parcel?');
    await ada.ask('hold:keep', byMail(ada));
    await goesAway(ada);
    // Longer than the grace: without a kept place she would be taken for gone.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const taken = await bo.ask('conversation:take', { conversationId: ada.conversationId });
    await mail('We’re ready for you now');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const act = { conversationId: ada.conversationId, epoch: taken.ok ? taken.epoch : 0 };
    expect(await bo.ask('conversation:return', act)).toMatchObject({ ok: true });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await stateOf(ada)).toMatchObject({ state: 'waiting', kind: 'chat' });
    expect(office.taken.filter((one) => one.mail.subject === 'We’re ready for you now')).toHaveLength(1);
  });

  test('her page at home comes back by itself behind other windows: she is called by mail all the same', async () => {
    const eva = await asks('Hello');
    await served(eva);
    const ada = await asks('Where is my parcel?');
    await ada.ask('hold:keep', byMail(ada));
    ada.socket.auth = { token: ada.token, hidden: true };
    ada.socket.disconnect();
    ada.socket.connect();
    await until('her page is connected again', () => ada.socket.connected);
    await mail(turn);
    await isDoneWith(eva);
    expect((await stateOf(ada)).state).toBe('waiting');
  });

  test('her page at home is still open when she follows the link: she is back, and bo has her', async () => {
    const eva = await asks('Hello');
    await served(eva);
    const ada = await asks('Where is my parcel?');
    await ada.ask('hold:keep', byMail(ada));
    const { answer } = await goOn(linkIn(await mail(turn)));
    await isDoneWith(eva);
    await served({ ...ada, ...(await comes(answer)) });
  });

  test('she leaves a message instead: nobody writes to her that we did not get to her', async () => {
    await served(await asks('Hello'));
    const ada = await asks('Where is my parcel?');
    await ada.ask('hold:keep', byMail(ada));
    const left = await ada.ask('case:leave', {
      ...{ clientMessageId: messageId(), text: 'I write instead', language: 'en' as const },
      email: 'ada@home.example',
    });
    expect(left).toMatchObject({ ok: true, conversation: { kind: 'case' } });
    const { db } = server.straks;
    await until('her place is kept no more', async () => {
      return (await db.read.selectFrom('hold').selectAll().execute()).length === 0;
    });
    const posted = await db.read.selectFrom('mail').select('kind').execute();
    expect(posted.map(({ kind }) => kind)).not.toContain('hold:closed');
  });

  test('we close before her turn: she is told so, and writing again she waits like everybody who is here', async () => {
    const first = await asks('Hello');
    await served(first);
    const ada = await asks('Where is my parcel?');
    const cy = await asks('And mine?');
    await ada.ask('hold:keep', byMail(ada));
    await cy.ask('hold:keep', { conversationId: cy.conversationId, by: 'tab' });
    await goesAway(ada);
    const { sites } = server.straks;
    const { id, hours, routing } = sites.first();
    const tomorrow = new Date(Date.now() + 36 * 3_600_000).getUTCDay() || 7;
    const spans = [{ day: tomorrow, from: '11:00', to: '12:00' }];
    await sites.change(id, { hours: { ...hours, spans }, routing: { ...routing, drainMs: 0 } });
    const told = await mail('We’ll answer you by e-mail');
    expect(told.mail.text).toContain('we didn’t get to you today');
    expect(await stateOf(ada)).toMatchObject({ state: 'waiting', kind: 'case' });
    await sites.change(id, { hours, routing });
    await isDoneWith(first);
    await asks('I am here now', cy);
    await served(cy);
    expect(office.taken.filter((one) => one.mail.subject === 'We’ll answer you by e-mail')).toHaveLength(1);
  });
});

test('where no mail is set up it is not offered, and asked for all the same it is refused', async () => {
  await server.stop();
  await office.close();
  await open({ STRAKS_SMTP_URL: '', STRAKS_MAIL_FROM: '' });
  await served(await asks('Hello'));
  const ada = await asks('Where is my parcel?');
  expect(await ada.hello()).toMatchObject({ site: { offers: { mail: false } } });
  expect(await ada.ask('hold:keep', byMail(ada))).toMatchObject({ ok: false, code: 'not_allowed' });
  expect(await ada.ask('hold:keep', { conversationId: ada.conversationId, by: 'tab' })).toMatchObject({
    ok: true,
  });
});
