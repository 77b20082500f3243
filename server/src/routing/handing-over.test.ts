import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import { words } from '../testing/house.ts';

const minuteMs = 60_000;

describe.each(databases)('an agent hands over, on $name', ({ open }) => {
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

  test('bo gives ada back: caro is asked before him, and him only when nobody else is here', async () => {
    const bo = await desk.here('Bo');
    const { id } = await desk.asks();
    const caro = await desk.here('Caro', { capacity: 1 });
    const busy = await desk.asks();
    expect(await desk.ownerOf(busy.id)).toBe(caro.agentId);
    await house.routing.giveBack(bo, await desk.act(id));
    await desk.assign();
    expect(await desk.ownerOf(id)).toBe(null);
    await house.routing.close(caro, await desk.act(busy.id), null);
    await desk.assign();
    expect(await desk.ownerOf(id)).toBe(caro.agentId);
    await house.routing.accept(caro, await desk.act(id));
    await house.presence.setStatus(house.site.id, caro.agentId, 'away');
    await house.routing.giveBack(caro, await desk.act(id));
    await desk.assign();
    expect(await desk.ownerOf(id)).toBe(bo.agentId);
  });

  test('bo hands ada to caro, beyond what caro takes: it rings at her, bo’s late words are refused', async () => {
    const [bo, caro] = [await desk.here('Bo'), await desk.here('Caro', { capacity: 0 })];
    const { id } = await desk.asks();
    await desk.says(bo, id);
    const held = await desk.act(id);
    await house.routing.transfer(bo, held, { agentId: caro.agentId });
    expect(await desk.find(id)).toMatchObject({
      ...{ ownerId: caro.agentId, epoch: 3, acceptedMs: null, answeredMs: null, state: 'active' },
    });
    expect(await desk.log(id)).toEqual([
      ...['message', 'queued', 'assigned', 'message', 'returned transferred', 'assigned'],
    ]);
    expect(await desk.places()).toEqual([[caro.agentId, 1]]);
    const sender = { role: 'agent' as const, id: bo.agentId, name: bo.name, epoch: held.epoch };
    const late = house.messages.send({ conversationId: id, sender, ...words('wait') });
    await expect(late).rejects.toMatchObject({ code: 'not_yours' });
    await expect(house.routing.transfer(bo, held, { agentId: bo.agentId })).rejects.toMatchObject({
      code: 'not_yours',
    });
  });

  test('to nobody who is away, gone, disabled, of another department or himself: nothing changes', async () => {
    const bo = await desk.here('Bo');
    const { id } = await desk.asks();
    const away = await desk.here('Away');
    await house.presence.setStatus(house.site.id, away.agentId, 'away');
    const gone = await desk.here('Gone');
    await house.presence.leave(house.site.id, gone.agentId, 'console');
    const disabled = await desk.here('Disabled');
    await house.db.write((trx) =>
      trx.updateTable('agent').set({ disabledMs: 1 }).where('id', '=', disabled.agentId).execute(),
    );
    const elsewhere = await desk.here('Elsewhere', { departmentIds: [] });
    house.clock.ms += 6_000;
    const before = await desk.find(id);
    const asked = [
      ...[
        [away.agentId, 'absent'],
        [gone.agentId, 'absent'],
        [disabled.agentId, 'unknown'],
      ],
      ...[
        [elsewhere.agentId, 'not_in_department'],
        [bo.agentId, 'unknown'],
        ['nobody', 'unknown'],
      ],
    ] as const;
    for (const [agentId = '', code] of asked) {
      const handed = house.routing.transfer(bo, await desk.act(id), { agentId });
      await expect(handed, code).rejects.toMatchObject({ code });
    }
    const nowhere = house.routing.transfer(bo, await desk.act(id), { departmentId: 'nowhere' });
    await expect(nowhere).rejects.toMatchObject({ code: 'unknown' });
    expect(await desk.find(id)).toEqual(before);
    expect(await desk.places()).toEqual([[bo.agentId, 1]]);
  });

  test('to sales: ada stands there at her old place, before cy who came later', async () => {
    const bo = await desk.here('Bo');
    const { id } = await desk.asks();
    const support = desk.departmentId();
    const { id: sales } = await house.sites.addDepartment(house.site.id, house.ids.id());
    await house.sites.changeDepartment(house.site.id, sales, { skills: ['prices'] });
    const sol = await desk.here('Sol', { departmentIds: [sales], capacity: 0 });
    await house.db.write((trx) =>
      trx.updateTable('agent').set({ skills: '["prices"]' }).where('id', '=', sol.agentId).execute(),
    );
    house.clock.ms += 5_000;
    await house.presence.setCapacity(house.site.id, sol.agentId, 1);
    const busy = await desk.asks(undefined, { departmentId: sales });
    const cy = await desk.asks(undefined, { departmentId: sales });
    const { ticket, orderMs } = await desk.find(id);
    await house.routing.transfer(bo, await desk.act(id), { departmentId: sales });
    await desk.assign();
    expect(await desk.find(id)).toMatchObject({
      ...{ departmentId: sales, line: `${sales}::prices`, ticket, orderMs, state: 'waiting', ownerId: null },
    });
    expect(await desk.places()).toEqual([[sol.agentId, 1]]);
    await house.routing.close(sol, await desk.act(busy.id), null);
    await desk.assign();
    expect([await desk.ownerOf(id), await desk.ownerOf(cy.id)]).toEqual([sol.agentId, null]);
    expect(support).not.toBe(sales);
  });

  test('to no line where nobody is who could help: that is said, and nothing changes; a left message has time', async () => {
    const bo = await desk.here('Bo');
    const { ada, id } = await desk.asks(undefined, { language: 'sv' });
    const { id: sales } = await house.sites.addDepartment(house.site.id, house.ids.id());
    const before = await desk.find(id);
    const hand = async () => house.routing.transfer(bo, await desk.act(id), { departmentId: sales });
    const isAbsent = () => expect(hand()).rejects.toMatchObject({ code: 'absent' });
    await isAbsent();
    const sol = await desk.here('Sol', { departmentIds: [sales] });
    await house.presence.setStatus(house.site.id, sol.agentId, 'away');
    await isAbsent();
    await house.presence.setStatus(house.site.id, sol.agentId, 'available');
    await house.sites.changeDepartment(house.site.id, sales, { matchLanguage: true });
    await house.db.write((trx) =>
      trx.updateTable('agent').set({ languages: '["nb"]' }).where('id', '=', sol.agentId).execute(),
    );
    await isAbsent();
    expect(await desk.find(id)).toEqual(before);
    expect(await desk.places()).toEqual([[bo.agentId, 1]]);

    const { id: helping } = await house.sites.addDepartment(house.site.id, house.ids.id());
    await house.sites.changeDepartment(house.site.id, sales, {
      overflow: { toId: helping, afterMs: minuteMs },
    });
    const eve = await desk.here('Eve', { departmentIds: [helping] });
    await hand();
    await desk.assign();
    expect(await desk.ownerOf(id)).toBe(eve.agentId);
    await house.routing.close(eve, await desk.act(id), null);

    const left = await house.routing.leaveCase(
      ada,
      words('write to me', { departmentId: desk.departmentId() }),
    );
    await house.routing.take(bo, left, () => true);
    await house.presence.setStatus(house.site.id, eve.agentId, 'away');
    await house.routing.transfer(bo, await desk.act(left), { departmentId: sales });
    expect(await desk.find(left)).toMatchObject({ departmentId: sales, kind: 'case', state: 'waiting' });
  });

  test('the wait is learned from all of it: given back is unfinished, and nobody is counted twice', async () => {
    const bo = await desk.here('Bo');
    const { id } = await desk.asks();
    await desk.says(bo, id);
    const caro = await desk.here('Caro');
    await house.routing.transfer(bo, await desk.act(id), { agentId: caro.agentId });
    await house.routing.close(caro, await desk.act(id), null);
    const rows = await house.db.read.selectFrom('waitEvent').select('event').orderBy('seq').execute();
    const events = rows.map(({ event }) => JSON.parse(event) as Record<string, unknown>);
    expect(
      events
        .filter(({ conversationId, kind }) => conversationId === id && kind !== 'told')
        .map(({ kind, agentId, unfinished }) => [kind, agentId ?? unfinished ?? null]),
    ).toEqual([
      ['joined', null],
      ['taken', bo.agentId],
      ['ended', true],
      ['joined', null],
      ['taken', caro.agentId],
      ['ended', false],
    ]);
  });

  test('bo holds ada until later: it is written, ends with his next word, and not with hers', async () => {
    const bo = await desk.here('Bo');
    const { ada, id } = await desk.asks();
    const until = house.clock.ms + 10 * minuteMs;
    await house.routing.hold(bo, await desk.act(id), until);
    const seen = async () => {
      const row = await desk.find(id);
      return [row.heldUntilMs, (await house.conversations.seenByVisitor(row)).heldUntil];
    };
    expect(await seen()).toEqual([until, until]);
    const sender = { role: 'visitor' as const, id: ada.visitorId };
    await house.messages.send({ conversationId: id, sender, ...words('take your time') });
    expect(await seen()).toEqual([until, until]);
    await desk.says(bo, id);
    expect(await seen()).toEqual([null, null]);
    await house.routing.hold(bo, await desk.act(id), until);
    await house.routing.hold(bo, await desk.act(id), null);
    expect(await seen()).toEqual([null, null]);
    expect((await desk.log(id)).slice(3)).toEqual(['held', 'message', 'message', 'held', 'resumed']);
    const past = house.routing.hold(bo, await desk.act(id), house.clock.ms);
    await expect(past).rejects.toMatchObject({ code: 'bad_request' });
    const nextYear = house.routing.hold(bo, await desk.act(id), house.clock.ms + 366 * 24 * 60 * minuteMs);
    await expect(nextYear).rejects.toMatchObject({ code: 'bad_request' });
  });

  test('eli is urgent: she overtakes who came up to half an hour before her, and nobody longer', async () => {
    const bo = await desk.here('Bo');
    const busy = await desk.asks();
    const ada = await desk.asks();
    await desk.pass(10 * minuteMs, bo);
    await house.routing.accept(bo, await desk.act(busy.id)).catch(() => {});
    house.clock.ms += 25 * minuteMs;
    await house.presence.beat(house.site.id, bo.agentId, 'console');
    const cy = await desk.asks();
    house.clock.ms += 1_000;
    const eli = await desk.asks();
    await house.routing.prioritise(eli.id, 2, () => true);
    const { queuedMs, orderMs, inboxSeq } = await desk.find(eli.id);
    expect(orderMs).toBe((queuedMs ?? 0) - 30 * minuteMs);
    await house.routing.prioritise(eli.id, 2, () => true);
    expect((await desk.find(eli.id)).inboxSeq).toBe(inboxSeq);
    const line = await house.queue.heads(house.db.read, house.site.id, 9);
    expect(line.map(({ id }) => id)).toEqual([ada.id, eli.id, cy.id]);
    await expect(house.routing.prioritise(cy.id, 1, () => false)).rejects.toMatchObject({ code: 'unknown' });
    await house.routing.prioritise(eli.id, 0, () => true);
    expect((await desk.find(eli.id)).orderMs).toBe(queuedMs);
  });

  test('a department’s own priority is that of whoever asks for it', async () => {
    await desk.here('Bo');
    await desk.asks();
    const { id: urgent } = await house.sites.addDepartment(house.site.id, house.ids.id());
    await house.sites.changeDepartment(house.site.id, urgent, { priority: 2 });
    await desk.here('Eve', { departmentIds: [urgent] });
    const { id } = await desk.asks(undefined, { departmentId: urgent });
    const { queuedMs, orderMs, priority } = await desk.find(id);
    expect([priority, (queuedMs ?? 0) - orderMs]).toEqual([2, 30 * minuteMs]);
  });
});
