import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, openHouse, words } from '../testing/house.ts';
import { createQueue } from './queue.ts';

let opened: Opened;
let house: House;
beforeEach(async () => {
  opened = await (databases[0] as (typeof databases)[number]).open();
  house = await openHouse(opened);
});
afterEach(() => opened.close());

const support = () => house.sites.departments(house.site.id)[0]?.id ?? '';
const change = (rules: Parameters<House['sites']['changeDepartment']>[2], id = support()) =>
  house.sites.changeDepartment(house.site.id, id, rules);
const isBusy = (agentId: string) =>
  opened.db.write((trx) => trx.updateTable('agent').set({ active: 1 }).where('id', '=', agentId).execute());
const knows = (agentId: string, what: { languages?: string[]; skills?: string[] }) =>
  opened.db.write(async (trx, tell) => {
    const { languages = [], skills = [] } = what;
    const set = { languages: JSON.stringify(languages), skills: JSON.stringify(skills) };
    await trx.updateTable('agent').set(set).where('id', '=', agentId).execute();
    tell({ kind: 'presence', siteId: house.site.id });
    tell({ kind: 'site', siteId: house.site.id });
  });

async function asks(more: Partial<Parameters<House['routing']['requestChat']>[1]> = {}) {
  const visitor = await house.visitor();
  const id = await house.routing.requestChat(visitor, { ...words('hei'), ...more });
  house.clock.ms += 1_000;
  return { ...visitor, id };
}
const position = async (id: string) => (await house.queue.placeOf(house.site.id, id))?.position;
const lineOf = async (id: string) => (await house.conversations.find(id))?.line;
const noted = async (agentId: string) => {
  const rows = await opened.db.read.selectFrom('waitEvent').select('event').orderBy('seq').execute();
  return rows
    .map(({ event }) => JSON.parse(event) as { kind: string; agentId?: string; status?: string })
    .filter((event) => event.kind === 'agent' && event.agentId === agentId)
    .map(({ status }) => status);
};

describe('who stands in which line', () => {
  test('where the language counts, those of another are not before her, unless somebody speaks both', async () => {
    const bo = await house.available('Bo');
    const cleo = await house.available('Cleo');
    await knows(bo.agentId, { languages: ['nb'] });
    await knows(cleo.agentId, { languages: ['en'] });
    await change({ matchLanguage: true });
    const [ada, eva, cy] = [
      await asks({ language: 'nb' }),
      await asks({ language: 'en' }),
      await asks({ language: 'nb' }),
    ];
    expect(await lineOf(ada.id)).toBe(`${support()}:nb`);
    expect([await position(ada.id), await position(eva.id), await position(cy.id)]).toEqual([1, 1, 2]);
    await knows(bo.agentId, { languages: [] });
    expect([await position(ada.id), await position(eva.id), await position(cy.id)]).toEqual([1, 2, 3]);
  });

  test('a rule of the department that changes moves those who wait, at their places', async () => {
    await house.available('Bo');
    const [ada, eva] = [await asks({ language: 'nb' }), await asks({ language: 'en' })];
    expect(await position(eva.id)).toBe(2);
    await change({ matchLanguage: true });
    expect([await lineOf(ada.id), await lineOf(eva.id)]).toEqual([`${support()}:nb`, `${support()}:en`]);
    expect(await position(eva.id)).toBe(2);
    const place = await house.queue.placeOf(house.site.id, eva.id);
    expect(place?.wait.kind).toBe('range');
  });

  test('nobody waits for a skill that nobody has', async () => {
    const bo = await house.available('Bo');
    const ada = await asks({ skills: ['juggling'] });
    expect(await lineOf(ada.id)).toBe(support());
    await knows(bo.agentId, { skills: ['juggling'] });
    await position(ada.id);
    expect(await lineOf(ada.id)).toBe(`${support()}::juggling`);
    expect((await house.queue.placeOf(house.site.id, ada.id))?.wait.kind).toBe('range');
  });

  test('what a priority is worth counts for those who wait, when it changes', async () => {
    await house.available('Bo');
    const [ada, eva] = [await asks(), await asks()];
    await house.routing.prioritise(eva.id, 1, () => true);
    expect([await position(ada.id), await position(eva.id)]).toEqual([2, 1]);
    const { routing } = house.sites.byId(house.site.id);
    await house.sites.change(house.site.id, {
      routing: { ...routing, headStartMs: { high: 0, urgent: routing.headStartMs.urgent } },
    });
    expect([await position(ada.id), await position(eva.id)]).toEqual([1, 2]);
  });
});

describe('where she is let in', () => {
  const isAway = (agentId: string, status: 'away' | 'available' = 'away') =>
    house.presence.setStatus(house.site.id, agentId, status);
  const offered = async (skills: string[], language = 'en') => {
    house.availability.forget(house.site.id);
    const { status, wait } = await house.availability.state(house.site.id, { skills, language });
    return [status, wait.kind];
  };

  const later = (department: string) => {
    house.clock.ms += 1_000;
    return house.sites.addDepartment(house.site.id, department);
  };

  test('who asks for french is told before she asks, and when she asks, that who speaks it is not here', async () => {
    await house.available('Bo');
    const fleur = await house.available('Fleur');
    await knows(fleur.agentId, { skills: ['french'] });
    expect(await offered(['french'])).toEqual(['open', 'now']);
    await isAway(fleur.agentId);
    expect(await offered(['french'])).toEqual(['nobody', 'closed']);
    expect(await offered([])).toEqual(['open', 'now']);
    expect(await offered(['juggling'])).toEqual(['open', 'now']);
    await expect(asks({ skills: ['french'] })).rejects.toMatchObject({ code: 'closed_now' });
    expect(await lineOf((await asks({ skills: ['juggling'] })).id)).toBe(support());
    await isAway(fleur.agentId, 'available');
    const ada = await asks({ skills: ['french'] });
    expect((await house.queue.placeOf(house.site.id, ada.id))?.wait.kind).toBe('range');
  });

  test('a message she left becomes a chat for what she asks for now', async () => {
    const [bo, fleur] = [await house.available('Bo'), await house.available('Fleur')];
    await knows(fleur.agentId, { languages: ['sv'], skills: ['french'] });
    await knows(bo.agentId, { languages: ['en'] });
    await change({ matchLanguage: true });
    const ada = await house.visitor();
    const id = await house.routing.leaveCase(ada, words('write to me'));
    await house.routing.requestChat(ada, { ...words('or now'), language: 'sv', skills: ['french'] });
    expect(await lineOf(id)).toBe(`${support()}:sv:french`);
  });

  test('free colleagues who do not know it are no reason to say "now"', async () => {
    await house.available('Bo', { capacity: 3 });
    const fleur = await house.available('Fleur', { capacity: 1 });
    await knows(fleur.agentId, { skills: ['french'] });
    await asks({ skills: ['french'] });
    await house.routing.assignWaiting(house.site.id);
    expect(await offered([])).toEqual(['open', 'now']);
    expect(await offered(['french'])).toEqual(['open', 'range']);
  });

  test('without a department of her choice she stands where it is known, not where it is quickest', async () => {
    const sales = await later('Sales');
    await house.available('Bo', { capacity: 3 });
    const fleur = await house.available('Fleur', { departmentIds: [sales.id] });
    await knows(fleur.agentId, { skills: ['french'] });
    await asks({ departmentId: sales.id });
    await house.routing.assignWaiting(house.site.id);
    expect(await lineOf((await asks({ skills: ['french'] })).id)).toBe(`${sales.id}::french`);
    await isAway(fleur.agentId);
    await expect(asks({ skills: ['french'] })).rejects.toMatchObject({ code: 'closed_now' });
    expect(await lineOf((await asks({ skills: ['french'], departmentId: support() })).id)).toBe(support());
  });

  test('each language has its own state where a department matches them, and one everywhere else', async () => {
    const bo = await house.available('Bo');
    await knows(bo.agentId, { languages: ['sv'] });
    const state = (language: string) => house.availability.state(house.site.id, { language });
    expect(state('nb')).toBe(state('sv'));
    await change({ matchLanguage: true });
    house.availability.forget(house.site.id);
    const all = [];
    for (const language of ['nb', 'sv', 'da', 'en', 'xx']) all.push(await state(language));
    const waits = all.map(({ status, wait, departments }) => [status, wait.kind, departments[0]?.wait.kind]);
    const nobody = ['nobody', 'closed', 'closed'];
    expect(waits).toEqual([nobody, ['open', 'now', 'now'], nobody, nobody, nobody]);
    expect(all.map(({ language }) => language)).toEqual(Array(5).fill(house.site.language));
  });

  test('another department helps where those who are here do not speak her language', async () => {
    const sales = await later('Sales');
    const bo = await house.available('Bo');
    const svea = await house.available('Svea', { departmentIds: [sales.id] });
    await knows(bo.agentId, { languages: ['nb'] });
    await knows(svea.agentId, { languages: ['sv'] });
    await change({ matchLanguage: true, overflow: { toId: sales.id, afterMs: 600_000 } });
    const ada = await asks({ language: 'sv', departmentId: support() });
    await house.routing.assignWaiting(house.site.id);
    expect((await house.conversations.find(ada.id))?.ownerId).toBe(svea.agentId);
  });
});

describe('whom the line counts on', () => {
  test('of several processes that see bo go only one notes it', async () => {
    const bo = await house.available('Bo');
    const { db, clock, sites } = house;
    const others = [createQueue({ db, clock, sites }), createQueue({ db, clock, sites })];
    const all = [house.queue, ...others];
    await Promise.all(all.map((queue) => queue.forNewcomer(house.site.id, [support()])));
    await house.presence.setStatus(house.site.id, bo.agentId, 'away');
    for (const queue of all) queue.agentsChanged(house.site.id);
    const told = await Promise.all(all.map((queue) => queue.forNewcomer(house.site.id, [support()])));
    expect(told.map(({ wait }) => wait.kind)).toEqual(['closed', 'closed', 'closed']);
    expect(await noted(bo.agentId)).toEqual(['online', 'away']);
  });

  test('flapping is heard of as it ends', async () => {
    const bo = await house.available('Bo');
    await house.queue.forNewcomer(house.site.id, [support()]);
    for (let flap = 0; flap < 20; flap += 1) {
      await house.presence.setStatus(house.site.id, bo.agentId, flap % 2 ? 'available' : 'away');
    }
    await house.queue.forNewcomer(house.site.id, [support()]);
    expect(await noted(bo.agentId)).toEqual(['online']);
  });

  test('who is on shift and not here is expected', async () => {
    const bo = await house.agent('Bo');
    const { db, clock, sites } = house;
    const queue = createQueue({ db, clock, sites, onShift: async () => new Set([bo.agentId]) });
    await queue.forNewcomer(house.site.id, [support()]);
    expect(await noted(bo.agentId)).toEqual(['due']);
  });

  test('a chat whose visitor fell silent takes no place, until she writes again', async () => {
    const bo = await house.available('Bo');
    const ada = await asks();
    await house.routing.assignWaiting(house.site.id);
    const { epoch = 0 } = (await house.conversations.find(ada.id)) ?? {};
    await house.routing.accept(bo, { conversationId: ada.id, epoch });
    const says = (sender: Parameters<House['messages']['add']>[2]['sender'], text: string) =>
      opened.db.write(async (trx, tell) => {
        const { clientMessageId } = words(text);
        await house.messages.add(trx, tell, { conversationId: ada.id, sender, clientMessageId, text });
      });
    await says({ role: 'agent', id: bo.agentId, name: 'Bo', epoch }, 'what may I do for you?');
    const offer = async () => (await house.queue.forNewcomer(house.site.id, [support()])).wait.kind;
    expect(await offer()).toBe('range');
    house.clock.ms += 11 * 60_000;
    await house.presence.beat(house.site.id, bo.agentId, 'console');
    expect(await offer()).toBe('now');
    await says({ role: 'visitor', id: ada.visitorId }, 'here again');
    house.clock.ms += 10_000;
    expect(await offer()).toBe('range');
    const { db, clock, sites } = house;
    const started = createQueue({ db, clock, sites });
    expect(await started.stateOf(house.site.id)).toEqual(await house.queue.stateOf(house.site.id));
  });

  test('another department helps at once where nobody of its own is here', async () => {
    house.clock.ms += 1_000;
    const sales = await house.sites.addDepartment(house.site.id, 'Sales');
    const bo = await house.available('Bo');
    const cleo = await house.agent('Cleo', { departmentIds: [sales.id] });
    const offer = async () => (await house.queue.forNewcomer(house.site.id, [sales.id])).wait.kind;
    expect(await offer()).toBe('closed');
    await change({ overflow: { toId: support(), afterMs: 600_000 } }, sales.id);
    expect(await offer()).toBe('now');
    await house.presence.beat(house.site.id, cleo.agentId, 'console');
    await house.presence.setStatus(house.site.id, cleo.agentId, 'available');
    await isBusy(bo.agentId);
    await house.queue.forNewcomer(house.site.id, [sales.id]);
    const state = await house.queue.stateOf(house.site.id);
    expect(state.agents.get(bo.agentId)?.departmentIds).not.toContain(sales.id);
    expect(state.agents.get(cleo.agentId)?.departmentIds).toEqual([sales.id]);
  });
});

test('a rush is one against the same hour of past weeks, and is said of the site', async () => {
  const bo = await house.available('Bo');
  const weekMs = 7 * 24 * 3_600_000;
  const now = house.clock.ms;
  for (let week = 6; week >= 1; week -= 1) {
    house.clock.ms = now - week * weekMs - 1_800_000;
    await house.presence.beat(house.site.id, bo.agentId, 'console');
    for (let n = 0; n < 4; n += 1) await asks();
  }
  house.clock.ms = now - 1_800_000;
  await house.presence.beat(house.site.id, bo.agentId, 'console');
  for (let n = 0; n < 5; n += 1) await asks();
  expect(await house.queue.isSurge(house.site.id)).toBe(false);
  for (let n = 0; n < 15; n += 1) await asks();
  house.clock.ms += 120_000;
  expect(await house.queue.isSurge(house.site.id)).toBe(true);
  await house.presence.beat(house.site.id, bo.agentId, 'console');
  house.availability.forget(house.site.id);
  expect(await house.availability.state(house.site.id)).toMatchObject({ surge: true, status: 'open' });
});
