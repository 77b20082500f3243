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
    const row = await house.opened(departmentId);
    return opened.db.write(async (trx, tell) => {
      const asked = { departmentId, language: row.language, skills: [], priority };
      const place = await house.queue.joinLine(trx, house.site.id, asked);
      const joined = await house.conversations.record(trx, tell, joinLine(row, place), house.clock.ms);
      await house.queue.follow(trx, row, joined, house.clock.ms);
      return joined;
    });
  }

  const tickets = (count: number, nowMs: () => number) =>
    Promise.all(
      Array.from({ length: count }, () => opened.db.write((trx) => store.joins(trx, house.site.id, nowMs()))),
    );

  test('tickets are one of a kind and rise, however many are asked for at once', async () => {
    const given = (await tickets(120, () => house.clock.ms)).map(({ ticket }) => ticket);
    const first = given[0] ?? 0;
    expect(given).toEqual(Array.from({ length: 120 }, (_, n) => first + n));
  });

  test('a ticket whose unit failed may be given again, but never to two', async () => {
    const [before] = await tickets(1, () => house.clock.ms);
    const failed = opened.db.write(async (trx) => {
      await store.joins(trx, house.site.id, house.clock.ms);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    const [after] = await tickets(1, () => house.clock.ms);
    expect(after?.ticket).toBe((before?.ticket ?? 0) + 1);
  });

  test('who joins later joined later, also when the clock was put back', async () => {
    let hour = 0;
    const steps = [0, 3_600_000, -7_200_000, 5];
    const given = await tickets(4, () => house.clock.ms + (steps[hour++] ?? 0));
    const times = given.map(({ joinedMs }) => joinedMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[2]).toBe(house.clock.ms + 3_600_000);
  });

  test('the heads are the first of each line, by order and ticket, a head start counted in', async () => {
    const [one, two, three] = await Promise.all(
      ['One', 'Two', 'Three'].map((name) => house.sites.addDepartment(house.site.id, name)),
    );
    if (!one || !two || !three) throw new Error('no departments');
    house.clock.ms += 7_200_000;
    const first = await joins(one.id);
    house.clock.ms += 60_000;
    const other = await joins(two.id);
    const second = await joins(one.id);
    house.clock.ms += 60_000;
    const urgent = await joins(one.id, 2);
    await joins(one.id);
    const heads = await store.heads(opened.db.read, house.site.id, 3);
    expect(heads.map(({ id }) => id)).toEqual([urgent.id, first.id, other.id, second.id]);
    const next = await store.heads(opened.db.read, house.site.id, 1);
    expect(next.map(({ id }) => id)).toEqual([urgent.id, other.id]);
  });

  test('what happens is numbered in the order of commits, without a gap where a unit failed', async () => {
    const note = (n: number, fails = false) =>
      opened.db.write(async (trx) => {
        const event = { atMs: n, kind: 'agentGone', agentId: `agent-${n}` } as const;
        await house.queue.note(trx, house.site.id, [event, event]);
        if (fails) throw new Error('no');
      });
    const rows = () =>
      opened.db.read.selectFrom('waitEvent').select(['seq', 'atMs']).orderBy('seq').execute();
    const before = (await rows()).length;
    await Promise.allSettled(Array.from({ length: 30 }, (_, n) => note(n, n % 3 === 0)));
    const noted = (await rows()).slice(before);
    expect(noted.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, n) => before + n + 1));
    expect(new Set(noted.map(({ atMs }) => atMs % 3))).toEqual(new Set([1, 2]));
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
  });

  test('the time in which the house was down is nobody’s absence, and no more than that', async () => {
    const department = await house.sites.addDepartment(house.site.id, 'Pardon');
    const ada = await joins(department.id);
    const seen = async () => (await house.conversations.find(ada.id))?.visitorSeenMs;
    house.clock.ms += 7_000;
    const downMs = 60_000;
    house.clock.ms += downMs;
    await house.db.write((trx) => house.queue.forgive(trx, downMs));
    expect(await seen()).toBe(house.clock.ms - 7_000);
    await house.db.write((trx) => house.queue.forgive(trx, downMs));
    expect(await seen()).toBe(house.clock.ms);
  });
});
