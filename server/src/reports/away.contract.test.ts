import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, newsIn, openHouse, words } from '../testing/house.ts';
import { createReports } from './reports.ts';

const minuteMs = 60_000;
type Asked = Awaited<ReturnType<House['visitor']>> & { id: string };

describe.each(databases)('what ada was told, who was away for a while, on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  let bo: Awaited<ReturnType<House['available']>>;
  let [eve, ada, dan]: Asked[] = [];

  beforeEach(async () => {
    await opened?.close();
    opened = await open();
    house = await openHouse(opened);
    bo = await house.available('Bo');
    eve = await asks();
    await house.routing.assignWaiting(house.site.id);
    ada = await asks();
    await newsIn(house.queue, house.site.id);
    dan = await asks();
  });
  afterAll(() => opened.close());

  async function asks(): Promise<Asked> {
    const visitor = await house.visitor();
    const id = await house.routing.requestChat(visitor, words('hei'));
    house.clock.ms += 1_000;
    return { ...visitor, id };
  }
  async function later(minutes: number) {
    house.clock.ms += minutes * minuteMs;
    await house.presence.beat(house.site.id, bo.agentId, 'console');
  }
  /** As a kept place of hers is noted. */
  const isKept = (one: Asked) =>
    opened.db.write(async (trx) => {
      const nothing = { email: null, calledMs: null, returnByMs: null, backMs: null, passedOnMs: null };
      const { id: conversationId, siteId, visitorId } = one;
      const held = { conversationId, siteId, visitorId, by: 'tab', keptMs: house.clock.ms, ...nothing };
      await trx.insertInto('hold').values(held).execute();
      await house.queue.cameOrWent(trx, siteId, conversationId, false);
    });
  const isBack = (one: Asked) =>
    opened.db.write(async (trx) => {
      await trx.deleteFrom('hold').where('conversationId', '=', one.id).execute();
      await house.queue.cameOrWent(trx, one.siteId, one.id, true);
    });
  const told = async ({ id }: Asked) => {
    await newsIn(house.queue, house.site.id, () => false);
    // That a turn has passed is kept without being waited for.
    await opened.db.write(async () => {});
    const rows = opened.db.read.selectFrom('told').selectAll().where('conversationId', '=', id);
    return rows.orderBy('n').execute();
  };
  const isDone = (one: Asked) => house.routing.endChat(one, one.id);
  const next = () => house.routing.assignWaiting(house.site.id);

  test('her turn passed in time while she was away: that is when it came, not when she was back', async () => {
    await isKept(ada as Asked);
    await later(2);
    await isDone(eve as Asked);
    await next();
    expect(await house.conversations.find((dan as Asked).id)).toMatchObject({ state: 'active' });
    await expect.poll(async () => (await told(ada as Asked))[0]?.shadowMs).toBe(2 * minuteMs + 1_000);
    await later(85);
    await isBack(ada as Asked);
    await isDone(dan as Asked);
    await next();
    const [first] = await told(ada as Asked);
    expect(first).toMatchObject({ outcome: 'served', livedMs: 87 * minuteMs + 1_000 });
    const report = await createReports(house).waits(house.site.id, {});
    expect(report.first).toMatchObject({ told: 1, kept: 1, broken: 0 });
    const { calibration } = await house.queue.stateOf(house.site.id);
    // She was served in half the time; nobody is promised more because she stayed away.
    expect(calibration.shifts.flat().every((shift) => shift <= 0)).toBe(true);
  });

  test('she was back before: whoever is served before her then is our doing', async () => {
    await isKept(ada as Asked);
    await later(2);
    await isBack(ada as Asked);
    await isDone(eve as Asked);
    await house.routing.take(bo, (dan as Asked).id, () => true);
    await later(1);
    await told(ada as Asked);
    await isDone(dan as Asked);
    await next();
    expect((await told(ada as Asked))[0]).toMatchObject({ shadowMs: null, livedMs: 3 * minuteMs + 1_000 });
  });

  test('given a priority while she is away she is away still', async () => {
    await isKept(ada as Asked);
    await house.routing.prioritise((ada as Asked).id, 1, () => true);
    await later(2);
    await isDone(eve as Asked);
    await next();
    await expect.poll(async () => (await told(ada as Asked))[0]?.shadowMs).toBe(2 * minuteMs + 1_000);
  });

  test('she left, and asks once more: what passes then is not her new turn', async () => {
    await later(1);
    await house.routing.leaveCase(ada as Asked, { ...words('rather later'), email: 'ada@home.example' });
    await asks();
    await house.routing.requestChat(ada as Asked, words('now after all'));
    await newsIn(house.queue, house.site.id);
    await later(2);
    await isDone(eve as Asked);
    await next();
    expect(await house.conversations.find((dan as Asked).id)).toMatchObject({ state: 'active' });
    const rows = await told(ada as Asked);
    expect(rows.map(({ outcome, shadowMs }) => [outcome, shadowMs])).toEqual([
      ['case', null],
      [null, null],
    ]);
  });
});
