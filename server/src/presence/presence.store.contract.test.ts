import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, leaseMs, openHouse } from '../testing/house.ts';
import { createPresenceStore } from './presence.store.ts';

describe.each(databases)('who may get the next chat, on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  let department: string;
  let store: ReturnType<typeof createPresenceStore>;

  beforeAll(async () => {
    opened = await open();
    house = await openHouse(opened);
    store = createPresenceStore(opened.db);
  });
  beforeEach(async () => {
    department = (await house.sites.addDepartment(house.site.id, house.ids.id())).id;
  });
  afterAll(() => opened.close());

  const here = () => ({ departmentIds: [department] });
  const occupy = () => opened.db.write((trx) => house.presence.occupy(trx, department));
  const activeOf = async (agentId: string) => (await store.find(opened.db.read, agentId))?.active;
  const names = async (count: number) => {
    const given = await Promise.all(Array.from({ length: count }, occupy));
    return given.map((agent) => agent?.name ?? null);
  };

  test('nobody is given more than her capacity, however many ask at once (I9)', async () => {
    const bo = await house.available('Bo', { ...here(), capacity: 3 });
    const fay = await house.available('Fay', { ...here(), capacity: 2 });
    const given = await names(50);
    expect(given.filter((name) => name === 'Bo')).toHaveLength(3);
    expect(given.filter((name) => name === 'Fay')).toHaveLength(2);
    expect(given.slice(5)).toEqual(Array(45).fill(null));
    expect([await activeOf(bo.agentId), await activeOf(fay.agentId)]).toEqual([3, 2]);
  });

  test('the statement itself refuses whoever is full, away, unreachable or disabled', async () => {
    const take = (agentId: string) =>
      opened.db.write((trx) => store.occupy(trx, agentId, house.clock.nowMs()));
    const full = await house.available('Full', { ...here(), capacity: 1 });
    expect([await take(full.agentId), await take(full.agentId)]).toEqual([true, false]);
    const away = await house.available('Away', here());
    await house.presence.setStatus(house.site.id, away.agentId, 'away');
    const gone = await house.agent('Gone', here());
    await house.presence.setStatus(house.site.id, gone.agentId, 'available');
    const disabled = await house.available('Disabled', here());
    await opened.db.write((trx) =>
      trx.updateTable('agent').set({ disabledMs: 1 }).where('id', '=', disabled.agentId).execute(),
    );
    const none = await house.available('None', { ...here(), capacity: 0 });
    for (const { agentId } of [away, gone, disabled, none]) {
      expect([await take(agentId), (await activeOf(agentId)) ?? 0]).toEqual([false, 0]);
    }
    expect(await occupy()).toBe(null);
  });

  test('a lease holds to its last millisecond and not beyond; the longest of several counts', async () => {
    const bo = await house.available('Bo', { ...here(), capacity: 9 });
    house.clock.ms += leaseMs - 1;
    expect(await names(1)).toEqual(['Bo']);
    house.clock.ms += 1;
    expect(await names(1)).toEqual([null]);
    await house.presence.beat(house.site.id, bo.agentId, 'phone');
    expect(await names(1)).toEqual(['Bo']);
    await house.presence.leave(house.site.id, bo.agentId, 'console');
    house.clock.ms += leaseMs - 1;
    expect(await names(1)).toEqual(['Bo']);
    await house.presence.leave(house.site.id, bo.agentId, 'phone');
    house.clock.ms += 1;
    expect(await names(1)).toEqual([null]);
  });

  test('leaving keeps her for the time of a reload, and never longer than she had', async () => {
    const bo = await house.available('Bo', here());
    await house.presence.leave(house.site.id, bo.agentId, 'console');
    const untilMs = (await store.find(opened.db.read, bo.agentId))?.leaseUntilMs;
    expect(untilMs).toBe(house.clock.ms + 5_000);
    house.clock.ms += 2_000;
    await house.presence.leave(house.site.id, bo.agentId, 'console');
    expect((await store.find(opened.db.read, bo.agentId))?.leaseUntilMs).toBe(untilMs);
  });

  test('the least loaded is next, among equals whoever was asked longest ago', async () => {
    const bo = await house.available('Bo', { ...here(), capacity: 2 });
    await names(1);
    house.clock.ms += 1;
    await house.available('Fay', { ...here(), capacity: 4 });
    const given = [];
    for (let n = 0; n < 3; n += 1) {
      house.clock.ms += 1;
      given.push(...(await names(1)));
    }
    // Against Bo's 1 of 2 she has 0 of 4, then 1 of 4; at 2 of 4 they are alike, and he was asked before her.
    expect(given).toEqual(['Fay', 'Fay', 'Bo']);
    expect(await activeOf(bo.agentId)).toBe(2);
  });

  test('somebody of another department is not asked', async () => {
    await house.available('Elsewhere', { departmentIds: [] });
    expect(await names(1)).toEqual([null]);
  });

  test('her places never fall below none', async () => {
    const bo = await house.available('Bo', here());
    const free = () =>
      opened.db.write((trx, tell) => house.presence.free(trx, tell, house.site.id, bo.agentId));
    await expect(free()).rejects.toThrow();
    expect(await activeOf(bo.agentId)).toBe(0);
  });

  test('after a stop an owner whose lease ended meanwhile has her whole grace from now', async () => {
    const bo = await house.available('Bo', here());
    await occupy();
    house.clock.ms += 3_600_000;
    expect((await house.presence.goneBefore(house.clock.ms - 1)).map(({ id }) => id)).toContain(bo.agentId);
    await house.presence.start();
    expect((await house.presence.goneBefore(house.clock.ms)).map(({ id }) => id)).not.toContain(bo.agentId);
    house.clock.ms += 1;
    expect((await house.presence.goneBefore(house.clock.ms)).map(({ id }) => id)).toContain(bo.agentId);
  });
});
