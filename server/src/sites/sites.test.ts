import type { Department, Site } from '@straks/shared/sites/sites.protocol.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, type Office, startOffice } from '../testing/auth.testing.ts';

let office: Office;
let eva: Browser;

beforeEach(async () => {
  office = await startOffice();
  eva = await office.owner();
  office.facts.length = 0;
});
afterEach(() => office.stop());

const change = (body: object) => eva.send('PATCH /api/settings/site', { body });
const add = async (name: string): Promise<Department> => {
  office.clock.ms += 1;
  const answer = await eva.ask('POST /api/settings/departments', { body: { name } });
  if (!answer.ok) throw new Error(answer.code);
  return answer.department;
};
const names = () => office.sites.departments(office.site.id).map(({ name }) => name);

describe('a new installation', () => {
  test('has one site that can be used as it is, and keeps it at the next start', async () => {
    const again = await office.sites.ensureFirst('America/New_York');
    expect(again).toEqual(office.site);
    expect(again).toMatchObject({ hours: { zone: 'Europe/Oslo', spans: [] }, origins: [] });
    expect(names()).toEqual(['Support']);
    const rows = await office.db.read.selectFrom('site').selectAll().execute();
    expect(rows).toHaveLength(1);
  });
});

describe('the site', () => {
  test('is changed by what is given and keeps the rest', async () => {
    const hours = {
      zone: 'Europe/Copenhagen',
      spans: [{ day: 1, from: '08:00', to: '24:00' }],
      closedDays: [{ date: '2026-12-24', name: 'Juleaften' }],
    };
    const { answer } = await change({ name: ' Fjellbua ', hours });
    const expected: Site = { ...office.site, name: 'Fjellbua', hours };
    expect(answer).toEqual({ ok: true, site: expected });
    expect(office.sites.byKey(office.site.key)).toEqual(expected);
    expect(office.facts).toEqual([{ kind: 'site', siteId: office.site.id }]);
    await office.sites.warm();
    expect(office.sites.byId(office.site.id)).toEqual(expected);
  });

  test.each([
    ['a zone that is not', { hours: { zone: 'Europe/Trondheim', spans: [], closedDays: [] } }, 'hours.zone'],
    [
      'hours that overlap',
      {
        hours: {
          zone: 'Europe/Oslo',
          spans: [
            { day: 1, from: '08:00', to: '16:00' },
            { day: 1, from: '15:00', to: '18:00' },
          ],
          closedDays: [],
        },
      },
      'hours.spans[1] overlaps hours.spans[0]',
    ],
    [
      'an origin with a wildcard',
      { origins: ['https://shop.example', 'https://*.shop.example'] },
      'origins[1]',
    ],
    ['an origin with a name and password', { origins: ['https://eva:secret@shop.example'] }, 'origins[0]'],
    ['a colour that is none', { brand: 'teal' }, '/brand'],
    ['a name of blanks', { name: '   ' }, '/name'],
    ['its own key', { key: 'abcdefabcdef' }, '/key'],
  ])('refuses %s, names the place, and keeps all as it was', async (_, body, place) => {
    const { status, answer } = await change({ language: 'da', ...body });
    expect(status).toBe(400);
    expect(answer).toMatchObject({ code: 'bad_request', detail: expect.stringContaining(place) });
    expect(office.sites.byId(office.site.id)).toEqual(office.site);
    expect(office.facts).toEqual([]);
  });

  test('two people who change different things at once both have their way', async () => {
    await Promise.all([
      change({ name: 'Fjellbua' }),
      change({ brand: '#aa3300' }),
      change({ language: 'nb' }),
    ]);
    expect(office.sites.first()).toMatchObject({ name: 'Fjellbua', brand: '#aa3300', language: 'nb' });
  });
});

describe('who may show the widget', () => {
  const { mayEmbed } = { mayEmbed: (origin?: string) => office.sites.mayEmbed(office.site.key, origin) };

  test('is exactly the origins of the list, however they were written there', async () => {
    await change({
      origins: [
        'https://Shop.Example:443',
        'http://localhost:8080',
        'https://blåbær.example',
        'https://shop.example',
      ],
    });
    expect(office.sites.first().origins).toEqual([
      'https://shop.example',
      'http://localhost:8080',
      'https://xn--blbr-roah.example',
    ]);
    for (const origin of office.sites.first().origins) expect(mayEmbed(origin)).toBe(true);
  });

  test('is nobody else', async () => {
    await change({ origins: ['https://shop.example'] });
    const strangers = [
      undefined,
      '',
      'null',
      '*',
      'http://shop.example',
      'https://shop.example:8443',
      'https://shop.example.evil.example',
      'https://evilshop.example',
      'https://www.shop.example',
      'https://shop.example/',
    ];
    for (const origin of strangers) expect([origin, mayEmbed(origin)]).toEqual([origin, false]);
    expect(office.sites.mayEmbed('anotherkey00', 'https://shop.example')).toBe(false);
    expect(office.sites.mayEmbed('__proto__', 'https://shop.example')).toBe(false);
  });

  test('changes with the next request when the owner takes an origin back', async () => {
    await change({ origins: ['https://shop.example'] });
    await change({ origins: [] });
    expect(mayEmbed('https://shop.example')).toBe(false);
  });
});

describe('departments', () => {
  test('are added, renamed and removed', async () => {
    const { id } = await add(' Faktura ');
    expect(names()).toEqual(['Support', 'Faktura']);
    await eva.send('PATCH /api/settings/departments/:id', { id, body: { name: 'Regnskap' } });
    expect(names()).toEqual(['Support', 'Regnskap']);
    expect((await eva.send('DELETE /api/settings/departments/:id', { id })).status).toBe(200);
    expect(names()).toEqual(['Support']);
    expect((await eva.send('DELETE /api/settings/departments/:id', { id })).status).toBe(404);
  });

  test('have names of their own', async () => {
    const { id } = await add('Faktura');
    const twin = await eva.send('POST /api/settings/departments', { body: { name: 'FAKTURA' } });
    expect(twin.answer).toMatchObject({ code: 'conflict' });
    const renamed = await eva.send('PATCH /api/settings/departments/:id', { id, body: { name: 'Support' } });
    expect(renamed.answer).toMatchObject({ code: 'conflict' });
    const itself = await eva.send('PATCH /api/settings/departments/:id', { id, body: { name: 'faktura' } });
    expect(itself.status).toBe(200);
  });

  test('the last one stays, also when both are removed at once', async () => {
    const [support] = office.sites.departments(office.site.id);
    const { id } = await add('Faktura');
    const both = await Promise.all(
      [support?.id, id].map((one) => eva.send('DELETE /api/settings/departments/:id', { id: one ?? '' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(names()).toHaveLength(1);
  });

  test('one that goes leaves its people and its open conversations to the oldest other', async () => {
    const [support] = office.sites.departments(office.site.id);
    const faktura = await add('Faktura');
    const bo = await office.colleague(eva, 'Bo', 'agent');
    await eva.send('PATCH /api/settings/accounts/:id', {
      id: bo.me.id,
      body: { departmentIds: [faktura.id] },
    });
    const [waiting, closed] = [
      await conversation(faktura.id, 'waiting'),
      await conversation(faktura.id, 'closed'),
    ];
    office.facts.length = 0;
    await eva.send('DELETE /api/settings/departments/:id', { id: faktura.id });
    expect(await office.auth.departmentsOf(bo.me.id)).toEqual([support?.id]);
    const rows = await office.db.read
      .selectFrom('conversation')
      .select(['id', 'departmentId', 'inboxSeq'])
      .execute();
    const site = await office.db.read.selectFrom('site').select('inboxSeq').executeTakeFirstOrThrow();
    expect(rows).toContainEqual({ id: waiting, departmentId: support?.id, inboxSeq: site.inboxSeq });
    expect(rows).toContainEqual({ id: closed, departmentId: faktura.id, inboxSeq: 0 });
    const { id: siteId } = office.site;
    expect(office.facts).toEqual([
      { kind: 'site', siteId },
      { kind: 'presence', siteId },
      { kind: 'access', agentId: bo.me.id },
      { kind: 'conversation', siteId, conversationId: waiting },
    ]);
  });

  test('of another site are unknown', async () => {
    const id = 'AAAAAAAAAAAAAAAAAAAAAA';
    expect((await eva.send('PATCH /api/settings/departments/:id', { id, body: { name: 'X' } })).status).toBe(
      404,
    );
    expect((await eva.send('DELETE /api/settings/departments/:id', { id })).status).toBe(404);
  });
});

/** A conversation of a visitor who comes just for it. */
async function conversation(departmentId: string, state: 'waiting' | 'closed'): Promise<string> {
  const id = `conversation-${state}`;
  const { id: siteId } = office.site;
  const visitor = { id: `visitor-${state}`, siteId, tokenHash: state, name: null, email: null };
  const numbers = {
    ticket: 1,
    priority: 1,
    epoch: 0,
    lastSeq: 0,
    inboxSeq: 0,
    visitorReadSeq: 0,
    agentReadSeq: 0,
  };
  const blanks = {
    ownerId: null,
    queuedMs: null,
    assignedMs: null,
    firstResponseMs: null,
    waitingSinceMs: null,
    skills: null,
    preferredAgentId: null,
    acceptedMs: null,
    heldUntilMs: null,
    rungAt: null,
  };
  const place = { line: departmentId, orderMs: 0, escalated: 0 };
  const rest = { closedMs: null, closedBy: null, category: null, pageUrl: null, preview: '', language: 'nb' };
  const times = { openedMs: 0, visitorSeenMs: 0 };
  await office.db.write(async (trx) => {
    await trx
      .insertInto('visitor')
      .values({ ...visitor, language: 'nb', createdMs: 0 })
      .execute();
    await trx
      .insertInto('conversation')
      .values({
        id,
        siteId,
        departmentId,
        visitorId: visitor.id,
        kind: 'chat',
        state,
        ...numbers,
        ...blanks,
        ...place,
        ...rest,
        ...times,
      })
      .execute();
  });
  return id;
}
