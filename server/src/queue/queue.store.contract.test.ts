import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queue as joinLine } from '../conversations/conversation.ts';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, openHouse } from '../testing/house.ts';
import { createQueueStore } from './queue.store.ts';

describe.each(databases)('the line on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  let store: ReturnType<typeof createQueueStore>;
  beforeAll(async () => {
    opened = await open();
    house = await openHouse(opened);
    store = createQueueStore(opened.db);
  });
  afterAll(() => opened.close());

  async function joins(departmentId: string, priority = 0) {
    const row = { ...(await house.opened(departmentId)), priority };
    return opened.db.write(async (trx, tell) => {
      const ticket = await store.nextTicket(trx, house.site.id);
      const { ms } = house.clock;
      const place = { departmentId, line: departmentId, ticket, joinedMs: ms, priority, orderMs: ms };
      const step = joinLine(row, place);
      return house.conversations.record(trx, tell, step, house.clock.ms);
    });
  }

  test('tickets are one of a kind and rise, however many are asked for at once', async () => {
    const tickets = await Promise.all(
      Array.from({ length: 120 }, () => opened.db.write((trx) => store.nextTicket(trx, house.site.id))),
    );
    const first = tickets[0] ?? 0;
    expect(tickets).toEqual(Array.from({ length: 120 }, (_, n) => first + n));
  });

  test('a ticket whose unit failed may be given again, but never to two', async () => {
    const before = await opened.db.write((trx) => store.nextTicket(trx, house.site.id));
    const failed = opened.db.write(async (trx) => {
      await store.nextTicket(trx, house.site.id);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await opened.db.write((trx) => store.nextTicket(trx, house.site.id))).toBeGreaterThan(before);
  });

  test('the first of some departments is the one with the lowest priority, then ticket', async () => {
    const [one, two, three] = await Promise.all(
      ['One', 'Two', 'Three'].map((name) => house.sites.addDepartment(house.site.id, name)),
    );
    if (!one || !two || !three) throw new Error('no departments');
    const late = await joins(one.id, 1);
    const early = await joins(two.id);
    const last = await joins(one.id);
    const first = (...ids: string[]) =>
      store.first(opened.db.read, house.site.id, ids).then((row) => row?.id);
    expect(await first(one.id, two.id)).toBe(early.id);
    expect(await first(one.id)).toBe(last.id);
    expect(await first(three.id)).toBe(undefined);
    expect(await first()).toBe(undefined);
    const line = await store.line(house.site.id);
    expect(line.map(({ conversationId }) => conversationId)).toEqual([early.id, last.id, late.id]);
    const waiting = await store.departmentsWaiting(opened.db.read, house.site.id);
    expect(waiting.map(({ departmentId }) => departmentId).toSorted()).toEqual([one.id, two.id].toSorted());
  });

  test('only those who wait and were not seen for too long are looked for', async () => {
    const department = await house.sites.addDepartment(house.site.id, 'Patience');
    const [ada, cy] = [await joins(department.id), await joins(department.id)];
    const atMs = house.clock.ms;
    house.clock.ms += 1_000;
    await house.queue.seen([cy.visitorId]);
    const unseen = await store.notSeenSince(atMs + 1);
    expect(unseen.map(({ id }) => id)).toContain(ada.id);
    expect(unseen.map(({ id }) => id)).not.toContain(cy.id);
    await house.queue.start();
    expect(await store.notSeenSince(house.clock.ms)).toEqual([]);
  });
});
