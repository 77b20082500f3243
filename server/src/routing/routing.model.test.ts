import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAuth } from '../auth/auth.ts';
import { Refusal } from '../platform/errors.ts';
import { databases, inMemory, type Opened } from '../testing/databases.ts';
import { type House, openHouse, words } from '../testing/house.ts';
import { LineModel, type ModelAgent, type ModelChat, type Outcome } from '../testing/line-model.ts';

/** What can happen around the line. Numbers name people and departments, `late` acts on an epoch that has passed. */
type Act =
  | { do: 'ask'; who: number; department: number | null }
  | { do: 'ask again'; who: number }
  | { do: 'leave a message'; who: number; text: boolean }
  | { do: 'say' | 'say late' | 'leave the line' | 'end the chat'; who: number }
  | { do: 'come' | 'go'; who: number }
  | { do: 'assign' | 'sweep' }
  | { do: 'take'; agent: number; of: number }
  | { do: Handles; agent: number; of: number; late: boolean }
  | { do: 'transfer'; agent: number; of: number; late: boolean; to: number; department: boolean }
  | { do: 'priority'; agent: number; of: number; priority: number }
  | { do: 'beat' | 'disconnect'; agent: number; connection: number }
  | { do: 'wish'; agent: number; available: boolean }
  | { do: 'capacity'; agent: number; capacity: number }
  | { do: 'account'; agent: number; departments: number[]; disabled: boolean }
  | { do: 'wait' | 'work on'; ms: number };

type Handles = 'accept' | 'answer' | 'hold' | 'resume' | 'give back' | 'close';

const who = fc.nat(3);
const agent = fc.nat(2);
const late = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
const oneOf = <T extends string>(...names: T[]) => fc.constantFrom(...names);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 7, arbitrary: fc.record({ do: oneOf('ask'), who, department: fc.option(fc.nat(1)) }) },
  { weight: 1, arbitrary: fc.record({ do: oneOf('ask again'), who }) },
  { weight: 2, arbitrary: fc.record({ do: oneOf('leave a message'), who, text: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: oneOf('say', 'say late', 'leave the line', 'end the chat'), who }),
  },
  { weight: 2, arbitrary: fc.record({ do: oneOf('come', 'go'), who }) },
  { weight: 8, arbitrary: fc.record({ do: oneOf('assign') }) },
  { weight: 4, arbitrary: fc.record({ do: oneOf('sweep') }) },
  { weight: 3, arbitrary: fc.record({ do: oneOf('take'), agent, of: who }) },
  { weight: 6, arbitrary: fc.record({ do: oneOf('answer', 'give back', 'close'), agent, of: who, late }) },
  { weight: 3, arbitrary: fc.record({ do: oneOf('accept', 'hold', 'resume'), agent, of: who, late }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: oneOf('transfer'),
      agent,
      of: who,
      late,
      to: agent,
      department: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: oneOf('priority'), agent, of: who, priority: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ do: oneOf('beat', 'disconnect'), agent, connection: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: oneOf('wish'), agent, available: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: oneOf('capacity'), agent, capacity: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: oneOf('account'),
      agent,
      departments: fc.uniqueArray(fc.nat(1)),
      disabled: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: oneOf('work on'), ms: fc.constantFrom(20_000, 46_000, 181_000, 601_000) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: oneOf('wait'),
      ms: fc.constantFrom(1, 4_000, 29_000, 46_000, 61_000, 181_000, 301_000, 601_000),
    }),
  },
);

let opened: Opened;
let house: House;
let colleagues: Awaited<ReturnType<House['agent']>>[];
let visitors: Awaited<ReturnType<House['visitor']>>[];
let departments: string[];
let auth: ReturnType<typeof createAuth>;
let owner: Parameters<typeof auth.changeAccount>[0];

async function openHouseOn({ open }: (typeof databases)[number]) {
  opened = await open(inMemory);
  house = await openHouse(opened);
  const { db, clock, ids, sites, site } = house;
  await sites.addDepartment(site.id, 'Sales');
  departments = sites.departments(site.id).map(({ id }) => id);
  visitors = [await house.visitor(), await house.visitor(), await house.visitor(), await house.visitor()];
  colleagues = [await house.agent('Bo'), await house.agent('Fay'), await house.agent('Gro')];
  auth = createAuth({ db, clock, ids, sites, publicUrl: 'https://chat.example', signInsPerMinute: 1 });
  const olga = await house.agent('Olga', { departmentIds: [] });
  owner = { ...olga, role: 'owner', email: 'olga@shop.example', session: '' };
}

/** Nothing of one run may be left to the next. */
async function tidy() {
  await house.db.write(async (trx) => {
    await trx.deleteFrom('conversation').execute();
    await trx.deleteFrom('agentLease').execute();
    await trx
      .updateTable('agent')
      .set({ active: 0, lastAssignedMs: null, disabledMs: null, unanswered: 0 })
      .execute();
  });
  opened.facts.length = 0;
}

const outcome = (work: Promise<unknown>): Promise<Outcome> =>
  work.then(
    () => 'ok',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );

const serving = [[0], [0, 1], [1]];

/** Three agents at their consoles, four visitors who have not asked yet. */
async function open(): Promise<LineModel> {
  const { nextTicket } = await house.db.read
    .selectFrom('site')
    .select('nextTicket')
    .executeTakeFirstOrThrow();
  const model = new LineModel(house.clock.ms, nextTicket);
  for (const [at, { agentId, siteId }] of colleagues.entries()) {
    const departmentIds = (serving[at] ?? []).map((index) => departments[index] ?? '');
    const capacity = at === 2 ? 2 : 1;
    await auth.changeAccount(owner, agentId, { capacity, departmentIds });
    await house.presence.beat(siteId, agentId, '0');
    await house.presence.setStatus(siteId, agentId, 'available');
    const leases = new Map([['0', 0]]);
    const one = { id: agentId, departmentIds, capacity, available: true, disabled: false, leases };
    model.agents.push({ ...one, lastAssignedMs: 0, unanswered: 0 });
    model.beat(model.agents[at] as ModelAgent, '0');
  }
  return model;
}

/** Does one thing to both, and answers what each of them said. */
async function run(act: Act, model: LineModel): Promise<{ said: Outcome; expected: Outcome }> {
  const { routing, presence, messages, queue, site } = house;
  const visitor = visitors['who' in act ? act.who : 0] as (typeof visitors)[number];
  const colleague = colleagues['agent' in act ? act.agent : 0] as (typeof colleagues)[number];
  const bo = model.agents.find(({ id }) => id === colleague.agentId) as ModelAgent;
  const newest = (at: number) =>
    model.chats.findLast(({ visitorId }) => visitorId === visitors[at]?.visitorId);
  const nothing = { said: 'ok', expected: 'ok' };
  const isAtConsole = !bo.disabled;

  switch (act.do) {
    case 'ask': {
      const asked = act.department === null ? null : (departments[act.department] ?? '');
      const one = words('hei', asked ? { departmentId: asked } : {});
      const { said, id } = await opens(routing.requestChat(visitor, one));
      const staffed = departments.filter((departmentId) => model.isStaffed(departmentId));
      const stands = (await house.conversations.find(id))?.departmentId ?? '';
      const isStaffed = asked ? staffed.includes(asked) : staffed.length > 0;
      const before = model.openOf(visitor.visitorId);
      const joins = !before || (before.kind === 'case' && before.state === 'waiting');
      // Who did not choose may stand wherever somebody serves.
      if (said === 'ok' && joins) expect(asked ? [asked] : staffed).toContain(stands);
      return { said, expected: model.ask(id, visitor.visitorId, stands, isStaffed) };
    }
    case 'ask again': {
      const one = words('hei');
      const first = await opens(routing.requestChat(visitor, one));
      const staffed = departments.filter((departmentId) => model.isStaffed(departmentId));
      const stands = (await house.conversations.find(first.id))?.departmentId ?? '';
      const expected = model.ask(first.id, visitor.visitorId, stands, staffed.length > 0);
      if (first.said === 'ok') expect(await routing.requestChat(visitor, one)).toBe(first.id);
      return { said: first.said, expected };
    }
    case 'leave a message': {
      const { text, ...rest } = { ...words('write to me'), email: 'ada@home.example' };
      const { said, id } = await opens(routing.leaveCase(visitor, act.text ? { ...rest, text } : rest));
      return { said, expected: model.leaveMessage(id, visitor.visitorId, departments[0] ?? '', act.text) };
    }
    case 'say': {
      const chat = newest(act.who);
      if (!chat) return nothing;
      const sender = { role: 'visitor' as const, id: visitor.visitorId };
      const sent = messages.send({ conversationId: chat.id, sender, ...words('more') });
      return { said: await outcome(sent), expected: model.visitorSays(chat) };
    }
    case 'say late': {
      const chat = newest(act.who);
      if (!chat) return nothing;
      const said = await outcome(routing.sayLate(visitor, { conversationId: chat.id, ...words('late') }));
      return { said, expected: model.visitorSaysLate(chat) };
    }
    case 'leave the line':
    case 'end the chat': {
      const chat = newest(act.who);
      if (!chat) return nothing;
      if (act.do === 'leave the line')
        return { said: await outcome(routing.leaveLine(visitor, chat.id)), expected: model.leaveLine(chat) };
      return { said: await outcome(routing.endChat(visitor, chat.id)), expected: model.endChat(chat) };
    }
    case 'come':
    case 'go':
      model.here[act.do === 'come' ? 'add' : 'delete'](visitor.visitorId);
      model.seen(visitor.visitorId);
      await queue.seen([visitor.visitorId]);
      return nothing;
    case 'assign':
      await assign(model);
      return nothing;
    case 'sweep':
      await sweep(model);
      return nothing;
    case 'work on':
      model.nowMs += act.ms;
      house.clock.ms += act.ms;
      // Every console and every page is there meanwhile.
      for (const one of model.agents.filter(({ disabled }) => !disabled)) {
        model.beat(one, '0');
        await presence.beat(site.id, one.id, '0');
      }
      for (const { visitorId } of visitors) model.seen(visitorId);
      await queue.seen(visitors.map(({ visitorId }) => visitorId));
      await sweep(model);
      await assign(model);
      return nothing;
    case 'take': {
      const chat = newest(act.of);
      if (!chat || !isAtConsole) return nothing;
      const taken = routing.take(colleague, chat.id, (c) => model.serves(bo, c.departmentId));
      return { said: await outcome(taken), expected: model.take(bo, chat) };
    }
    case 'accept':
    case 'answer':
    case 'hold':
    case 'resume':
    case 'give back':
    case 'transfer':
    case 'close': {
      const chat = newest(act.of);
      if (!chat || !isAtConsole) return nothing;
      return handles(act, colleague, bo, chat, model);
    }
    case 'priority': {
      const chat = newest(act.of);
      if (!chat || !isAtConsole) return nothing;
      const sees = (c: { departmentId: string }) => model.serves(bo, c.departmentId);
      const said = await outcome(routing.prioritise(chat.id, act.priority, sees));
      return { said, expected: model.prioritise(bo, chat, act.priority) };
    }
    case 'beat':
    case 'disconnect':
      if (act.do === 'beat' && !isAtConsole) return nothing;
      model[act.do](bo, `${act.connection}`);
      await presence[act.do === 'beat' ? 'beat' : 'leave'](site.id, bo.id, `${act.connection}`);
      return nothing;
    case 'wish':
      Object.assign(bo, { available: act.available, unanswered: 0 });
      if (!act.available) model.goesAway(bo);
      await presence.setStatus(site.id, bo.id, act.available ? 'available' : 'away');
      return nothing;
    case 'capacity':
      bo.capacity = act.capacity;
      await presence.setCapacity(site.id, bo.id, act.capacity);
      return nothing;
    case 'account': {
      bo.departmentIds = act.departments.map((index) => departments[index] ?? '');
      bo.disabled = act.disabled;
      await auth.changeAccount(owner, bo.id, { departmentIds: bo.departmentIds, disabled: act.disabled });
      return nothing;
    }
    case 'wait':
      model.nowMs += act.ms;
      house.clock.ms += act.ms;
      return nothing;
  }

  async function handles(
    what: Extract<Act, { late: boolean }>,
    agent: typeof colleague,
    modelled: ModelAgent,
    chat: ModelChat,
    line: LineModel,
  ) {
    const epoch = chat.epoch - (what.late ? 1 : 0);
    const held = { conversationId: chat.id, epoch };
    const both = async (work: Promise<unknown>, expected: () => Outcome) => ({
      said: await outcome(work),
      expected: expected(),
    });
    const untilMs = line.nowMs + 60_000;
    switch (what.do) {
      case 'accept':
        return both(routing.accept(agent, held), () => line.accept(modelled, chat, epoch));
      case 'hold':
        return both(routing.hold(agent, held, untilMs), () => line.hold(modelled, chat, epoch, untilMs));
      case 'resume':
        return both(routing.hold(agent, held, null), () => line.hold(modelled, chat, epoch, null));
      case 'give back':
        return both(routing.giveBack(agent, held), () => line.giveBack(modelled, chat, epoch));
      case 'close':
        return both(routing.close(agent, held, 'Order'), () => line.close(modelled, chat, epoch));
      case 'transfer': {
        const departmentId = departments[what.to % 2] ?? '';
        const agentId = colleagues[what.to]?.agentId ?? '';
        const taker = line.agents[what.to] as ModelAgent;
        const to = what.department ? { departmentId } : { agentId };
        return both(routing.transfer(agent, held, to), () =>
          line.transfer(modelled, chat, epoch, what.department ? departmentId : taker),
        );
      }
      case 'answer': {
        const sender = { role: 'agent' as const, id: agent.agentId, name: agent.name, epoch };
        const sent = messages.send({ conversationId: chat.id, sender, ...words('here') });
        return both(sent, () => line.agentSays(modelled, chat, epoch));
      }
    }
  }
}

async function opens(work: Promise<string>): Promise<{ said: Outcome; id: string }> {
  const said = await outcome(work);
  return { said, id: said === 'ok' ? await work : '' };
}

/** What is looked at each second. */
async function sweep(model: LineModel) {
  const { routing } = house;
  await routing.returnOrphans();
  await routing.leaveUnseen((visitorId) => model.here.has(visitorId));
  await routing.returnUnanswered();
  model.returnOrphans();
  model.leaveUnseen();
  model.returnUnanswered();
}

/** Each that was given must have been the one to give, to somebody who could be asked; and none was forgotten. */
async function assign(model: LineModel) {
  const from = opened.facts.length;
  await house.routing.assignWaiting(house.site.id);
  for (const fact of opened.facts.slice(from)) {
    if (fact.kind !== 'entry') continue;
    expect(fact.entry.kind).toBe('assigned');
    const next = model.next();
    expect(fact.conversationId).toBe(next?.id);
    if (!next) return;
    expect(model.mayGet(next)).toContain(fact.ownerId);
    model.give(model.agents.find(({ id }) => id === fact.ownerId) as ModelAgent, next);
  }
  expect(model.next()).toBe(undefined);
}

const compared = [
  ...(['id', 'visitorId', 'departmentId', 'kind', 'state', 'ownerId', 'epoch', 'ticket'] as const),
  ...(['priority', 'orderMs', 'acceptedMs', 'answeredMs', 'heldUntilMs', 'preferredAgentId'] as const),
];

/** The tables and the model say the same, and an agent's count of chats is the chats she has. */
async function compare(model: LineModel) {
  const [rows, agents] = await Promise.all([
    house.db.read
      .selectFrom('conversation')
      .select(compared)
      .select(['escalated', 'lastSeq', 'visitorSeenMs as seenMs'])
      .execute(),
    house.db.read
      .selectFrom('agent')
      .select(['id', 'active', 'unanswered', 'status'])
      .where('id', 'in', model.agents.map(({ id }) => id)) // biome-ignore format: one thought
      .execute(),
  ]);
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  const expected = model.chats.map((chat) => ({
    ...Object.fromEntries(compared.map((column) => [column, chat[column]])),
    ...{ id: chat.id, escalated: chat.escalated ? 1 : 0, lastSeq: chat.log.length, seenMs: chat.seenMs },
  }));
  expect(rows.toSorted(byId)).toEqual(expected.toSorted(byId));
  const counted = model.agents.map(({ id, unanswered, available }) => ({
    ...{ id, active: model.chatsOf(id).length, unanswered },
    status: available ? 'available' : 'away',
  }));
  expect(agents.toSorted(byId)).toEqual(counted.toSorted(byId));
}

/** The log holds each line once, numbered from 1, and every line was told once, in order, after it was written. */
async function compareLogs(model: LineModel) {
  for (const chat of model.chats) {
    const { entries } = await house.conversations.page(chat.id, { after: 0 });
    expect(entries.map(({ kind }) => kind)).toEqual(chat.log);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    const told = opened.facts.flatMap((fact) =>
      fact.kind === 'entry' && fact.conversationId === chat.id ? [fact.entry] : [],
    );
    expect(told).toEqual(entries);
    const ends = chat.log.filter((kind) => kind === 'left' || kind === 'closed');
    const begins = chat.log.filter((kind) => kind === 'reopened');
    expect(ends.length - begins.length).toBe(chat.state === 'closed' ? 1 : 0);
  }
}

/** PostgreSQL, a socket away, takes some times as long for a day. More of both by hand: MODEL_DAYS=2000. */
const runs = { SQLite: 1_000, PostgreSQL: 100 };

describe.each(databases)('at the shop, on $name', (database) => {
  const numRuns = Number(process.env.MODEL_DAYS ?? runs[database.name as keyof typeof runs]);
  beforeAll(() => openHouseOn(database));
  afterAll(() => opened.close());
  afterEach(tidy);

  test(`${numRuns} days: first come is first served, nobody has more than she can take, and each chat one owner`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 40, size: 'max' }), async (acts) => {
        await tidy();
        const model = await open();
        for (const one of acts) {
          const { said, expected } = await run(one, model);
          expect([one, said]).toEqual([one, expected]);
          await compare(model);
        }
        await compareLogs(model);
      }),
      { numRuns, interruptAfterTimeLimit: 280_000, markInterruptAsFailure: true },
    );
  }, 300_000);
});
