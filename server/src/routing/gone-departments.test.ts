import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, openHouse, words } from '../testing/house.ts';

describe.each(databases)('a department that goes while somebody is helped there, on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  let siteId: string;
  let support: string;
  let sales: string;
  let bo: Awaited<ReturnType<House['available']>>;

  beforeEach(async () => {
    opened = await open();
    house = await openHouse(opened);
    siteId = house.site.id;
    support = house.sites.departments(siteId)[0]?.id ?? '';
    sales = (await house.sites.addDepartment(siteId, 'Sales')).id;
    bo = await house.available('Bo', { departmentIds: [sales] });
  });
  afterEach(() => opened.close());

  async function helped() {
    const ada = await house.visitor();
    const id = await house.routing.requestChat(ada, words('hei', { departmentId: sales }));
    await house.routing.assignWaiting(siteId);
    expect(await house.conversations.find(id)).toMatchObject({ state: 'active', ownerId: bo.agentId });
    await house.routing.accept(bo, { conversationId: id, epoch: 1 });
    return { ...ada, id };
  }

  test('bo has to give her back: she stands where somebody is, and caro of support has her', async () => {
    const { id } = await helped();
    await house.sites.removeDepartment(siteId, sales);
    await house.available('Caro', { departmentIds: [support] });
    await house.routing.giveBack(bo, { conversationId: id, epoch: 1 });
    expect(await house.conversations.find(id)).toMatchObject({ state: 'waiting', line: support });
    expect((await house.queue.placeOf(siteId, id))?.wait.kind).not.toBe('away');
    await house.routing.assignWaiting(siteId);
    expect(await house.conversations.find(id)).toMatchObject({ state: 'active', epoch: 3 });
  });

  test('what is asked there has changed meanwhile: she stands in the line of what is asked now', async () => {
    const { id } = await helped();
    await house.sites.changeDepartment(siteId, sales, { matchLanguage: true });
    await house.presence.setStatus(siteId, bo.agentId, 'away');
    await house.routing.giveBack(bo, { conversationId: id, epoch: 1 });
    expect(await house.conversations.find(id)).toMatchObject({ state: 'waiting', line: `${sales}:en` });
  });

  test('what her priority is worth has changed meanwhile: given back she stands where it puts her now', async () => {
    const { id } = await helped();
    await house.routing.prioritise(id, 1, () => true);
    const { routing } = house.sites.byId(siteId);
    await house.sites.change(siteId, {
      routing: { ...routing, headStartMs: { high: 0, urgent: 1_800_000 } },
    });
    await house.presence.setStatus(siteId, bo.agentId, 'away');
    await house.routing.giveBack(bo, { conversationId: id, epoch: 1 });
    const row = await house.conversations.find(id);
    expect(row).toMatchObject({ state: 'waiting', priority: 1, orderMs: row?.queuedMs });
  });

  test('she writes after the end: her words are with those who took over, and somebody there has her', async () => {
    const ada = await helped();
    await house.routing.close(bo, { conversationId: ada.id, epoch: 1 }, null);
    await house.sites.removeDepartment(siteId, sales);
    const said = {
      conversationId: ada.id,
      clientMessageId: words('').clientMessageId,
      text: 'One more thing',
    };
    await house.presence.setStatus(siteId, bo.agentId, 'away');
    await house.available('Caro', { departmentIds: [support] });
    await house.routing.visitorSays(ada, said);
    await house.routing.assignWaiting(siteId);
    expect(await house.conversations.find(ada.id)).toMatchObject({
      ...{ state: 'active', kind: 'chat', departmentId: support },
    });
  });

  test('nobody is there when she writes after the end: it is left where somebody will read it', async () => {
    const ada = await helped();
    await house.routing.close(bo, { conversationId: ada.id, epoch: 1 }, null);
    await house.sites.removeDepartment(siteId, sales);
    await house.presence.setStatus(siteId, bo.agentId, 'away');
    const said = {
      conversationId: ada.id,
      clientMessageId: words('').clientMessageId,
      text: 'One more thing',
    };
    await house.routing.visitorSays(ada, said);
    expect(await house.conversations.find(ada.id)).toMatchObject({ kind: 'case', departmentId: support });
  });
});
