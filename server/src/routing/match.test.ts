import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headStartOf, knowsEnough, needOf } from '../queue/need.ts';
import { type Desk, type InLine, isFree, type Matched, type MatchRules, match } from './match.ts';

const minuteMs = 60_000;
const nowMs = 100 * minuteMs;
const rules: MatchRules = {
  spread: 'least_loaded',
  lastAgentPatienceMs: minuteMs / 2,
  overflow: new Map([['support', { toId: 'sales', afterMs: 5 * minuteMs }]]),
};

const bo: Desk = {
  ...{ agentId: 'bo', isHere: true, capacity: 2, load: 0, lastAssignedMs: 1 },
  ...{ departmentIds: ['support'], languages: ['nb'], skills: [] },
};
const caro: Desk = { ...bo, agentId: 'caro', lastAssignedMs: 2 };
const sol: Desk = { ...bo, agentId: 'sol', departmentIds: ['sales'] };

let tickets = 0;
const inLine = (conversationId: string, more: Partial<InLine> = {}): InLine => {
  tickets += 1;
  const joinedMs = more.joinedMs ?? nowMs - minuteMs;
  return {
    ...{ conversationId, line: 'support', orderMs: joinedMs, ticket: tickets, joinedMs },
    ...{ preferredAgentId: null, avoid: [], escalated: false, away: false, ...more },
  };
};
const given = (waiting: InLine[], agents: Desk[], some: Partial<MatchRules> = {}) =>
  match(waiting, agents, { ...rules, ...some }, nowMs).given.map((one) => [
    one.conversationId,
    one.agentId,
    one.why,
  ]);

describe('ada waits, and', () => {
  const ada = inLine('ada');

  test('the least loaded is asked, or whoever was asked longest ago, as the site has it', () => {
    const busy = { ...bo, load: 1 };
    expect(given([ada], [busy, caro])).toEqual([['ada', 'caro', 'department']]);
    expect(given([ada], [busy, caro], { spread: 'longest_idle' })).toEqual([['ada', 'bo', 'department']]);
  });

  test('nobody who is away, full or takes none is asked', () => {
    const nobody = [
      { ...bo, isHere: false },
      { ...bo, load: 2 },
      { ...bo, load: 1.5 },
      { ...bo, capacity: 0 },
    ];
    for (const agent of nobody) expect(given([ada], [agent])).toEqual([]);
    expect(given([ada], [{ ...bo, load: 1 }])).toHaveLength(1);
  });

  test('one who does not write her language, or does not know what she asks for, is not asked', () => {
    const inSwedish = inLine('ada', { line: 'support:sv' });
    expect(given([inSwedish], [bo])).toEqual([]);
    expect(given([inSwedish], [{ ...bo, languages: [] }])).toHaveLength(1);
    const aboutReturns = inLine('ada', { line: 'support::returns' });
    expect(given([aboutReturns], [bo])).toEqual([]);
    expect(given([aboutReturns], [{ ...bo, skills: ['returns'] }])).toHaveLength(1);
  });

  test('sales helps after the patience of support, and at once when nobody of support is here', () => {
    const busy = { ...bo, load: 2 };
    expect(given([ada], [busy, sol])).toEqual([]);
    const patient = inLine('ada', { joinedMs: nowMs - 5 * minuteMs });
    expect(given([patient], [busy, sol])).toEqual([['ada', 'sol', 'overflow']]);
    expect(given([patient], [bo, { ...sol, lastAssignedMs: 0 }])).toEqual([['ada', 'bo', 'department']]);
    expect(given([ada], [{ ...bo, isHere: false }, sol])).toEqual([['ada', 'sol', 'overflow']]);
  });

  test('help goes one way: who waits for sales is not given to support, and nobody’s help is passed on', () => {
    const forSales = inLine('ada', { line: 'sales', joinedMs: 0 });
    expect(given([forSales], [bo])).toEqual([]);
    const chain = new Map([...rules.overflow, ['sales', { toId: 'returns', afterMs: 0 }]]);
    const rita = { ...bo, agentId: 'rita', departmentIds: ['returns'] };
    expect(given([inLine('ada', { joinedMs: 0 })], [rita], { overflow: chain })).toEqual([]);
  });

  test('the one who helped last time is waited for a short while, if she is here', () => {
    const known = inLine('ada', { preferredAgentId: 'caro', joinedMs: nowMs - 10_000 });
    expect(given([known], [bo, { ...caro, load: 1 }])).toEqual([['ada', 'caro', 'last_agent']]);
    expect(given([known], [bo, { ...caro, load: 2 }])).toEqual([]);
    expect(given([known], [bo, { ...caro, isHere: false }])).toEqual([['ada', 'bo', 'department']]);
    const patient = { ...known, joinedMs: nowMs - minuteMs };
    expect(given([patient], [bo, { ...caro, load: 2 }])).toEqual([['ada', 'bo', 'department']]);
    expect(given([patient], [bo, { ...caro, load: 1 }])).toEqual([['ada', 'caro', 'last_agent']]);
  });

  test('who let it ring is asked again only when nobody else is here', () => {
    const rung = inLine('ada', { avoid: ['bo'] });
    expect(given([rung], [bo, { ...caro, load: 1 }])).toEqual([['ada', 'caro', 'department']]);
    expect(given([rung], [bo, { ...caro, load: 2 }])).toEqual([]);
    expect(given([rung], [bo, { ...caro, isHere: false }])).toEqual([['ada', 'bo', 'department']]);
  });

  test('after ringing in vain everybody who can may be asked, her own department first', () => {
    const rung = inLine('ada', { avoid: ['bo'], escalated: true });
    const rita = { ...bo, agentId: 'rita', departmentIds: ['returns'], load: 0 };
    expect(given([rung], [bo, rita])).toEqual([['ada', 'rita', 'escalated']]);
    expect(given([rung], [bo, caro, rita])).toEqual([['ada', 'caro', 'department']]);
    expect(given([rung], [bo, { ...rita, languages: ['sv'], departmentIds: [] }])).toHaveLength(1);
    const inSwedish = inLine('ada', { line: 'support:sv', escalated: true });
    expect(given([inSwedish], [bo, rita])).toEqual([]);
  });

  test('while she is away those behind her are served, and it is said that her turn has come', () => {
    const away = inLine('ada', { away: true });
    const { given, called } = match([away, inLine('cy')], [{ ...bo, capacity: 1 }], rules, nowMs);
    expect(given.map(({ conversationId }) => conversationId)).toEqual(['cy']);
    expect(called).toEqual(['ada']);
    expect(match([away], [{ ...bo, load: 2 }], rules, nowMs).called).toEqual([]);
  });

  test('nobody free holds up those who wait for somebody else', () => {
    const cy = inLine('cy', { line: 'sales' });
    const matched = match([ada, cy], [{ ...bo, load: 2 }, sol], rules, nowMs);
    expect(matched.given).toEqual([{ conversationId: 'cy', agentId: 'sol', why: 'department' }]);
    expect(matched.passedOver.size).toBe(0);
  });
});

// — whatever the line and the agents are —

const departments = ['support', 'sales', 'returns'];
const some = <T>(...all: T[]) => fc.subarray(all);
const desk = (agentId: string): fc.Arbitrary<Desk> =>
  fc.record({
    agentId: fc.constant(agentId),
    isHere: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
    capacity: fc.nat(3),
    load: fc.nat(6).map((halves) => halves / 2),
    lastAssignedMs: fc.nat(3),
    departmentIds: some(...departments),
    languages: some('nb', 'sv'),
    skills: some('x', 'y'),
  });
const agentIds = ['bo', 'caro', 'di', 'eli', 'fay'];
const desks = fc.tuple(...agentIds.map(desk));
const waiter = fc.record({
  line: fc
    .tuple(fc.constantFrom(...departments), fc.constantFrom('', 'nb', 'sv'), some('x', 'y'))
    .map(([department, language, skills]) =>
      skills.length > 0
        ? `${department}:${language}:${skills.join(',')}`
        : language
          ? `${department}:${language}`
          : department,
    ),
  joinedMs: fc.nat(10).map((minutes) => nowMs - minutes * minuteMs),
  priority: fc.nat(2),
  preferredAgentId: fc.option(fc.constantFrom(...agentIds)),
  avoid: some(...agentIds),
  escalated: fc.boolean(),
  away: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
});
const headStarts = { headStartMs: { high: 3 * minuteMs, urgent: 6 * minuteMs } };
const line = fc.array(waiter, { maxLength: 14 }).map((all) =>
  all.map(
    ({ priority, ...one }, at): InLine => ({
      ...{ conversationId: `c${at}`, ticket: at, ...one },
      orderMs: one.joinedMs - headStartOf(priority, headStarts),
    }),
  ),
);
const someRules: fc.Arbitrary<MatchRules> = fc.record({
  spread: fc.constantFrom('least_loaded' as const, 'longest_idle' as const),
  lastAgentPatienceMs: fc.constantFrom(0, 2 * minuteMs),
  overflow: some<[string, { toId: string; afterMs: number }]>(
    ['support', { toId: 'sales', afterMs: 3 * minuteMs }],
    ['sales', { toId: 'support', afterMs: minuteMs }],
  ).map((entries) => new Map(entries)),
});

/** Who may be asked for her, as plainly as it can be said. */
function mayAsk(one: InLine, agents: readonly Desk[], { overflow, lastAgentPatienceMs }: MatchRules) {
  const need = needOf(one.line);
  const able = agents.filter((agent) => agent.isHere && agent.capacity > 0 && knowsEnough(agent, need));
  const of = (departmentId: string) => able.filter((agent) => agent.departmentIds.includes(departmentId));
  const members = of(need.departmentId);
  const help = overflow.get(need.departmentId);
  const waitedMs = nowMs - one.joinedMs;
  const helpers = help && (members.length === 0 || waitedMs >= help.afterMs) ? of(help.toId) : [];
  const anybody = one.escalated ? able : [];
  const asked = [...new Set([...members, ...helpers, ...anybody])];
  const others = asked.filter(({ agentId }) => !one.avoid.includes(agentId));
  const last = others.filter(({ agentId }) => agentId === one.preferredAgentId);
  if (last.length > 0 && waitedMs < lastAgentPatienceMs) return last;
  return others.length > 0 ? others : asked;
}

const isBefore = (a: InLine, b: InLine) =>
  a.orderMs < b.orderMs || (a.orderMs === b.orderMs && a.ticket < b.ticket);
const loadsAfter = (agents: readonly Desk[], { given }: Matched) =>
  agents.map((agent) => ({
    ...agent,
    load: agent.load + given.filter(({ agentId }) => agentId === agent.agentId).length,
  }));

describe('whoever waits and whoever is here', () => {
  const holds = (
    says: string,
    property: (waiting: InLine[], agents: Desk[], rules: MatchRules, matched: Matched) => void,
  ) =>
    test(says, () => {
      fc.assert(
        fc.property(line, desks, someRules, (waiting, agents, some) =>
          property(waiting, agents, some, match(waiting, agents, some, nowMs)),
        ),
        { numRuns: 2_000 },
      );
    });

  holds(
    'each is given once, to somebody who may be asked, and nobody while she is away',
    (waiting, agents, some, { given }) => {
      expect(new Set(given.map(({ conversationId }) => conversationId)).size).toBe(given.length);
      for (const { conversationId, agentId } of given) {
        const one = waiting.find((other) => other.conversationId === conversationId) as InLine;
        expect(one.away).toBe(false);
        expect(mayAsk(one, agents, some).map((agent) => agent.agentId)).toContain(agentId);
      }
    },
  );

  holds('nobody has more than she takes, but for what she had before', (_, agents, __, matched) => {
    for (const [at, { load, capacity }] of loadsAfter(agents, matched).entries()) {
      expect(load).toBeLessThanOrEqual(Math.max(capacity, agents[at]?.load ?? 0));
    }
  });

  holds(
    'nobody is passed over: who was before her and could have had her agent was given too',
    (waiting, agents, some, { given }) => {
      const done = new Set(given.map(({ conversationId }) => conversationId));
      for (const { conversationId, agentId } of given) {
        const one = waiting.find((other) => other.conversationId === conversationId) as InLine;
        const before = waiting.filter(
          (other) =>
            isBefore(other, one) &&
            !other.away &&
            mayAsk(other, agents, some).some((agent) => agent.agentId === agentId),
        );
        expect(before.filter((other) => !done.has(other.conversationId))).toEqual([]);
      }
    },
  );

  holds(
    'no agent stays free beside somebody she may be asked for; who is away then is called',
    (waiting, agents, some, matched) => {
      const after = loadsAfter(agents, matched);
      const done = new Set(matched.given.map(({ conversationId }) => conversationId));
      for (const one of waiting.filter(({ conversationId }) => !done.has(conversationId))) {
        const free = mayAsk(one, after, some).filter(isFree);
        if (one.away && free.length > 0) expect(matched.called).toContain(one.conversationId);
        else expect([one, free]).toEqual([one, []]);
      }
      expect(matched.called.every((id) => waiting.some((one) => one.conversationId === id && one.away))).toBe(
        true,
      );
    },
  );

  test('the order in which they are named decides nothing', () => {
    const seed = fc.array(fc.nat(), { minLength: 20, maxLength: 20 });
    const shuffled = <One>(all: readonly One[], by: number[]) =>
      all.map((one, at) => [by[at] ?? 0, one] as const).toSorted(([a], [b]) => a - b).map(([, one]) => one); // biome-ignore format: one thought
    fc.assert(
      fc.property(line, desks, someRules, seed, (waiting, agents, some, by) => {
        const matched = match(waiting, agents, some, nowMs);
        expect(match(shuffled(waiting, by), shuffled(agents, by), some, nowMs)).toEqual(matched);
      }),
      { numRuns: 2_000 },
    );
  });
});

// — a whole day, one step after the other —

type Step = { joins: number; line: string } | { ends: number } | { passes: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ joins: fc.nat(2), line: fc.constantFrom('support', 'support:sv') }) },
  { weight: 4, arbitrary: fc.record({ ends: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ passes: fc.integer({ min: 1, max: 120 }) }) },
);

test('2,000 days: a priority is a head start and no more, and in the end everybody is served', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 80 }), (steps) => {
      const day = new Day();
      for (const one of steps) {
        if ('joins' in one) day.joins(one.joins, one.line);
        else if ('ends' in one) day.ends(one.ends);
        else day.ms += one.passes * 1_000;
        day.matches();
      }
      while (day.waiting.length > 0) {
        const before = day.waiting.length;
        day.chats = [];
        day.matches();
        expect(day.waiting.length).toBeLessThan(before);
      }
    }),
    { numRuns: 2_000 },
  );
});

class Day {
  ms = nowMs;
  waiting: InLine[] = [];
  chats: { agentId: string }[] = [];
  #ticket = 0;
  #desks: Desk[] = [
    { ...bo, capacity: 1 },
    { ...caro, capacity: 2, languages: [] },
  ];

  joins(priority: number, line: string) {
    this.#ticket += 1;
    const orderMs = this.ms - headStartOf(priority, headStarts);
    const id = `c${this.#ticket}`;
    this.waiting.push(inLine(id, { line, joinedMs: this.ms, orderMs, ticket: this.#ticket }));
  }

  ends(which: number) {
    this.chats.splice(which % Math.max(1, this.chats.length), 1);
  }

  matches() {
    const agents = this.#desks.map((agent) => ({
      ...agent,
      load: this.chats.filter(({ agentId }) => agentId === agent.agentId).length,
    }));
    const { given } = match(this.waiting, agents, rules, this.ms);
    for (const { conversationId, agentId } of given) {
      const one = this.waiting.find((other) => other.conversationId === conversationId) as InLine;
      this.waiting = this.waiting.filter((other) => other !== one);
      this.chats.push({ agentId });
      const agent = this.#desks.find((other) => other.agentId === agentId) as Desk;
      for (const other of this.waiting) {
        const couldHaveHer = mayAsk(other, [agent], rules).length > 0;
        if (couldHaveHer)
          expect(one.joinedMs - other.joinedMs).toBeLessThanOrEqual(headStarts.headStartMs.urgent);
      }
    }
  }
}
