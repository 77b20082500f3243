import { agentUp, rest, visitorUp } from '@straks/shared/protocol.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browser, type Office, startOffice } from '../testing/auth.testing.ts';
import { type Action, type AnyRole, allowed, rules } from './rules.ts';

const restNames = Object.keys(rest) as (keyof typeof rest)[];
const ours = restNames.filter((name) => !name.includes(' /api/sites/'));
const colleagues = ['agent', 'lead', 'admin', 'owner'] as const;
const all: AnyRole[] = ['anonymous', 'visitor', ...colleagues];

describe('the authority table', () => {
  test('names every request and every event, and nothing else', () => {
    const events = [
      ...Object.keys(visitorUp).map((event) => `visitor ${event}`),
      ...Object.keys(agentUp).map((event) => `agent ${event}`),
    ];
    expect(Object.keys(rules).sort()).toEqual([...restNames, ...events].sort());
  });

  test('gives what it gives a role to every higher one, and visitors their own only', () => {
    for (const action of Object.keys(rules) as Action[]) {
      const can = all.filter((role) => allowed(role, action));
      const { least } = rules[action];
      if (least === 'anonymous') expect(can).toEqual(all);
      else if (least === 'visitor') expect(can).toEqual(['visitor']);
      else expect(can).toEqual(colleagues.slice(colleagues.indexOf(least)));
    }
  });

  test('lets nobody act on another site', () => {
    for (const [action, { least, relation }] of Object.entries(rules)) {
      if (relation === 'public') expect([action, least]).toEqual([action, 'anonymous']);
    }
  });
});

describe('over the wire', () => {
  let office: Office;
  const people = new Map<AnyRole, Browser>();

  beforeAll(async () => {
    office = await startOffice();
    const eva = await office.owner();
    people.set('anonymous', office.browser()).set('owner', eva);
    for (const role of ['agent', 'lead', 'admin'] as const) {
      people.set(role, await office.colleague(eva, role, role));
    }
  });
  afterAll(() => office.stop());

  const asked = { id: 'AAAAAAAAAAAAAAAAAAAAAA' };
  const roles = ['anonymous', ...colleagues] as const;
  // Signing out is the same for all; it would end the walk here.
  const walk = ours.filter((name) => name !== 'POST /api/account/sign-out');

  test.each(walk)('%s answers those it may and refuses the rest', async (name) => {
    for (const role of roles) {
      const { answer } = (await people.get(role)?.send(name, asked)) ?? {};
      const code = answer && !answer.ok ? answer.code : 'answered';
      const refused = role === 'anonymous' ? 'not_signed_in' : 'not_allowed';
      if (allowed(role, name)) expect([role, code]).not.toEqual([role, refused]);
      else expect([role, code]).toEqual([role, refused]);
    }
  });

  test('an agent cannot read the settings', async () => {
    const { status, answer } = (await people.get('agent')?.send('GET /api/settings')) ?? {};
    expect(status).toBe(403);
    expect(Object.keys(answer ?? {}).sort()).toEqual(['code', 'ok', 'retry']);
  });

  test('a foreign page cannot change settings with an owner’s cookie', async () => {
    const cookie = people.get('owner')?.cookie() ?? '';
    const pages: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'https://chat.example.evil.example' },
      { origin: 'http://chat.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      {},
    ];
    for (const headers of pages) {
      const response = await fetch(`${office.url}/api/settings/site`, {
        method: 'PATCH',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: '{"name":"Evil"}',
      });
      expect([headers, response.status]).toEqual([headers, 403]);
      expect(await response.json()).toMatchObject({ code: 'foreign_origin' });
    }
    expect(office.sites.first().name).toBe('Straks');
  });

  test('a foreign page cannot sign a visitor in as somebody else', async () => {
    const body = { email: 'eva@chat.example', password: 'whatever it is' };
    const headers = { origin: 'https://evil.example' };
    const answer = await office.browser().send('POST /api/account/sign-in', { body, headers });
    expect(answer.answer).toMatchObject({ code: 'foreign_origin' });
  });
});

test('a request below /api that the table does not name is refused, whoever asks', async () => {
  const office = await startOffice({
    more: (app) => app.get('/api/forgotten', async () => ({ secret: 1 })),
  });
  try {
    const eva = await office.owner();
    expect((await eva.send('GET /api/forgotten')).answer).toMatchObject({ code: 'not_allowed' });
    expect((await eva.send('GET /api/nowhere')).status).toBe(404);
  } finally {
    await office.stop();
  }
});
