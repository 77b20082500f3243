import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { PageSite, SiteState } from '@straks/shared/sites/sites.protocol.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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
let bo: AgentAtConsole;
let svea: AgentAtConsole;
const pages: VisitorAtPage[] = [];

/** A shop in Norway: Bo speaks Norwegian, Svea Swedish and something of knitting machines. */
beforeAll(async () => {
  server = await startServer();
  const olga = await owner(server);
  bo = await agent(server, olga, { name: 'Bo' });
  svea = await agent(server, olga, { name: 'Svea' });
  const { id: siteId } = server.straks.sites.first();
  await server.straks.db.write(async (trx, tell) => {
    await trx.updateTable('site').set({ language: 'nb' }).execute();
    await trx.updateTable('department').set({ matchLanguage: 1 }).execute();
    const knows = (name: string, languages: string[], skills: string[]) =>
      trx
        .updateTable('agent')
        .set({ languages: JSON.stringify(languages), skills: JSON.stringify(skills) })
        .where('name', '=', name)
        .execute();
    await knows('Bo', ['nb'], []);
    await knows('Svea', ['sv'], ['knitting machines']);
    tell({ kind: 'site', siteId });
    tell({ kind: 'presence', siteId });
  });
  await server.straks.sites.refresh(siteId);
});
beforeEach(async () => {
  await bo.ask('presence:set', { status: 'away' });
  await svea.ask('presence:set', { status: 'available' });
});
afterAll(async () => {
  for (const page of [...pages, bo, svea]) page.close();
  await server.stop();
});

async function shown(asked: Record<string, string> = {}) {
  const query = new URLSearchParams(asked);
  const response = await fetch(`${server.url}/api/sites/${server.siteKey}/state?${query}`);
  return (await response.json()) as PageSite;
}
const becomes = (asked: Record<string, string>, status: SiteState['status']) =>
  until(`it is ${status} for ${JSON.stringify(asked)}`, async () => {
    const state = await shown(asked);
    return state.status === status && state;
  });

async function comes(asked: { language: 'nb' | 'sv'; skills?: string[] }) {
  const page = await visitor(server);
  pages.push(page);
  const hello = await page.ask('hello', { protocol: protocolVersion, ...asked });
  if (!hello.ok) throw new Error(hello.code);
  return { ...page, site: hello.site };
}
const statuses = (page: VisitorAtPage) => heardOf<SiteState>(page, 'site').map(({ status }) => status);

test('each page is shown the wait of who reads its language, and of who knows what it asks for', async () => {
  const swedish = await becomes({ lang: 'sv-SE' }, 'open');
  expect(swedish).toMatchObject({ reads: 'sv', language: 'nb', wait: { kind: 'now' } });
  expect(swedish.departments[0]).toMatchObject({ wait: { kind: 'now' } });
  for (const lang of ['nb-NO', 'nn', 'da', 'en', 'fi', '', undefined]) {
    const state = await becomes(lang === undefined ? {} : { lang }, 'nobody');
    expect(state.wait).toEqual({ kind: 'closed' });
  }
  expect((await shown({ lang: 'fi' })).reads).toBe('nb');
  await bo.ask('presence:set', { status: 'available' });
  await becomes({ lang: 'nb' }, 'open');
  await becomes({ lang: 'nb', skills: 'juggling, , ' }, 'open');
  await becomes({ lang: 'sv', skills: 'knitting machines' }, 'open');
  // Only Svea knows them, and she speaks no Norwegian.
  await becomes({ lang: 'nb', skills: ' knitting machines,juggling' }, 'nobody');
});

test('open pages hear of what changes for them, and of nothing else', async () => {
  await becomes({ lang: 'sv' }, 'open');
  await becomes({ lang: 'nb' }, 'nobody');
  const [ada, eva] = [await comes({ language: 'sv' }), await comes({ language: 'nb' })];
  expect([ada.site.status, eva.site.status]).toEqual(['open', 'nobody']);
  await svea.ask('presence:set', { status: 'away' });
  await until('ada hears that nobody is there', () => statuses(ada).at(-1) === 'nobody');
  await bo.ask('presence:set', { status: 'available' });
  await until('eva hears that somebody is', () => statuses(eva).at(-1) === 'open');
  expect(new Set(statuses(ada))).not.toContain('open');

  // The same page asks for something more now.
  const again = { protocol: protocolVersion, language: 'nb', skills: ['knitting machines'] } as const;
  expect(await eva.ask('hello', { ...again, skills: [...again.skills] })).toMatchObject({
    site: { status: 'nobody' },
  });
  const refused = await eva.ask('chat:request', {
    ...{ clientMessageId: messageId(), text: 'Hei', language: 'nb', skills: ['knitting machines'] },
  });
  expect(refused).toMatchObject({ ok: false, code: 'closed_now' });
  const before = statuses(eva).length;
  await bo.ask('presence:set', { status: 'away' });
  const cy = await comes({ language: 'nb' });
  await bo.ask('presence:set', { status: 'available' });
  await until('cy hears that somebody is there', () => statuses(cy).at(-1) === 'open');
  expect(statuses(eva).slice(before)).not.toContain('open');
});
