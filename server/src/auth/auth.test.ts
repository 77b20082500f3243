import type { Role } from '@straks/shared/auth/auth.protocol.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, type Office, password, startOffice, tokenOf } from '../testing/auth.testing.ts';

const dayMs = 86_400_000;
let office: Office;
let eva: Browser;

beforeEach(async () => {
  office = await startOffice();
  eva = await office.owner();
});
afterEach(() => office.stop());

const signIn = (browser: Browser, email: string, typed = password) =>
  browser.send('POST /api/account/sign-in', { body: { email, password: typed } });
const meOf = async (browser: Browser) => {
  const answer = await browser.ask('GET /api/account/me');
  return answer.ok ? answer.me : null;
};
const invite = async (by: Browser, role: Role = 'agent') => {
  const answer = await by.ask('POST /api/settings/invites', {
    body: { role, capacity: 2, departmentIds: [] },
  });
  if (!answer.ok) throw new Error(answer.code);
  return { ...answer, token: tokenOf(answer.link) };
};
const accept = (browser: Browser, token: string, email = 'bo@chat.example', typed = password) =>
  browser.send('POST /api/account/invites/accept', { body: { token, name: 'Bo', email, password: typed } });
const change = (by: Browser, id: string, body: object) =>
  by.send('PATCH /api/settings/accounts/:id', { id, body });

describe('the first owner', () => {
  test('is made by a link that works once', async () => {
    const fresh = await startOffice();
    try {
      const browser = fresh.browser();
      expect(await browser.ask('GET /api/account/me')).toEqual({ ok: true, me: null, firstRun: true });
      const link = (await fresh.auth.setupLink()) ?? '';
      expect(link).toMatch(/^https:\/\/chat\.example\/console\/#\/first\/[\w-]{43}$/);
      const body = { token: tokenOf(link), name: ' Eva ', email: 'Eva@Chat.Example', password };
      const [one, other] = await Promise.all([
        browser.send('POST /api/account/first', { body }),
        fresh.browser().send('POST /api/account/first', { body: { ...body, email: 'mallory@chat.example' } }),
      ]);
      expect([one.status, other.status].sort()).toEqual([200, 409]);
      const again = await fresh.browser().send('POST /api/account/first', { body });
      expect(again.answer).toMatchObject({ ok: false, code: 'already_used' });
      expect(await fresh.auth.setupLink()).toBe(null);
    } finally {
      await fresh.stop();
    }
  });

  test('is signed in at once, an owner in every department, her e-mail in small letters', async () => {
    const settings = await eva.ask('GET /api/settings');
    expect(settings).toMatchObject({
      ok: true,
      accounts: [{ name: 'Eva', email: 'eva@chat.example', role: 'owner', disabled: false }],
      tag: `<script async src="https://chat.example/straks.js" data-site="${office.site.key}"></script>`,
    });
    expect(settings.ok && settings.accounts[0]?.departmentIds).toEqual(
      settings.ok && settings.departments.map(({ id }) => id),
    );
  });

  test('is made by the link of any node that started within the hour, and not by one of long ago', async () => {
    const fresh = await startOffice();
    try {
      const old = await fresh.auth.setupToken();
      fresh.clock.ms += 3_600_001;
      const [current] = [await fresh.auth.setupToken(), await fresh.auth.setupToken()];
      const person = { name: 'Eva', email: 'eva@chat.example', password };
      const late = await fresh.browser().send('POST /api/account/first', { body: { token: old, ...person } });
      expect(late.answer).toMatchObject({ ok: false, code: 'unknown' });
      const now = await fresh
        .browser()
        .send('POST /api/account/first', { body: { token: current, ...person } });
      expect(now.status).toBe(200);
    } finally {
      await fresh.stop();
    }
  });
});

describe('signing in', () => {
  let bo: Browser;
  beforeEach(async () => {
    await office.colleague(eva, 'Bo', 'agent');
    bo = office.browser();
  });

  test('bo signs in and is known on the next request', async () => {
    expect((await signIn(bo, 'BO@chat.example')).status).toBe(200);
    expect(await meOf(bo)).toMatchObject({ name: 'Bo', email: 'bo@chat.example', role: 'agent' });
    expect(await meOf(office.browser())).toBe(null);
  });

  test('the cookie can be read by no script, sent to no other site and kept by no other host', async () => {
    await signIn(bo, 'bo@chat.example');
    const [, ...attributes] = (bo.setCookie() ?? '').split('; ');
    expect(bo.setCookie()).toMatch(/^__Host-straks=[\w-]{43};/);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure']);
  });

  test('a wrong password, a stranger and a disabled colleague are told the same', async () => {
    const { me } = await office.colleague(eva, 'Ida', 'agent');
    await change(eva, me.id, { disabled: true });
    const wrong = await signIn(bo, 'bo@chat.example', 'not the password');
    expect(wrong).toEqual({ status: 401, answer: { ok: false, code: 'wrong_credentials', retry: false } });
    expect(await signIn(bo, 'nobody@chat.example')).toEqual(wrong);
    expect(await signIn(bo, 'ida@chat.example')).toEqual(wrong);
    expect(bo.cookie()).toBe('');
  });

  test('a stranger takes as long as a wrong password', async () => {
    // The quickest of some tries, taken in turns: what else the machine does only makes a try slower.
    const quickestMs = { 'bo@chat.example': Infinity, 'nobody@chat.example': Infinity };
    for (let tries = 0; tries < 8; tries += 1) {
      for (const email of ['bo@chat.example', 'nobody@chat.example'] as const) {
        const start = performance.now();
        await signIn(bo, email, 'not the password');
        quickestMs[email] = Math.min(quickestMs[email], performance.now() - start);
      }
    }
    const ratio = quickestMs['nobody@chat.example'] / quickestMs['bo@chat.example'];
    expect(ratio).toBeGreaterThan(0.25);
    expect(ratio).toBeLessThan(4);
  });

  test('bo signs out, and his cookie opens nothing any more', async () => {
    await signIn(bo, 'bo@chat.example');
    const stolen = { cookie: bo.cookie() };
    expect((await bo.send('POST /api/account/sign-out')).status).toBe(200);
    expect(bo.setCookie()).toContain('Max-Age=0');
    const answer = await office.browser().send('GET /api/account/me', { headers: stolen });
    expect(answer.answer).toMatchObject({ me: null });
    expect(office.facts).toContainEqual(expect.objectContaining({ kind: 'sessionEnded' }));
  });

  test('a session lasts thirty days from its last use', async () => {
    await signIn(bo, 'bo@chat.example');
    for (const days of [29, 29, 29]) {
      office.clock.ms += days * dayMs;
      expect(await meOf(bo)).not.toBe(null);
    }
    office.clock.ms += 30 * dayMs;
    expect(await meOf(bo)).toBe(null);
  });

  test('the database holds no token and no password', async () => {
    await signIn(bo, 'bo@chat.example');
    const [sessions, agents] = await Promise.all([
      office.db.read.selectFrom('session').selectAll().execute(),
      office.db.read.selectFrom('agent').selectAll().execute(),
    ]);
    const stored = JSON.stringify([sessions, agents]);
    expect(sessions.length).toBeGreaterThan(0);
    expect(stored).not.toContain(bo.cookie().split('=')[1]);
    expect(stored).not.toContain(password);
    expect(
      agents.every(({ passwordHash }) => passwordHash.startsWith('$argon2id$v=19$m=19456,t=2,p=1$')),
    ).toBe(true);
  });

  test('the socket knows him by the same cookie, and a cookie of nonsense speaks for nobody', async () => {
    await signIn(bo, 'bo@chat.example');
    const { auth } = office;
    expect(await auth.whoOfCookie(`theme=dark; ${bo.cookie()}`)).toMatchObject({
      name: 'Bo',
    });
    for (const cookie of [
      undefined,
      '',
      '__Host-straks',
      '__Host-straks=',
      '__Host-straks=%00',
      bo.cookie().slice(0, -1),
    ]) {
      expect(await auth.whoOfCookie(cookie)).toBe(null);
    }
  });
});

describe('too many tries', () => {
  test('are refused before any hashing, by address and by account, and say until when', async () => {
    const small = await startOffice({ signInsPerMinute: 5 });
    try {
      const mallory = small.browser();
      const answers = [];
      for (let tries = 0; tries < 5; tries += 1)
        answers.push(await signIn(mallory, `guess${tries}@chat.example`));
      expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(401));
      const refused = await Promise.all(
        Array.from({ length: 60 }, () => signIn(mallory, 'eva@chat.example')),
      );
      for (const { answer } of refused) {
        expect(answer).toMatchObject({ ok: false, code: 'slow_down', retry: true, retryAfterMs: 12_000 });
      }
      small.clock.ms += 12_000;
      expect((await signIn(mallory, 'eva@chat.example')).status).toBe(401);
    } finally {
      await small.stop();
    }
  });

  test('a crowd that no limit stopped is served two at a time, and the rest are asked to come back', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, one) => signIn(office.browser(), `guest${one}@chat.example`)),
    );
    const told = Map.groupBy(answers, ({ answer }) => (answer.ok ? 'ok' : answer.code));
    expect([...told.keys()].sort()).toEqual(['slow_down', 'wrong_credentials']);
    expect(told.get('wrong_credentials')?.length).toBeGreaterThanOrEqual(42);
    expect((await signIn(office.browser(), 'eva@chat.example')).status).toBe(200);
  });
});

describe('the password', () => {
  const passwordTo = (browser: Browser, next: string, current = password) =>
    browser.send('POST /api/account/password', { body: { current, next } });

  test('changing it ends the other sessions and keeps this one', async () => {
    const [here, there] = [office.browser(), office.browser()];
    const { me } = await office.colleague(eva, 'Bo', 'agent');
    await signIn(here, 'bo@chat.example');
    await signIn(there, 'bo@chat.example');
    expect((await passwordTo(here, 'noe helt annet enn før')).status).toBe(200);
    expect(await meOf(here)).not.toBe(null);
    expect(await meOf(there)).toBe(null);
    expect(await meOf(eva)).not.toBe(null);
    const kept = await office.auth.whoOfCookie(here.cookie());
    expect(office.facts).toContainEqual({
      kind: 'signedOut',
      agentId: me.id,
      exceptTokenHash: kept?.session,
    });
    expect((await signIn(there, 'bo@chat.example')).status).toBe(401);
    expect((await signIn(there, 'bo@chat.example', 'noe helt annet enn før')).status).toBe(200);
  });

  test('a short one, the e-mail address, and a change without the old one are refused', async () => {
    expect((await passwordTo(eva, 'ni tegn!!')).answer).toMatchObject({ code: 'weak_password' });
    expect((await passwordTo(eva, 'EVA@chat.example')).answer).toMatchObject({ code: 'weak_password' });
    expect((await passwordTo(eva, 'en god og lang', 'gjettet')).answer).toMatchObject({
      code: 'wrong_credentials',
    });
    expect((await signIn(office.browser(), 'eva@chat.example')).status).toBe(200);
  });

  test('is the same however the keyboard spells its letters', async () => {
    await passwordTo(eva, 'blåbærsyltetøy på brød'.normalize('NFC'));
    const typed = 'blåbærsyltetøy på brød'.normalize('NFD');
    expect((await signIn(office.browser(), 'eva@chat.example', typed)).status).toBe(200);
  });
});

describe('an invite', () => {
  test('tells who invites to what, and makes one colleague', async () => {
    office.clock.ms += 1;
    const { token, link } = await invite(eva, 'lead');
    expect(link).toBe(`https://chat.example/console/#/invite/${token}`);
    const bo = office.browser();
    expect(await bo.ask('POST /api/account/invites/look', { body: { token } })).toEqual({
      ok: true,
      siteName: 'Straks',
      invitedBy: 'Eva',
      role: 'lead',
    });
    const [one, other] = await Promise.all([
      accept(bo, token),
      accept(office.browser(), token, 'mallory@chat.example'),
    ]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
    const late = await accept(office.browser(), token, 'late@chat.example');
    expect(late.answer).toMatchObject({ code: 'already_used' });
    const settings = await eva.ask('GET /api/settings');
    expect(settings).toMatchObject({
      accounts: [{ role: 'owner' }, { role: 'lead', capacity: 2 }],
      invites: [],
    });
  });

  test('is kept for another try when the password was weak or the e-mail taken', async () => {
    const { token } = await invite(eva);
    expect((await accept(office.browser(), token, 'bo@chat.example', 'kort')).answer).toMatchObject({
      code: 'weak_password',
    });
    expect((await accept(office.browser(), token, 'EVA@chat.example')).answer).toMatchObject({
      code: 'conflict',
    });
    expect((await accept(office.browser(), token)).status).toBe(200);
  });

  test('ends after seven days, when taken back, and when its inviter leaves', async () => {
    const ida = await office.colleague(eva, 'Ida', 'admin');
    const [old, removed, orphaned] = [await invite(eva), await invite(eva), await invite(ida)];
    const gone = await eva.send('DELETE /api/settings/invites/:id', { id: removed.invite.id });
    expect(gone.status).toBe(200);
    expect((await eva.send('DELETE /api/settings/invites/:id', { id: removed.invite.id })).status).toBe(404);
    await change(eva, ida.me.id, { disabled: true });
    for (const { token } of [removed, orphaned]) {
      expect((await accept(office.browser(), token)).answer).toMatchObject({ code: 'unknown' });
    }
    office.clock.ms += 7 * dayMs;
    expect((await accept(office.browser(), old.token)).answer).toMatchObject({ code: 'unknown' });
    expect(await eva.ask('GET /api/settings')).toMatchObject({ invites: [] });
  });

  test('to be an owner is the owners’ to give', async () => {
    const ida = await office.colleague(eva, 'Ida', 'admin');
    const body = { role: 'owner', capacity: 2, departmentIds: [] };
    expect((await ida.send('POST /api/settings/invites', { body })).status).toBe(403);
    expect((await eva.send('POST /api/settings/invites', { body })).status).toBe(200);
  });

  test('to a department that does not exist is refused', async () => {
    const body = { role: 'agent', capacity: 2, departmentIds: ['AAAAAAAAAAAAAAAAAAAAAA'] };
    expect((await eva.send('POST /api/settings/invites', { body })).answer).toMatchObject({
      code: 'unknown',
      detail: 'departmentIds[0]',
    });
  });
});

describe('accounts', () => {
  test('the last owner can neither demote nor disable herself, until there is another', async () => {
    const me = await meOf(eva);
    const id = me?.id ?? '';
    for (const body of [{ role: 'admin' }, { disabled: true }]) {
      expect((await change(eva, id, body)).answer).toMatchObject({ code: 'last_owner' });
    }
    const siri = await office.colleague(eva, 'Siri', 'owner');
    expect((await change(siri, id, { role: 'agent' })).status).toBe(200);
    expect((await eva.send('GET /api/settings')).status).toBe(403);
    expect((await change(siri, siri.me.id, { role: 'admin' })).answer).toMatchObject({ code: 'last_owner' });
  });

  test('two owners who demote each other at once leave one of them', async () => {
    const siri = await office.colleague(eva, 'Siri', 'owner');
    const evasId = (await meOf(eva))?.id ?? '';
    const both = await Promise.all([
      change(eva, siri.me.id, { role: 'agent' }),
      change(siri, evasId, { role: 'agent' }),
    ]);
    const [first, second] = both.map(({ status }) => status).sort();
    // Whose word comes second is the last owner, or no owner any more when it is heard.
    expect([first, [403, 409].includes(second ?? 0)]).toEqual([200, true]);
    const roles = await Promise.all([meOf(eva), meOf(siri)]);
    expect(roles.filter((me) => me?.role === 'owner')).toHaveLength(1);
  });

  test('an admin changes agents and admins, but neither owners nor into one', async () => {
    const ida = await office.colleague(eva, 'Ida', 'admin');
    const bo = await office.colleague(eva, 'Bo', 'agent');
    const evasId = (await meOf(eva))?.id ?? '';
    expect((await change(ida, bo.me.id, { role: 'admin', capacity: 5 })).answer).toMatchObject({
      account: { role: 'admin', capacity: 5 },
    });
    expect((await change(ida, bo.me.id, { role: 'owner' })).status).toBe(403);
    expect((await change(ida, ida.me.id, { role: 'owner' })).status).toBe(403);
    expect((await change(ida, evasId, { capacity: 0 })).status).toBe(403);
  });

  test('who is disabled is out at once, and comes back only when let in', async () => {
    const bo = await office.colleague(eva, 'Bo', 'agent');
    await change(eva, bo.me.id, { disabled: true });
    expect(await meOf(bo)).toBe(null);
    expect(office.facts).toContainEqual({ kind: 'signedOut', agentId: bo.me.id, exceptTokenHash: null });
    expect((await signIn(bo, 'bo@chat.example')).status).toBe(401);
    await change(eva, bo.me.id, { disabled: false });
    expect(await meOf(bo)).toBe(null);
    expect((await signIn(bo, 'bo@chat.example')).status).toBe(200);
  });

  test('a change of role or departments says that what she may see changed', async () => {
    const bo = await office.colleague(eva, 'Bo', 'agent');
    office.facts.length = 0;
    await change(eva, bo.me.id, { capacity: 4 });
    expect(office.facts.map(({ kind }) => kind)).toEqual(['presence', 'site']);
    await change(eva, bo.me.id, { departmentIds: [] });
    expect(office.facts).toContainEqual({ kind: 'access', agentId: bo.me.id });
  });

  test('an account of another site is an unknown one', async () => {
    const elsewhere = { id: 'elsewhere-0000000', key: 'elsewhere0000', name: 'Elsewhere' };
    const json = {
      hours: '{}',
      origins: '[]',
      categories: '[]',
      brand: '#000000',
      language: 'en',
      createdMs: 0,
    };
    const stranger = {
      id: 'stranger-00000000',
      siteId: elsewhere.id,
      email: 'x@elsewhere.example',
      name: 'X',
    };
    await office.db.write(async (trx) => {
      await trx
        .insertInto('site')
        .values({ ...elsewhere, ...json })
        .execute();
      await trx
        .insertInto('agent')
        .values({ ...stranger, passwordHash: '', role: 'agent', capacity: 1, createdMs: 0 })
        .execute();
    });
    expect((await change(eva, stranger.id, { capacity: 9 })).status).toBe(404);
    expect(JSON.stringify(await eva.ask('GET /api/settings'))).not.toContain(stranger.email);
  });
});
