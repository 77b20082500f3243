import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, openHouse } from '../testing/house.ts';
import type { HeldPlace } from './hold.ts';
import { createHoldsStore } from './holds.store.ts';

describe.each(databases)('the memory of holds on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  let store: ReturnType<typeof createHoldsStore>;

  beforeEach(async () => {
    opened = await open();
    house = await openHouse(opened);
    store = createHoldsStore(house.db);
  });
  afterEach(() => opened.close());

  /** In line at this place, and away if she asked for it. */
  async function inLine(ticket: number, hold?: Partial<HeldPlace>) {
    const { id, siteId, visitorId } = await house.opened();
    await house.db.write(async (trx) => {
      await trx
        .updateTable('conversation')
        .set({ kind: 'chat', line: 'support', orderMs: 1_000, ticket, queuedMs: 1_000 })
        .where('id', '=', id)
        .execute();
      if (!hold) return;
      await store.keep(trx, {
        ...{ conversationId: id, siteId, visitorId, by: 'mail', email: null, keptMs: 1_000 },
        ...{ calledMs: null, returnByMs: null, backMs: null, passedOnMs: null },
        ...hold,
      });
    });
    return id;
  }

  const next = async () =>
    (await store.uncalled(house.site.id)).filter(({ isNext }) => isNext).map((one) => one.conversationId);

  test('whoever stands behind somebody who is here, or who is awaited, is not the next', async () => {
    const ada = await inLine(2, {});
    expect(await next()).toEqual([ada]);
    await inLine(1);
    expect(await next()).toEqual([]);
  });

  test('behind one who is called she is not the next; behind one who was called in vain she is', async () => {
    const eve = await inLine(1, { calledMs: 2_000, returnByMs: 3_000 });
    const ada = await inLine(2, {});
    expect(await next()).toEqual([]);
    await house.db.write((trx) => store.passOn(trx, eve, 3_000));
    expect((await next()).toSorted()).toEqual([ada, eve].toSorted());
    await house.db.write((trx) => store.call(trx, eve, 4_000, 5_000));
    expect(await next()).toEqual([]);
  });

  test('those at the telephone are called by others, and whoever is back needs no call', async () => {
    await inLine(1, { by: 'phone' });
    await inLine(2, { backMs: 1_500 });
    expect(await store.uncalled(house.site.id)).toEqual([]);
  });

  test('overdue is who is awaited longer than told, and away', async () => {
    const late = await inLine(1, { calledMs: 2_000, returnByMs: 3_000 });
    await inLine(2, { calledMs: 2_000, returnByMs: 3_000, backMs: 2_500 });
    await inLine(3, { calledMs: 2_000, returnByMs: 9_000 });
    const overdue = await store.overdue(house.site.id, 3_000);
    expect(overdue.map(({ conversationId }) => conversationId)).toEqual([late]);
  });

  test('kept for nothing: left messages, what is over and what was taken, but not whom an agent expects', async () => {
    const becomes = (
      id: string,
      row: { kind?: string; state?: string; assignedMs?: number; ownerId?: string },
    ) => house.db.write((trx) => trx.updateTable('conversation').set(row).where('id', '=', id).execute());
    await inLine(1, {});
    await inLine(2, { by: 'phone' });
    const [left, ended, taken] = [await inLine(3, {}), await inLine(4, {}), await inLine(5, {})];
    const here = await inLine(6, { backMs: 2_000, calledMs: 4_000 });
    const expected = await inLine(7, { calledMs: 4_000, returnByMs: 5_000 });
    await becomes(left, { kind: 'case' });
    await becomes(ended, { state: 'closed' });
    const { agentId: ownerId } = await house.agent('Bo');
    for (const id of [taken, here, expected])
      await becomes(id, { state: 'active', assignedMs: 3_000, ownerId });
    const over = (await store.over(house.site.id)).map(({ conversationId }) => conversationId);
    expect(over.toSorted()).toEqual([left, ended, taken, here].toSorted());
    expect(await store.overdue(house.site.id, 9_000)).toEqual([]);
  });

  test('who is awaited is so for as much longer as the house was down; the others wait as before', async () => {
    const ada = await inLine(1, { calledMs: 2_000, returnByMs: 3_000 });
    const eve = await inLine(2, {});
    const bea = await inLine(3, { calledMs: 2_000, returnByMs: null, backMs: 2_500 });
    await house.db.write((trx) => store.forgive(trx, 50_000));
    const rows = await store.ofSite(house.db.read, house.site.id);
    const untilOf = Object.fromEntries(rows.map((row) => [row.conversationId, row.returnByMs]));
    expect(untilOf).toEqual({ [ada]: 53_000, [eve]: null, [bea]: null });
  });

  test('one place is kept once, as she asked last', async () => {
    const ada = await inLine(1, {});
    const before = await store.find(house.db.read, ada);
    if (!before) throw new Error('nothing is kept');
    await house.db.write((trx) => store.keep(trx, { ...before, by: 'tab' }));
    expect(await store.ofSite(house.db.read, house.site.id)).toMatchObject([{ by: 'tab' }]);
  });
});
