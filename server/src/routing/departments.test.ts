import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, openHouse, words } from '../testing/house.ts';

describe.each(databases)('departments, on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  let support: string;
  let sales: string;

  beforeAll(async () => {
    opened = await open();
    house = await openHouse(opened);
  });
  afterAll(() => opened.close());

  beforeEach(async () => {
    await house.db.write(async (trx) => {
      await trx.deleteFrom('conversation').execute();
      await trx.updateTable('agent').set({ active: 0, disabledMs: 1 }).execute();
    });
    support = house.sites.departments(house.site.id)[0]?.id ?? '';
    sales = (await house.sites.addDepartment(house.site.id, house.ids.id())).id;
  });

  const standing = async (conversationId: string) =>
    (await house.conversations.find(conversationId))?.departmentId;

  test('ada, who chose none, stands where somebody serves', async () => {
    await house.available('Sol', { departmentIds: [sales] });
    const ada = await house.visitor();
    expect(await standing(await house.routing.requestChat(ada, words('hei')))).toBe(sales);
  });

  test('cy, who chose one where nobody is, is told so, whoever serves elsewhere', async () => {
    await house.available('Sol', { departmentIds: [sales] });
    const cy = await house.visitor();
    await expect(
      house.routing.requestChat(cy, words('hei', { departmentId: support })),
    ).rejects.toMatchObject({ code: 'closed_now' });
    expect(await house.conversations.currentOf(house.site.id, cy.visitorId, house.clock.ms)).toBe(null);
  });

  test('a message left for one department becomes a chat where she asks for it', async () => {
    await house.available('Sol', { departmentIds: [sales] });
    const di = await house.visitor();
    const left = await house.routing.leaveCase(di, words('write to me', { departmentId: support }));
    expect(await standing(left)).toBe(support);
    expect(await house.routing.requestChat(di, words('or now', { departmentId: sales }))).toBe(left);
    expect(await standing(left)).toBe(sales);
  });

  test('a department that goes while she asks takes nobody with it', async () => {
    await house.available('Bo', { departmentIds: [support] });
    await house.available('Sol', { departmentIds: [sales] });
    const [eli, fay] = [await house.visitor(), await house.visitor()];
    const [asked, left] = await Promise.all([
      house.routing.requestChat(eli, words('hei', { departmentId: sales })),
      house.routing.leaveCase(fay, words('hei', { departmentId: sales })),
      house.sites.removeDepartment(house.site.id, sales),
    ]);
    expect(await standing(asked)).toBe(support);
    expect(await standing(left)).toBe(support);
    await house.routing.assignWaiting(house.site.id);
    expect(await house.conversations.find(asked)).toMatchObject({ state: 'active' });
  });

  test('many lines with nobody free: giving out chats comes to an end, and the one who is free is found', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, () => house.sites.addDepartment(house.site.id, house.ids.id())),
    );
    const busy = await house.available('Busy', { capacity: 1, departmentIds: all.map(({ id }) => id) });
    for (const { id } of all) {
      await house.routing.requestChat(await house.visitor(), words('hei', { departmentId: id }));
    }
    await house.presence.setCapacity(house.site.id, busy.agentId, 0);
    await house.routing.assignWaiting(house.site.id);
    const last = all.at(-1)?.id ?? '';
    await house.available('Free', { departmentIds: [last] });
    await house.routing.assignWaiting(house.site.id);
    const given = await house.db.read
      .selectFrom('conversation')
      .select('departmentId')
      .where('state', '=', 'active')
      .execute();
    expect(given).toEqual([{ departmentId: last }]);
  }, 20_000);

  test('an account is disabled: its chats and the messages it took are for others again', async () => {
    const bo = await house.available('Bo', { departmentIds: [support] });
    const chat = await house.routing.requestChat(await house.visitor(), words('hei'));
    await house.routing.assignWaiting(house.site.id);
    const left = await house.routing.leaveCase(await house.visitor(), words('write to me'));
    await house.routing.take(bo, left, () => true);
    await house.db.write((trx) =>
      trx.updateTable('agent').set({ disabledMs: 1 }).where('id', '=', bo.agentId).execute(),
    );
    await house.routing.returnOrphans();
    for (const id of [chat, left]) {
      expect(await house.conversations.find(id)).toMatchObject({ state: 'waiting', ownerId: null, epoch: 2 });
    }
  });

  describe('what is told of a department before she writes is what happens when she does', () => {
    const told = async (id: string) => {
      house.availability.forget(house.site.id);
      const { status, wait, departments } = await house.availability.state(house.site.id);
      return { site: status, wait, own: departments.find((each) => each.id === id) };
    };
    const asksFor = async (departmentId?: string) =>
      house.routing.requestChat(await house.visitor(), words('hei', departmentId ? { departmentId } : {}));

    test('nobody is there and others are; nor is the site open when it is known when somebody is back', async () => {
      const bo = await house.available('Bo', { departmentIds: [support] });
      const sol = await house.available('Sol', { departmentIds: [sales] });
      for (let times = 0; times < 12; times += 1) {
        for (const status of ['away', 'available'] as const) {
          await house.presence.setStatus(house.site.id, bo.agentId, status);
          house.clock.ms += 1_000;
          await told(support);
        }
      }
      await house.presence.beat(house.site.id, sol.agentId, 'console');
      await house.presence.setStatus(house.site.id, bo.agentId, 'away');
      expect(await told(support)).toMatchObject({
        site: 'open',
        own: { status: 'nobody', wait: { kind: 'away', backWithinMs: expect.any(Number) } },
      });
      expect(await told(sales)).toMatchObject({ own: { status: 'open' } });
      await expect(asksFor(support)).rejects.toMatchObject({ code: 'closed_now' });
      expect(await standing(await asksFor(sales))).toBe(sales);

      await house.presence.setStatus(house.site.id, sol.agentId, 'away');
      expect(await told(support)).toMatchObject({ site: 'nobody', wait: { kind: 'away' } });
      await expect(asksFor()).rejects.toMatchObject({ code: 'closed_now' });
    });

    test('its line is full and others are not', async () => {
      await house.available('Bo', { departmentIds: [support] });
      await house.available('Sol', { departmentIds: [sales] });
      for (let count = 0; count < 12; count += 1) await asksFor(support);
      await house.routing.assignWaiting(house.site.id);
      const { hours, routing } = house.site;
      const to = new Date(house.clock.ms + 6 * 60_000).toISOString().slice(11, 16);
      const closing = { zone: 'UTC', spans: [{ day: 3, from: '00:00', to }], closedDays: [] };
      await house.sites.change(house.site.id, { hours: closing, routing: { ...routing, drainMs: 0 } });
      expect(await told(support)).toMatchObject({ site: 'open', own: { status: 'full' } });
      expect(await told(sales)).toMatchObject({ own: { status: 'open' } });
      await expect(asksFor(support)).rejects.toMatchObject({ code: 'closed_now' });
      await house.sites.change(house.site.id, { hours, routing });
    });
  });
});
