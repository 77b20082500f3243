import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  assign,
  becomeCase,
  type Conversation,
  close,
  giveBack,
  isActive,
  isOpen,
  isWaiting,
  queue as joinLine,
  leave,
  type Step,
} from '../conversations/conversation.ts';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, newsIn, openHouse } from '../testing/house.ts';
import { canServe, type Helper, needOf } from './need.ts';
import { createQueue } from './queue.ts';

describe.each(databases)('what is known of the line in memory, on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  let agents: { agentId: string; name: string }[];
  let departments: string[];
  const guests = new Map<string, string>();

  beforeAll(async () => {
    opened = await open();
    house = await openHouse(opened);
    const support = house.sites.departments(house.site.id)[0]?.id ?? '';
    const sales = (await house.sites.addDepartment(house.site.id, 'Sales')).id;
    departments = [support, sales];
    agents = [
      await house.available('Bo', { capacity: 3, departmentIds: [support] }),
      await house.available('Cleo', { capacity: 2, departmentIds: departments }),
      await house.available('Dan', { capacity: 1, departmentIds: [sales] }),
    ];
  });
  afterAll(() => opened.close());

  const rowOf = async (guest: string) => {
    const row = await house.conversations.find(guests.get(guest) ?? '');
    return row && isOpen(row) ? row : null;
  };

  const takes = (row: Conversation, step: (nowMs: number) => Step) =>
    opened.db.write(async (trx, tell) => {
      const nowMs = house.clock.ms;
      const after = await house.conversations.record(trx, tell, step(nowMs), nowMs);
      await house.queue.follow(trx, row, after, nowMs);
      if (isActive(after)) await house.presence.occupyByHand(trx, after.ownerId);
      if (isActive(row)) await house.presence.free(trx, row.ownerId);
    });

  async function joins(guest: string, department: number, language: string, priority: number) {
    const row = await house.opened(departments[department]);
    guests.set(guest, row.id);
    await opened.db.write(async (trx, tell) => {
      const asked = { departmentId: row.departmentId, language, skills: [], priority };
      await trx.updateTable('conversation').set({ language }).where('id', '=', row.id).execute();
      const place = await house.queue.joinLine(trx, house.site.id, asked);
      const nowMs = house.clock.ms;
      const joined = await house.conversations.record(
        trx,
        tell,
        joinLine({ ...row, language }, place),
        nowMs,
      );
      await house.queue.follow(trx, row, joined, nowMs);
    });
  }

  async function agentIs(agent: number, status: 'available' | 'away', capacity: number) {
    const { agentId } = agents[agent] as { agentId: string };
    await house.presence.setCapacity(house.site.id, agentId, capacity);
    await house.presence.setStatus(house.site.id, agentId, status);
    await house.presence.beat(house.site.id, agentId, 'console');
  }

  const guest = fc.constantFrom('ada', 'eva', 'cy', 'fay', 'gus', 'hal');
  const act = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('joins' as const),
        guest,
        department: fc.nat(1),
        language: fc.constantFrom('nb', 'en'),
        priority: fc.nat(2),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('taken' as const), guest, agent: fc.nat(2) }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constantFrom('back', 'ends', 'leaves', 'case', 'drops'), guest }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('agent' as const),
        agent: fc.nat(2),
        status: fc.constantFrom('available' as const, 'away' as const),
        capacity: fc.integer({ min: 1, max: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('rules' as const), on: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('told' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('clock' as const),
        ms: fc.constantFrom(5, 20_000, 400_000, -90_000),
      }),
    },
  );
  type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

  async function does(one: Act) {
    if (one.kind === 'clock') house.clock.ms += one.ms;
    else if (one.kind === 'told') await newsIn(house.queue, house.site.id);
    else if (one.kind === 'agent') await agentIs(one.agent, one.status, one.capacity);
    else if (one.kind === 'rules') {
      await house.sites.changeDepartment(house.site.id, departments[0] ?? '', { matchLanguage: one.on });
      const high = one.on ? 60_000 : 300_000;
      await house.sites.change(house.site.id, {
        routing: { ...house.sites.byId(house.site.id).routing, headStartMs: { high, urgent: 1_800_000 } },
      });
    } else {
      const row = await rowOf(one.guest);
      if (one.kind === 'joins') {
        if (!row) await joins(one.guest, one.department, one.language, one.priority);
      } else if (row && isWaiting(row) && row.kind === 'chat') {
        const agent = 'agent' in one ? agents[one.agent] : undefined;
        if (one.kind === 'taken' && agent)
          await takes(row, (ms) => assign(row, { id: agent.agentId, name: agent.name }, ms, null));
        if (one.kind === 'leaves') await takes(row, (ms) => leave(row, 'visitor', ms));
        if (one.kind === 'case') await takes(row, () => becomeCase(row));
        if (one.kind === 'drops') await house.queue.seenInLine(house.site.id, row.id, false);
      } else if (row && isActive(row)) {
        if (one.kind === 'back') {
          const place = await house.queue.placeAgain(opened.db.read, row);
          await takes(row, () => giveBack({ ...row, ...place }, 'given_back'));
        }
        if (one.kind === 'ends') await takes(row, (ms) => close(row, 'agent', null, ms));
      } else if (row && one.kind === 'case') await takes(row, (ms) => close(row, 'agent', null, ms));
    }
  }

  async function bruteForce(): Promise<Map<string, number>> {
    const rows = await opened.db.read
      .selectFrom('conversation')
      .select(['id', 'line', 'departmentId'])
      .where('state', '=', 'waiting')
      .where('kind', '=', 'chat')
      .orderBy('orderMs')
      .orderBy('ticket')
      .execute();
    const members = await opened.db.read.selectFrom('agentDepartment').selectAll().execute();
    const helpers = agents.map(
      ({ agentId }): Helper => ({
        languages: [],
        skills: [],
        departmentIds: members.flatMap((one) => (one.agentId === agentId ? one.departmentId : [])),
      }),
    );
    const compete = (a: string, b: string) =>
      a === b || helpers.some((one) => canServe(one, needOf(a)) && canServe(one, needOf(b)));
    return new Map(
      rows.map(({ id, line, departmentId }, place) => [
        id,
        1 +
          rows
            .slice(0, place)
            .filter((other) => other.departmentId === departmentId && compete(other.line, line)).length,
      ]),
    );
  }

  test('a process that starts knows as much as one that heard it all, and both what the rows say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 50 }), async (acts) => {
        for (const one of acts) await does(one);
        const places = await house.queue.places(house.site.id);
        const { db, clock, sites } = house;
        const started = createQueue({ db, clock, sites });
        await started.start();
        const again = await started.places(house.site.id);
        const seen = (all: typeof places) =>
          new Map(all.map(({ place: { conversationId, position } }) => [conversationId, position]));
        expect(seen(places)).toEqual(await bruteForce());
        expect(seen(again)).toEqual(seen(places));
        expect(await started.stateOf(house.site.id)).toEqual(await house.queue.stateOf(house.site.id));
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 60_000);

  test('every range that was told has its end, once, when the wait is over', async () => {
    const rows = await opened.db.read
      .selectFrom('told')
      .innerJoin('conversation', 'conversation.id', 'told.conversationId')
      .select(['told.n', 'told.outcome', 'told.livedMs', 'conversation.state', 'conversation.kind'])
      .execute();
    expect(rows.length).toBeGreaterThan(0);
    for (const { outcome, livedMs, state, kind } of rows) {
      const isOver = state !== 'waiting' || kind !== 'chat';
      if (isOver) expect(outcome).not.toBe(null);
      expect(livedMs === null).toBe(outcome === null);
      if (livedMs !== null) expect(livedMs).toBeGreaterThanOrEqual(0);
    }
  });
});
