import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, newsIn, openHouse, words } from '../testing/house.ts';
import { createQueue } from './queue.ts';

const minuteMs = 60_000;
type Agent = Awaited<ReturnType<House['available']>>;

describe.each(databases)('she was given to bo, and he said no word to her, on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  let bo: Agent;
  let ada: Awaited<ReturnType<typeof asks>>;
  let promiseMs: number;

  /** Bo has had a morning with a chat every four minutes; while he talks with eve, ada comes and is promised a time. */
  beforeEach(async () => {
    await opened?.close();
    opened = await open();
    house = await openHouse(opened);
    bo = await house.available('Bo');
    for (let chat = 0; chat < 6; chat += 1) {
      const guest = await asks();
      await given();
      await says(guest.id);
      await later(4);
      await house.routing.endChat(guest, guest.id);
    }
    const eve = await asks();
    await given();
    await says(eve.id);
    ada = await asks();
    promiseMs = house.clock.ms + rangeOf(await hears()).withinMs;
    await later(2);
    await house.routing.endChat(eve, eve.id);
    await given();
  });
  afterAll(() => opened.close());

  async function asks() {
    const visitor = await house.visitor();
    return { ...visitor, id: await house.routing.requestChat(visitor, words('hei')) };
  }
  const given = () => house.routing.assignWaiting(house.site.id);
  async function later(minutes: number, ...colleagues: Agent[]) {
    house.clock.ms += minutes * minuteMs;
    for (const { agentId } of [bo, ...colleagues])
      await house.presence.beat(house.site.id, agentId, 'console');
  }
  const rowOf = async (id: string) => {
    const row = await house.conversations.find(id);
    if (!row) throw new Error('no such conversation');
    return row;
  };
  const actOn = async (id: string) => ({ conversationId: id, epoch: (await rowOf(id)).epoch });
  async function says(id: string, agent = bo) {
    const { epoch } = await rowOf(id);
    const { clientMessageId } = words('');
    const sender = { role: 'agent' as const, id: agent.agentId, epoch, name: agent.name };
    await house.messages.send({ conversationId: id, clientMessageId, text: 'hei', sender });
  }
  async function hears(queue = house.queue): Promise<Place | undefined> {
    const heard = await newsIn(queue, house.site.id, (visitorId) => visitorId === ada.visitorId);
    return heard.at(-1)?.place;
  }
  const rangeOf = (place: Place | undefined | null) => {
    if (place?.wait.kind !== 'range') throw new Error(`no range: ${JSON.stringify(place)}`);
    return place.wait;
  };
  const told = () =>
    opened.db.read.selectFrom('told').selectAll().where('conversationId', '=', ada.id).orderBy('n').execute();
  const learned = async () =>
    (await house.queue.stateOf(house.site.id)).calibration.shifts.map((row) =>
      row.map((shift) => Number(shift.toFixed(9))),
    );

  async function ringsInVain() {
    await later(1.1);
    await house.routing.returnUnanswered();
    expect(await rowOf(ada.id)).toMatchObject({ state: 'waiting' });
  }

  test('what she was told goes on to hold, and its time is counted on from when she was told it', async () => {
    const [before] = await told();
    expect(before).toMatchObject({ outcome: 'served', livedMs: 2 * minuteMs });
    await ringsInVain();
    const place = await hears();
    expect(place?.position).toBe(1);
    expect(rangeOf(place).withinMs).toBeLessThanOrEqual(promiseMs - house.clock.ms + 3.1 * minuteMs);
    expect((await told())[0]).toMatchObject({ outcome: null, livedMs: null, atMs: before?.atMs });
    await given();
    await says(ada.id);
    expect((await told())[0]).toMatchObject({ outcome: 'served', livedMs: 3.1 * minuteMs });
  });

  test('when the promise passes meanwhile she hears an apology, at every node and after a restart', async () => {
    await later((promiseMs - house.clock.ms) / minuteMs + 0.5);
    await house.routing.returnUnanswered();
    const { db, clock, sites } = house;
    const other = createQueue({ db, clock, sites });
    await other.start();
    expect(await other.stateOf(house.site.id)).toEqual(await house.queue.stateOf(house.site.id));
    const place = await hears(other);
    expect(place).toMatchObject({ slip: 'late', position: 1 });
    expect(rangeOf(await house.queue.placeOf(house.site.id, ada.id))).toEqual(rangeOf(place));
    expect((await told()).map(({ outcome }) => outcome)).toEqual([null, null]);
  });

  test('nothing is learned from it but from when somebody answers', async () => {
    await ringsInVain();
    const { calibration } = await house.queue.stateOf(house.site.id);
    expect(calibration.open.has(ada.id)).toBe(true);
    const inVain = await learned();
    await later(12);
    await given();
    await says(ada.id);
    expect(await learned()).not.toEqual(inVain);
    const afterwards = await house.queue.stateOf(house.site.id);
    expect(afterwards.calibration.open.has(ada.id)).toBe(false);
    // Her promise was broken, so everything is told longer: had the ring counted, it would have been shorter.
    const row = inVain.findIndex((shifts, place) => shifts[1] !== afterwards.calibration.shifts[place]?.[1]);
    expect(afterwards.calibration.shifts[row]?.[1]).toBeGreaterThan(inVain[row]?.[1] ?? 0);
  });

  test('opened is not answered; nor is given back, or passed on without a word', async () => {
    await house.routing.accept(bo, await actOn(ada.id));
    await later(5);
    await house.routing.returnUnanswered();
    expect((await told())[0]).toMatchObject({ outcome: null });
    await given();
    await house.routing.giveBack(bo, await actOn(ada.id));
    expect((await told())[0]).toMatchObject({ outcome: null });
  });

  test('passed on without a word it ends with whom she is passed on to', async () => {
    const cleo = await house.available('Cleo');
    await later(0.5, cleo);
    await house.routing.transfer(bo, await actOn(ada.id), { agentId: cleo.agentId });
    expect((await told())[0]).toMatchObject({ outcome: 'served', livedMs: 2.5 * minuteMs });
  });

  test('once somebody has answered her, a wait that follows is another, with a promise of its own', async () => {
    await says(ada.id);
    const [before] = await told();
    await later(1);
    await house.routing.giveBack(bo, await actOn(ada.id));
    const place = await hears();
    const rows = await told();
    expect(rows[0]).toEqual(before);
    expect(rows[1]).toMatchObject({ outcome: null, withinMs: rangeOf(place).withinMs });
    // Rings in vain now: only the second wait goes on.
    await given();
    await ringsInVain();
    expect((await told()).map(({ outcome }) => outcome)).toEqual(['served', null]);
  });

  test('she goes while it rings: she gave up, and nobody learns from it how long chats or waits are', async () => {
    const before = await house.queue.stateOf(house.site.id);
    const ends = () => [...before.departments.values()].flatMap(({ chats }) => chats.events);
    const chats = ends();
    await later(0.5);
    await house.routing.endChat(ada, ada.id);
    expect((await told())[0]).toMatchObject({ outcome: 'gave_up', livedMs: 2.5 * minuteMs });
    const after = await house.queue.stateOf(house.site.id);
    expect(after.calibration.open.has(ada.id)).toBe(false);
    expect(ends()).toEqual(chats);
  });

  test('she gives up after all: that is what became of it', async () => {
    await ringsInVain();
    await house.routing.leaveLine(ada, ada.id);
    expect((await told())[0]).toMatchObject({ outcome: 'gave_up', livedMs: 3.1 * minuteMs });
  });
});
