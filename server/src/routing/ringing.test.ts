import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import { words } from '../testing/house.ts';
import { createRouting } from './routing.ts';

const ringsMs = 45_000;
const silentMs = 180_000;

describe.each(databases)('a chat rings, on $name', ({ open }) => {
  let opened: Opened;
  let desk: Desk;
  let house: Desk['house'];

  beforeAll(async () => {
    opened = await open();
    desk = await openDesk(opened);
    house = desk.house;
  });
  afterAll(() => opened.close());
  beforeEach(() => desk.tidy());

  test('bo lets it ring: ada goes to caro at her old place, and bo is not asked again', async () => {
    const bo = await desk.here('Bo');
    const { id } = await desk.asks();
    const { ticket, orderMs } = await desk.find(id);
    const caro = await desk.here('Caro');
    await desk.pass(ringsMs - 1, bo, caro);
    expect(await desk.ownerOf(id)).toBe(bo.agentId);
    await desk.pass(1, bo, caro);
    expect(await desk.find(id)).toMatchObject({ ownerId: caro.agentId, ticket, orderMs, epoch: 3 });
    expect(await desk.log(id)).toEqual([
      'message',
      'queued',
      'assigned',
      'returned not_accepted',
      'assigned',
    ]);
    expect(
      (await house.presence.colleagues(house.site.id)).find(({ id }) => id === bo.agentId),
    ).toMatchObject({ active: 0, status: 'available' });
  });

  test('opened, or answered, it rings no more', async () => {
    const bo = await desk.here('Bo', { capacity: 2 });
    const [first, second] = [await desk.asks(), await desk.asks()];
    await house.routing.accept(bo, await desk.act(first.id));
    const { acceptedMs } = await desk.find(first.id);
    house.clock.ms += 5;
    await house.routing.accept(bo, await desk.act(first.id));
    expect((await desk.find(first.id)).acceptedMs).toBe(acceptedMs);
    await desk.says(bo, second.id);
    await desk.pass(ringsMs, bo);
    expect([await desk.ownerOf(first.id), await desk.ownerOf(second.id)]).toEqual([bo.agentId, bo.agentId]);
    await expect(house.routing.accept(bo, { conversationId: first.id, epoch: 7 })).rejects.toMatchObject({
      code: 'not_yours',
    });
  });

  test('taken by hand it does not ring at all', async () => {
    const bo = await desk.here('Bo', { capacity: 0 });
    await desk.here('Fay', { capacity: 1 });
    await desk.asks();
    const { id } = await desk.asks();
    await house.routing.take(bo, id, () => true);
    expect(await desk.find(id)).toMatchObject({ acceptedMs: house.clock.ms, ownerId: bo.agentId });
    await desk.pass(ringsMs, bo);
    expect(await desk.ownerOf(id)).toBe(bo.agentId);
  });

  test('two in a row that bo lets ring: he is set away and is told why; one he opens between counts anew', async () => {
    const bo = await desk.here('Bo', { capacity: 9 });
    const caro = await desk.here('Caro', { capacity: 0 });
    const first = await desk.asks();
    await desk.pass(ringsMs, bo, caro);
    // Nobody else is here: it rings at him again, and this time he opens it.
    expect(await desk.ownerOf(first.id)).toBe(bo.agentId);
    await house.routing.accept(bo, await desk.act(first.id));
    const second = await desk.asks();
    await desk.pass(ringsMs, bo, caro);
    expect(await desk.colleague(bo)).toMatchObject({ status: 'available', setAway: false });
    expect(await desk.ownerOf(second.id)).toBe(bo.agentId);
    await desk.pass(ringsMs, bo, caro);
    expect(await desk.colleague(bo)).toMatchObject({ status: 'away', setAway: true });
    expect(await desk.find(second.id)).toMatchObject({ state: 'waiting', ownerId: null, escalated: 1 });
    await house.presence.setStatus(house.site.id, bo.agentId, 'available');
    expect(await desk.colleague(bo)).toMatchObject({ status: 'available', setAway: false });
  });

  test('after two rings in vain everybody of the site may be asked, and an answer makes an end of it', async () => {
    const bo = await desk.here('Bo');
    const { id } = await desk.asks();
    const caro = await desk.here('Caro');
    const rita = await desk.here('Rita', { departmentIds: [] });
    await desk.pass(ringsMs, bo, caro, rita);
    expect(await desk.find(id)).toMatchObject({ escalated: 0, state: 'active' });
    await desk.pass(ringsMs, bo, caro, rita);
    expect(await desk.find(id)).toMatchObject({ escalated: 1, ownerId: rita.agentId });
    await desk.says(rita, id);
    expect(await desk.find(id)).toMatchObject({ escalated: 0, rungAt: null });
  });

  test('bo opens it and says nothing: ada goes to caro; a hold of his is waited for', async () => {
    const bo = await desk.here('Bo');
    const first = await desk.asks();
    const caro = await desk.here('Caro', { capacity: 2 });
    const second = await desk.asks();
    expect([await desk.ownerOf(first.id), await desk.ownerOf(second.id)]).toEqual([bo.agentId, caro.agentId]);
    await house.routing.accept(bo, await desk.act(first.id));
    await house.routing.accept(caro, await desk.act(second.id));
    await house.routing.hold(caro, await desk.act(second.id), house.clock.ms + silentMs + 60_000);
    await desk.pass(silentMs - 1, bo, caro);
    expect(await desk.ownerOf(first.id)).toBe(bo.agentId);
    await desk.pass(1, bo, caro);
    expect(await desk.ownerOf(first.id)).toBe(caro.agentId);
    expect(await desk.log(first.id)).toContain('returned silent');
    expect(await desk.ownerOf(second.id)).toBe(caro.agentId);
    await desk.says(caro, first.id);
    await desk.pass(60_000, bo, caro);
    expect(await desk.ownerOf(second.id)).toBe(bo.agentId);
  });

  test('who has answered may be silent for as long as ada is content with it', async () => {
    const bo = await desk.here('Bo');
    const { ada, id } = await desk.asks();
    await desk.says(bo, id);
    const sender = { role: 'visitor' as const, id: ada.visitorId };
    await house.messages.send({ conversationId: id, sender, ...words('and then?') });
    await desk.pass(silentMs, bo);
    expect(await desk.ownerOf(id)).toBe(bo.agentId);
  });

  test('what rang while the server was down rings its whole time again', async () => {
    const bo = await desk.here('Bo');
    const { id } = await desk.asks();
    house.clock.ms += 10 * ringsMs;
    const { db, clock, ids, sites, visitors, presence, conversations, messages, queue, availability } = house;
    const parts = { db, clock, ids, sites, visitors, presence, conversations, messages, queue, availability };
    const restarted = createRouting({ ...parts, visitorGraceMs: 1, agentGraceMs: 1 });
    await restarted.returnUnanswered();
    expect(await desk.ownerOf(id)).toBe(bo.agentId);
    house.clock.ms += ringsMs;
    await restarted.returnUnanswered();
    expect(await desk.ownerOf(id)).toBe(null);
  });

  test('bo goes away while one rings: it goes to caro at once, at its old place; what he has opened stays his', async () => {
    const bo = await desk.here('Bo', { capacity: 3 });
    const [opened, answered, rings] = [await desk.asks(), await desk.asks(), await desk.asks()];
    await house.routing.accept(bo, await desk.act(opened.id));
    await desk.says(bo, answered.id);
    const { ticket, orderMs } = await desk.find(rings.id);
    const caro = await desk.here('Caro');
    await house.presence.setStatus(house.site.id, bo.agentId, 'away');
    expect(await desk.find(rings.id)).toMatchObject({ state: 'waiting', ownerId: null, ticket, orderMs });
    await desk.assign();
    expect(await desk.ownerOf(rings.id)).toBe(caro.agentId);
    expect([await desk.ownerOf(opened.id), await desk.ownerOf(answered.id)]).toEqual([
      bo.agentId,
      bo.agentId,
    ]);
    expect(await desk.colleague(bo)).toMatchObject({ status: 'away', setAway: false, active: 2 });
    expect(await desk.find(rings.id)).toMatchObject({ rungAt: null, escalated: 0 });
  });

  test('bo is set away for two that rang in vain: a third that rings at him since a moment ago waits no longer', async () => {
    const bo = await desk.here('Bo', { capacity: 3 });
    const first = await desk.asks();
    await desk.asks();
    await desk.pass(ringsMs - 1_000, bo);
    const third = await desk.asks();
    const fay = await desk.here('Fay', { capacity: 0 });
    await desk.pass(1_000, bo, fay);
    expect(await desk.colleague(bo)).toMatchObject({ status: 'away', setAway: true, active: 0 });
    expect(await desk.find(third.id)).toMatchObject({ state: 'waiting', rungAt: null });
    expect(await desk.find(first.id)).toMatchObject({ state: 'waiting', ownerId: null });
  });

  test('bo flaps between here and away while chats come: none is stuck, none has two owners', async () => {
    const bo = await desk.here('Bo', { capacity: 3 });
    const all = [await desk.asks(), await desk.asks(), await desk.asks()];
    for (let n = 0; n < 12; n += 1) {
      await house.presence.setStatus(house.site.id, bo.agentId, n % 2 ? 'available' : 'away');
      await desk.pass(10_000, bo);
    }
    await house.presence.setStatus(house.site.id, bo.agentId, 'available');
    await desk.pass(1, bo);
    for (const { id } of all) {
      expect(await desk.ownerOf(id)).toBe(bo.agentId);
      const kinds = (await desk.log(id))
        .map((line) => line.split(' ')[0])
        .filter((kind) => kind !== 'message');
      expect(
        kinds.every((kind, at) => kind === (at === 0 ? 'queued' : at % 2 ? 'assigned' : 'returned')),
      ).toBe(true);
    }
    expect((await desk.colleague(bo))?.active).toBe(3);
  });

  test('asleep chats take no place, chats on hold half of one; what awakens counts at once', async () => {
    const bo = await desk.here('Bo', { capacity: 2 });
    const [first, second] = [await desk.asks(), await desk.asks()];
    await desk.says(bo, first.id);
    await desk.says(bo, second.id);
    const third = await desk.asks();
    expect(await desk.ownerOf(third.id)).toBe(null);
    await house.routing.hold(bo, await desk.act(second.id), house.clock.ms + 3_600_000);
    await house.routing.hold(bo, await desk.act(first.id), house.clock.ms + 3_600_000);
    await desk.pass(1, bo);
    expect(await desk.ownerOf(third.id)).toBe(bo.agentId);
    await desk.says(bo, third.id);
    const fourth = await desk.asks();
    expect(await desk.ownerOf(fourth.id)).toBe(null);
    // Nobody has said a word for ten minutes: all three sleep, and of two who wait both are given.
    const fifth = await desk.asks();
    await desk.pass(600_000, bo);
    expect([await desk.ownerOf(fourth.id), await desk.ownerOf(fifth.id)]).toEqual([bo.agentId, bo.agentId]);
    await desk.says(bo, fourth.id);
    const sixth = await desk.asks();
    expect(await desk.ownerOf(sixth.id)).toBe(null);
    await house.routing.close(bo, await desk.act(fifth.id), null);
    const sender = { role: 'visitor' as const, id: first.ada.visitorId };
    await house.messages.send({ conversationId: first.id, sender, ...words('still here') });
    await desk.pass(1, bo);
    expect(await desk.ownerOf(sixth.id)).toBe(null);
  });

  test('capacity lowered below what bo has: he keeps his chats and gets no other', async () => {
    const bo = await desk.here('Bo', { capacity: 3 });
    const [first] = [await desk.asks(), await desk.asks()];
    await house.presence.setCapacity(house.site.id, bo.agentId, 1);
    const { id } = await desk.asks();
    expect(await desk.ownerOf(id)).toBe(null);
    await house.routing.close(bo, await desk.act(first.id), null);
    await desk.assign();
    expect(await desk.ownerOf(id)).toBe(null);
    expect((await desk.colleague(bo))?.active).toBe(1);
  });
});
