import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, leaseMs, openHouse } from '../testing/house.ts';
import { createPresenceStore } from './presence.store.ts';

describe.each(databases)('who is here, on $name', ({ open }) => {
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
  const take = (agentId: string) => opened.db.write((trx) => store.occupy(trx, agentId, house.clock.nowMs()));
  const activeOf = async (agentId: string) => (await store.find(opened.db.read, agentId))?.active;

  test('the statement itself refuses whoever is away, unreachable or disabled', async () => {
    const bo = await house.available('Bo', here());
    expect([await take(bo.agentId), await activeOf(bo.agentId)]).toEqual([true, 1]);
    const away = await house.available('Away', here());
    await house.presence.setStatus(house.site.id, away.agentId, 'away');
    const gone = await house.agent('Gone', here());
    await house.presence.setStatus(house.site.id, gone.agentId, 'available');
    const disabled = await house.available('Disabled', here());
    await opened.db.write((trx) =>
      trx.updateTable('agent').set({ disabledMs: 1 }).where('id', '=', disabled.agentId).execute(),
    );
    for (const { agentId } of [away, gone, disabled]) {
      expect([await take(agentId), (await activeOf(agentId)) ?? 0]).toEqual([false, 0]);
    }
  });

  test('who lets two ring in a row is set away, until she says that she is there', async () => {
    const bo = await house.available('Bo', here());
    const seen = async () => {
      const { status, setAway } = (await house.presence.colleagues(house.site.id)).find(
        ({ id }) => id === bo.agentId,
      ) ?? { status: null, setAway: null };
      return [status, setAway];
    };
    const misses = () =>
      opened.db.write((trx, tell) => house.presence.missed(trx, tell, house.site.id, bo.agentId));
    await misses();
    expect(await seen()).toEqual(['available', false]);
    await opened.db.write((trx, tell) => house.presence.answered(trx, tell, [bo.agentId]));
    await misses();
    expect(await seen()).toEqual(['available', false]);
    await misses();
    expect(await seen()).toEqual(['away', true]);
    await house.presence.setStatus(house.site.id, bo.agentId, 'available');
    expect(await seen()).toEqual(['available', false]);
    await misses();
    await house.presence.setStatus(house.site.id, bo.agentId, 'away');
    expect(await seen()).toEqual(['away', false]);
  });

  test('a lease holds to its last millisecond and not beyond; the longest of several counts', async () => {
    const bo = await house.available('Bo', here());
    house.clock.ms += leaseMs - 1;
    expect(await take(bo.agentId)).toBe(true);
    house.clock.ms += 1;
    expect(await take(bo.agentId)).toBe(false);
    await house.presence.beat(house.site.id, bo.agentId, 'phone');
    expect(await take(bo.agentId)).toBe(true);
    await house.presence.leave(house.site.id, bo.agentId, 'console');
    house.clock.ms += leaseMs - 1;
    expect(await take(bo.agentId)).toBe(true);
    await house.presence.leave(house.site.id, bo.agentId, 'phone');
    house.clock.ms += 1;
    expect(await take(bo.agentId)).toBe(false);
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

  test('her places never fall below none', async () => {
    const bo = await house.available('Bo', here());
    const free = () => opened.db.write((trx) => house.presence.free(trx, bo.agentId));
    await expect(free()).rejects.toThrow();
    expect(await activeOf(bo.agentId)).toBe(0);
  });

  test('down for an hour: an owner whose lease ended meanwhile has her whole grace from now, who was gone before only what was left of it', async () => {
    const [gone, bo] = [await house.available('Gone', here()), await house.available('Bo', here())];
    for (const { agentId } of [gone, bo]) await take(agentId);
    house.clock.ms += leaseMs + 20_000;
    await house.presence.beat(house.site.id, bo.agentId, 'console');
    const downMs = 3_600_000;
    house.clock.ms += downMs;
    await house.db.write((trx) => house.presence.forgive(trx, downMs));
    const untilOf = async ({ agentId }: { agentId: string }) =>
      (await store.find(opened.db.read, agentId))?.leaseUntilMs;
    expect(await untilOf(bo)).toBe(house.clock.ms);
    expect(await untilOf(gone)).toBe(house.clock.ms - 20_000);
    expect(await take(bo.agentId)).toBe(false);
    const goneNow = async () => (await house.presence.goneBefore(house.clock.ms)).map(({ id }) => id);
    expect(await goneNow()).not.toContain(bo.agentId);
    house.clock.ms += 1;
    expect(await goneNow()).toContain(bo.agentId);
  });

  test('down for a moment: a lease that still lives is no longer for it', async () => {
    const bo = await house.available('Bo', here());
    await take(bo.agentId);
    const untilMs = house.clock.ms + leaseMs;
    house.clock.ms += 5_000;
    await house.db.write((trx) => house.presence.forgive(trx, 5_000));
    expect((await store.find(opened.db.read, bo.agentId))?.leaseUntilMs).toBe(untilMs);
  });
});
