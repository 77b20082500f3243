import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import { words } from '../testing/house.ts';

const hourMs = 3_600_000;
/** Every day but the one of these stories, which is a Wednesday. */
const closedToday = { zone: 'Europe/Oslo', spans: [], closedDays: [{ date: '2026-03-04', name: 'Today' }] };
const alwaysOpen = { zone: 'Europe/Oslo', spans: [], closedDays: [] };

describe.each(databases)('what was closed goes on, on $name', ({ open }) => {
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

  const sayLate = (visitor: { visitorId: string; siteId: string }, id: string, text = 'one more thing') =>
    house.routing.sayLate(visitor, { conversationId: id, ...words(text) });

  async function answered(capacity = 1) {
    const bo = await desk.here('Bo', { capacity });
    const { ada, id } = await desk.asks();
    await desk.says(bo, id);
    await house.routing.close(bo, await desk.act(id), 'Order');
    return { bo, ada, id };
  }

  test('ada writes after the end: bo, who is here, has her again, also beyond what he takes', async () => {
    const { bo, ada, id } = await answered();
    const busy = await desk.asks();
    const caro = await desk.here('Caro');
    expect(await desk.ownerOf(busy.id)).toBe(bo.agentId);
    const { seq } = await sayLate(ada, id);
    expect((await desk.log(id)).slice(-5)).toEqual(['closed', 'reopened', 'message', 'queued', 'assigned']);
    expect(await desk.find(id)).toMatchObject({ ownerId: bo.agentId, closedMs: null, closedBy: null });
    expect(seq).toBe(7);
    expect(await desk.places()).toContainEqual([bo.agentId, 2]);
    // He lets it ring: it is anybody's then, at the place she was given now.
    await desk.pass(45_000, bo, caro);
    expect([await desk.ownerOf(id), await desk.ownerOf(busy.id)]).toContain(caro.agentId);
  });

  test('bo has gone: ada stands in line, and caro reads what was said', async () => {
    const { bo, ada, id } = await answered();
    await house.presence.setStatus(house.site.id, bo.agentId, 'away');
    const caro = await desk.here('Caro');
    await sayLate(ada, id);
    expect(await desk.find(id)).toMatchObject({ state: 'waiting', preferredAgentId: bo.agentId });
    await desk.assign();
    expect(await desk.ownerOf(id)).toBe(caro.agentId);
    expect(await desk.log(id)).toHaveLength(9);
  });

  test('nobody is here, or it is closed: her words are kept as a left message', async () => {
    const { bo, ada, id } = await answered();
    await house.presence.setStatus(house.site.id, bo.agentId, 'away');
    await sayLate(ada, id);
    expect((await desk.log(id)).slice(-3)).toEqual(['reopened', 'message', 'left_message']);
    expect(await desk.find(id)).toMatchObject({ kind: 'case', state: 'waiting', ownerId: null, ticket: 0 });
    expect(await desk.places()).toEqual([]);
    const second = await answered();
    await house.presence.setStatus(house.site.id, second.bo.agentId, 'away');
    await desk.here('Caro');
    await house.sites.change(house.site.id, { hours: closedToday });
    await sayLate(second.ada, second.id);
    expect(await desk.find(second.id)).toMatchObject({ kind: 'case', state: 'waiting' });
    await house.sites.change(house.site.id, { hours: alwaysOpen });
  });

  test('a day later, or beside another open chat, it stays closed', async () => {
    const { bo, ada, id } = await answered();
    const before = await desk.find(id);
    house.clock.ms += 24 * hourMs;
    await expect(sayLate(ada, id)).rejects.toMatchObject({ code: 'already_closed' });
    house.clock.ms -= hourMs;
    await house.presence.beat(house.site.id, bo.agentId, 'console');
    const { id: other } = await desk.asks(ada);
    await expect(sayLate(ada, id)).rejects.toMatchObject({ code: 'already_closed' });
    expect(await desk.find(id)).toEqual(before);
    const eve = await house.visitor();
    await expect(sayLate(eve, id)).rejects.toMatchObject({ code: 'unknown' });
    await expect(sayLate(eve, other)).rejects.toMatchObject({ code: 'unknown' });
  });

  test('said twice it is there once, and a chat that is open just takes it', async () => {
    const { ada, id } = await answered();
    const said = { conversationId: id, ...words('only once') };
    const first = await house.routing.sayLate(ada, said);
    expect(await house.routing.sayLate(ada, said)).toEqual(first);
    await sayLate(ada, id);
    expect((await desk.log(id)).slice(-5)).toEqual(['reopened', 'message', 'queued', 'assigned', 'message']);
  });

  test('ada asks to go on with it; asked for what is not hers it is a new chat', async () => {
    const { ada, id } = await answered();
    await house.ratings.rate(ada.visitorId, { conversationId: id, helped: false });
    expect((await desk.asks(ada, { reopen: id })).id).toBe(id);
    expect(await house.conversations.seenByVisitor(await desk.find(id))).toMatchObject({ rating: null });
    const eve = await desk.asks(undefined, { reopen: id });
    expect(eve.id).not.toBe(id);
  });

  test('whom bo helped last time waits for him a moment, and then goes to who is free', async () => {
    const { bo, ada } = await answered();
    const busy = await desk.asks();
    expect(await desk.ownerOf(busy.id)).toBe(bo.agentId);
    const caro = await desk.here('Caro');
    house.clock.ms += 1;
    const again = await desk.asks(ada);
    expect(await desk.find(again.id)).toMatchObject({ ownerId: null, preferredAgentId: bo.agentId });
    const cy = await desk.asks();
    expect(await desk.ownerOf(cy.id)).toBe(caro.agentId);
    await house.routing.close(bo, await desk.act(busy.id), null);
    await desk.assign();
    expect(await desk.ownerOf(again.id)).toBe(bo.agentId);
    await house.routing.endChat(ada, again.id);
    const next = await desk.asks();
    expect(await desk.ownerOf(next.id)).toBe(bo.agentId);
    const third = await desk.asks(ada);
    await house.routing.close(caro, await desk.act(cy.id), null);
    await desk.pass(29_000, bo, caro);
    expect(await desk.ownerOf(third.id)).toBe(null);
    await desk.pass(1_000, bo, caro);
    expect(await desk.ownerOf(third.id)).toBe(caro.agentId);
  });

  test('who helped last time and whose account has been disabled is not waited for', async () => {
    const { bo, ada } = await answered();
    await house.db.write((trx) =>
      trx.updateTable('agent').set({ disabledMs: 1 }).where('id', '=', bo.agentId).execute(),
    );
    const caro = await desk.here('Caro');
    const { id } = await desk.asks(ada);
    expect(await desk.ownerOf(id)).toBe(caro.agentId);
  });
});

describe.each(databases)('the day ends, on $name', ({ open }) => {
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

  test('after closing those in line are served for a while, then their words are kept', async () => {
    const fromTenToTwelve = [{ day: 3, from: '10:00', to: '12:00' }];
    await house.sites.change(house.site.id, {
      hours: { zone: 'Europe/Oslo', spans: fromTenToTwelve, closedDays: [] },
    });
    const bo = await desk.here('Bo');
    const busy = await desk.asks();
    const [ada, cy] = [await desk.asks(), await desk.asks()];
    const closesMs = Date.parse('2026-03-04T11:00Z');
    house.clock.ms = closesMs - 1;
    await house.routing.endDays();
    house.clock.ms = closesMs + 14 * 60_000;
    await house.routing.endDays();
    expect((await desk.find(ada.id)).kind).toBe('chat');
    await house.presence.beat(house.site.id, bo.agentId, 'console');
    await house.routing.close(bo, await desk.act(busy.id), null);
    await desk.assign();
    expect(await desk.ownerOf(ada.id)).toBe(bo.agentId);
    house.clock.ms = closesMs + 15 * 60_000;
    await house.routing.endDays();
    expect(await desk.log(cy.id)).toEqual(['message', 'queued', 'left_message closing']);
    expect(await desk.find(cy.id)).toMatchObject({ kind: 'case', state: 'waiting', ticket: 0 });
    expect(await desk.ownerOf(ada.id)).toBe(bo.agentId);
    const left = await house.db.read.selectFrom('waitEvent').select('event').orderBy('seq', 'desc').execute();
    expect(left.map(({ event }) => JSON.parse(event))).toContainEqual(
      expect.objectContaining({ kind: 'left', conversationId: cy.id, why: 'sentAway' }),
    );
    house.clock.ms = Date.parse('2026-03-04T10:00Z');
    await house.sites.change(house.site.id, { hours: alwaysOpen });
  });

  test('the last agent leaves during hours: those in line stay, at their places', async () => {
    const bo = await desk.here('Bo');
    await desk.asks();
    const { id } = await desk.asks();
    await house.presence.setStatus(house.site.id, bo.agentId, 'away');
    await house.routing.endDays();
    await desk.assign();
    expect(await desk.find(id)).toMatchObject({ kind: 'chat', state: 'waiting' });
  });

  test('support goes with people in line: they and its agents are in sales, in the order they came', async () => {
    const { id: sales } = await house.sites.addDepartment(house.site.id, house.ids.id());
    const support = desk.departmentId();
    const heirId = house.sites.departments(house.site.id).find(({ id }) => id !== support)?.id ?? '';
    await house.sites.changeDepartment(house.site.id, heirId, { matchLanguage: true });
    const bo = await desk.here('Bo');
    const [busy, ada, cy] = [await desk.asks(), await desk.asks(), await desk.asks()];
    const before = await desk.find(ada.id);
    await house.sites.removeDepartment(house.site.id, support);
    expect(await desk.find(ada.id)).toMatchObject({
      ...{ departmentId: heirId, line: `${heirId}:en`, ticket: before.ticket, orderMs: before.orderMs },
    });
    const heads = await house.queue.heads(house.db.read, house.site.id, 9);
    expect(heads.map(({ id }) => id)).toEqual([ada.id, cy.id]);
    await house.routing.close(bo, await desk.act(busy.id), null);
    await desk.assign();
    expect(await desk.ownerOf(ada.id)).toBe(bo.agentId);
    await house.sites.changeDepartment(house.site.id, heirId, { matchLanguage: false });
    expect((await desk.find(cy.id)).line).toBe(heirId);
    expect(sales).not.toBe(support);
  });
});
