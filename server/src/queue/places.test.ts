import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, newsIn, openHouse, words } from '../testing/house.ts';
import { createQueue, type Queue } from './queue.ts';

const minuteMs = 60_000;
type Visitor = Awaited<ReturnType<House['visitor']>>;

let opened: Opened;
let house: House;
beforeEach(async () => {
  opened = await (databases[0] as (typeof databases)[number]).open();
  house = await openHouse(opened);
});
afterEach(() => opened.close());

const everybody = () => true;

async function asks(who?: Visitor, more = {}) {
  const visitor = who ?? (await house.visitor());
  const id = await house.routing.requestChat(visitor, words('hei', more));
  return { ...visitor, id };
}

/** So long passes, and everybody who should is alive. */
async function later(minutes: number, agents: { agentId: string }[] = []) {
  house.clock.ms += minutes * minuteMs;
  for (const { agentId } of agents) await house.presence.beat(house.site.id, agentId, 'console');
}

async function says(agent: Awaited<ReturnType<House['available']>>, conversationId: string) {
  const { epoch = 0 } = (await house.conversations.find(conversationId)) ?? {};
  const sender = { role: 'agent' as const, id: agent.agentId, epoch, name: agent.name };
  await house.messages.send({ ...words('hei'), conversationId, sender });
}

/** Bo has had a morning with a chat every four minutes, one at a time. */
async function afterAMorning(chats = 12) {
  const bo = await house.available('Bo');
  for (let chat = 0; chat < chats; chat += 1) {
    const guest = await asks();
    await house.routing.assignWaiting(house.site.id);
    await says(bo, guest.id);
    await later(4, [bo]);
    await house.routing.endChat(guest, guest.id);
  }
  return bo;
}

const hears = (isHere: (visitorId: string) => boolean = everybody, queue: Queue = house.queue) =>
  newsIn(queue, house.site.id, isHere);

const toldTo = (id: string) =>
  opened.db.read.selectFrom('told').selectAll().where('conversationId', '=', id).orderBy('n').execute();
const rangeOf = (place: Place | undefined | null) => {
  if (place?.wait.kind !== 'range') throw new Error(`no range: ${JSON.stringify(place)}`);
  return place.wait;
};

/** Bo talks with somebody, and so many stand in line behind: the newest of them is given. */
async function inLine(count: number) {
  const bo = await afterAMorning();
  const first = await asks();
  await house.routing.assignWaiting(house.site.id);
  const line = [];
  for (let n = 0; n < count; n += 1) line.push(await asks());
  return { bo, first, line };
}

describe('what ada is told', () => {
  test('her place anew when she left the line and came back to it at once, though it is the same', async () => {
    await afterAMorning();
    await asks();
    await house.routing.assignWaiting(house.site.id);
    const ada = await asks();
    const isAdas = ({ visitorId }: { visitorId: string }) => visitorId === ada.visitorId;
    expect((await hears()).filter(isAdas)).toHaveLength(1);
    expect((await hears()).filter(isAdas)).toEqual([]);
    await house.routing.leaveCase(ada, { ...words('later then'), email: 'ada@home.example' });
    expect(await asks(ada)).toMatchObject({ id: ada.id });
    const [again] = (await hears()).filter(isAdas);
    expect(again?.place).toMatchObject({ position: 1, conversationId: ada.id });
    expect(again?.place.reason).toBeUndefined();
  });

  test('about how long, and a promise, from how the chats went today; it is kept as she reads it', async () => {
    const { line } = await inLine(2);
    const [cy, ada] = line as [Visitor & { id: string }, Visitor & { id: string }];
    const heard = new Map((await hears()).map(({ visitorId, place }) => [visitorId, place]));
    expect(heard.get(cy.visitorId)).toMatchObject({ position: 1, conversationId: cy.id });
    const place = heard.get(ada.visitorId);
    expect(place).toMatchObject({ position: 2, since: house.clock.ms });
    const wait = rangeOf(place);
    expect(wait.likelyMs / minuteMs).toBeGreaterThanOrEqual(5);
    expect(wait.likelyMs / minuteMs).toBeLessThanOrEqual(9);
    expect(wait.withinMs).toBeGreaterThan(wait.likelyMs);
    expect(await toldTo(ada.id)).toMatchObject([
      { n: 0, position: 2, aboutMs: wait.likelyMs, withinMs: wait.withinMs, outcome: null, livedMs: null },
    ]);
  });

  test('nothing again while nothing changed, and the number stays while time goes by', async () => {
    await inLine(3);
    expect(await hears()).toHaveLength(3);
    expect(await hears()).toEqual([]);
    house.clock.ms += 10_000;
    expect(await hears()).toEqual([]);
  });

  test('a lower place and a shorter wait at once when the one before her is served', async () => {
    const { bo, first, line } = await inLine(2);
    const ada = line[1] as Visitor & { id: string };
    const before = rangeOf((await hears()).find(({ visitorId }) => visitorId === ada.visitorId)?.place);
    await later(3, [bo]);
    await house.routing.endChat(first, first.id);
    await house.routing.assignWaiting(house.site.id);
    const [after, ...others] = await hears();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ visitorId: ada.visitorId, place: { position: 1 } });
    expect(rangeOf(after?.place).withinMs).toBeLessThan(before.withinMs);
    expect(after?.place.slip).toBe(undefined);
  });

  test('an apology with a new time when the promise has passed, once', async () => {
    const { bo, line } = await inLine(1);
    const ada = line[0] as Visitor & { id: string };
    const { withinMs } = rangeOf((await hears())[0]?.place);
    await later(withinMs / minuteMs + 0.1, [bo]);
    const [late, ...others] = await hears();
    expect(others).toEqual([]);
    expect(late?.place.slip).toBe('late');
    expect(rangeOf(late?.place).withinMs).toBeGreaterThan(0);
    await later(0.1, [bo]);
    expect((await hears()).filter(({ place }) => place.slip)).toEqual([]);
    const rows = await toldTo(ada.id);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map(({ n }) => n)).toEqual(rows.map((_, n) => n));
  });

  test('the same number from another node, and after a restart', async () => {
    const { line, bo } = await inLine(2);
    const ada = line[1] as Visitor & { id: string };
    const here = await house.queue.placeOf(house.site.id, ada.id);
    await later(0.3, [bo]);
    const { db, clock, sites } = house;
    const other = createQueue({ db, clock, sites });
    const there = await other.placeOf(house.site.id, ada.id);
    expect(there?.wait).toEqual(here?.wait);
    expect(there?.position).toBe(2);
    expect(await toldTo(ada.id)).toHaveLength(1);
  });

  test('nothing to who is not here: no frame, and nothing she could be held to', async () => {
    const { line } = await inLine(2);
    const [cy, ada] = line as [Visitor & { id: string }, Visitor & { id: string }];
    const heard = await hears((visitorId) => visitorId === cy.visitorId);
    expect(heard.map(({ visitorId }) => visitorId)).toEqual([cy.visitorId]);
    expect(await toldTo(ada.id)).toEqual([]);
  });

  test('that nobody is here when bo leaves, and a time again when he is back', async () => {
    const { bo } = await inLine(1);
    await hears();
    await house.presence.setStatus(house.site.id, bo.agentId, 'away');
    expect((await hears())[0]?.place.wait).toEqual({ kind: 'away', backWithinMs: null });
    await house.presence.setStatus(house.site.id, bo.agentId, 'available');
    expect((await hears())[0]?.place.wait.kind).toBe('range');
  });

  test('that nobody is here, also when nobody works for her any more', async () => {
    const { bo } = await inLine(1);
    await hears();
    await opened.db.write(async (trx, tell) => {
      await trx.deleteFrom('agentDepartment').where('agentId', '=', bo.agentId).execute();
      tell({ kind: 'site', siteId: house.site.id });
    });
    expect((await hears())[0]?.place.wait).toEqual({ kind: 'away', backWithinMs: null });
  });

  test('the end of his lease is noticed by the clock alone', async () => {
    await inLine(1);
    await hears();
    house.clock.ms += 40_000;
    expect((await hears())[0]?.place.wait.kind).toBe('away');
  });

  test('no wait that began in the future when the clock is put back', async () => {
    const { line, bo } = await inLine(1);
    await later(-60, [bo]);
    const place = await house.queue.placeOf(house.site.id, line[0]?.id ?? '');
    expect(place?.since).toBeLessThanOrEqual(place?.at ?? 0);
    const { likelyMs, withinMs } = rangeOf(place);
    expect(likelyMs >= 0 && withinMs > likelyMs && withinMs <= 90 * minuteMs).toBe(true);
  });
});

describe('a number goes up with a reason', () => {
  test('somebody came back to her old place', async () => {
    const { first, line, bo } = await inLine(2);
    await hears();
    const row = await house.conversations.find(first.id);
    const act = { conversationId: first.id, epoch: row?.epoch ?? 0 };
    await later(1, [bo]);
    await house.routing.giveBack(bo, act);
    const heard = await hears((visitorId) => visitorId !== first.visitorId);
    expect(heard.map(({ place }) => [place.position, place.reason]).toSorted()).toEqual([
      [2, 'returned'],
      [3, 'returned'],
    ]);
    expect(line).toHaveLength(2);
  });

  test('somebody with a priority came, or was given one', async () => {
    const { line } = await inLine(2);
    await hears();
    const [cy, ada] = line as [Visitor & { id: string }, Visitor & { id: string }];
    await house.routing.prioritise(ada.id, 1, () => true);
    const heard = new Map((await hears()).map(({ visitorId, place }) => [visitorId, place]));
    expect(heard.get(cy.visitorId)).toMatchObject({ position: 2, reason: 'priority' });
    expect(heard.get(ada.visitorId)).toMatchObject({ position: 1 });
    expect(heard.get(ada.visitorId)?.reason).toBe(undefined);
  });

  test('also after her page was gone for a moment: it rises from the number that she heard last', async () => {
    const { bo, first, line } = await inLine(4);
    const [cy, , ada, dan] = line as (Visitor & { id: string })[];
    if (!cy || !ada || !dan) throw new Error('the line is short');
    const hearsOf = async () => (await hears()).find(({ visitorId }) => visitorId === ada.visitorId)?.place;
    expect(await hearsOf()).toMatchObject({ position: 3 });
    const row = await house.conversations.find(first.id);
    await house.routing.accept(bo, { conversationId: first.id, epoch: row?.epoch ?? 0 });
    // While nobody is here no time is told, so that only her number is.
    await house.presence.setStatus(house.site.id, bo.agentId, 'away');
    await house.routing.leaveLine(cy, cy.id);
    expect(await hearsOf()).toMatchObject({ position: 2 });
    await house.queue.seenInLine(house.site.id, ada.id, false);
    await house.queue.seenInLine(house.site.id, ada.id, true);
    await house.routing.prioritise(dan.id, 2, () => true);
    expect(await hearsOf()).toMatchObject({ position: 3, reason: 'priority' });
    // She has heard why; come back once more she hears it no more.
    await house.queue.seenInLine(house.site.id, ada.id, false);
    const again = await hearsOf();
    expect(again?.position).toBe(3);
    expect(again?.reason).toBeUndefined();
  });

  test('a department went, and its people stand among others now', async () => {
    const { bo, line } = await inLine(1);
    const sales = await house.sites.addDepartment(house.site.id, 'Sales');
    const cleo = await house.available('Cleo', { departmentIds: [sales.id] });
    const busy = await asks(undefined, { departmentId: sales.id });
    await house.routing.assignWaiting(house.site.id);
    await later(1, [bo, cleo]);
    const eva = await asks(undefined, { departmentId: sales.id });
    expect((await house.queue.placeOf(house.site.id, eva.id))?.position).toBe(1);
    await house.sites.removeDepartment(house.site.id, sales.id);
    const place = await house.queue.placeOf(house.site.id, eva.id);
    expect(place).toMatchObject({ position: 2, reason: 'moved' });
    expect(place?.wait.kind).toBe('range');
    expect((await house.queue.placeOf(house.site.id, line[0]?.id ?? ''))?.position).toBe(1);
    const ended = await house.queue.stateOf(house.site.id);
    expect([...ended.departments.keys()]).not.toContain(sales.id);
    expect(ended.chats.has(busy.id)).toBe(true);
  });
});

describe('what was told is held against what followed', () => {
  test('she is served: so long it was, in every row, once', async () => {
    const { bo, first, line } = await inLine(1);
    const ada = line[0] as Visitor & { id: string };
    await hears();
    await later(2.5, [bo]);
    await house.routing.endChat(first, first.id);
    await house.routing.assignWaiting(house.site.id);
    const rows = await toldTo(ada.id);
    expect(rows[0]).toMatchObject({ outcome: 'served', livedMs: 2.5 * minuteMs, shadowMs: null });
    await says(bo, ada.id);
    await later(3, [bo]);
    const row = await house.conversations.find(ada.id);
    await house.routing.giveBack(bo, { conversationId: ada.id, epoch: row?.epoch ?? 0 });
    await house.routing.leaveLine(ada, ada.id);
    expect((await toldTo(ada.id))[0]).toEqual(rows[0]);
  });

  test('she gives up, and when her turn would have come is known later', async () => {
    const { bo, first, line } = await inLine(2);
    const [cy] = line as [Visitor & { id: string }];
    await hears();
    await later(1, [bo]);
    await house.routing.leaveLine(cy, cy.id);
    expect(await toldTo(cy.id)).toMatchObject([{ outcome: 'gave_up', livedMs: minuteMs, shadowMs: null }]);
    await later(2, [bo]);
    await house.routing.endChat(first, first.id);
    await house.routing.assignWaiting(house.site.id);
    await hears();
    await expect.poll(async () => (await toldTo(cy.id))[0]?.shadowMs).toBe(3 * minuteMs);
  });

  test('she leaves a message instead', async () => {
    const { line } = await inLine(1);
    const ada = line[0] as Visitor & { id: string };
    await hears();
    await house.routing.leaveCase(ada, { ...words('later then'), email: 'ada@home.example' });
    expect((await toldTo(ada.id))[0]).toMatchObject({ outcome: 'case' });
    expect(await hears()).toEqual([]);
    expect(await house.queue.placeOf(house.site.id, ada.id)).toBe(null);
  });
});

describe('near the end of the day', () => {
  const open = (from: string, to: string) =>
    house.sites.change(house.site.id, {
      hours: { zone: 'UTC', spans: [{ day: 3, from, to }], closedDays: [] },
      routing: { ...house.sites.byId(house.site.id).routing, drainMs: 0 },
    });

  test('ada is told that we may not reach her, with the chance in tens', async () => {
    const { line, bo } = await inLine(4);
    const ada = line[3] as Visitor & { id: string };
    const now = new Date(house.clock.ms + 16 * minuteMs).toISOString().slice(11, 16);
    await open('00:00', now);
    await later(0.1, [bo]);
    const place = await house.queue.placeOf(house.site.id, ada.id);
    if (place?.wait.kind !== 'closing') throw new Error(JSON.stringify(place?.wait));
    expect(place.wait.closesAt).toBe(
      Date.parse(`${new Date(house.clock.ms).toISOString().slice(0, 11)}${now}Z`),
    );
    expect(place.wait.chancePercent % 10).toBe(0);
    expect(place.wait.chancePercent).toBeLessThanOrEqual(80);
  });

  test('nobody joins a line that cannot be served any more; words are not taken for a chat', async () => {
    const { bo } = await inLine(8);
    const now = new Date(house.clock.ms + 6 * minuteMs).toISOString().slice(11, 16);
    await open('00:00', now);
    await later(0.1, [bo]);
    house.availability.forget(house.site.id);
    expect(await house.availability.state(house.site.id)).toMatchObject({ status: 'full' });
    await expect(asks()).rejects.toMatchObject({ code: 'closed_now' });
  });
});
