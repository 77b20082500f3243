import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forecast } from './forecast.ts';
import { onEvent } from './on-event.ts';
import { type Answer, predict, read } from './predict.ts';
import type { AgentStatus, WaitEvent } from './wait-event.ts';
import { newWaitState, type WaitState } from './wait-state.ts';

const minutes = (count: number) => count * 60_000;

/** A shop in which one thing happens after the other. */
class Shop {
  state = newWaitState();
  nowMs = 0;
  #chats = 0;
  #tickets = 0;

  after(ms: number): this {
    this.nowMs += ms;
    return this;
  }

  agent(agentId: string, status: AgentStatus = 'online', capacity = 1, departmentIds = ['support']): this {
    return this.event({ atMs: this.nowMs, kind: 'agent', agentId, status, capacity, departmentIds });
  }

  joins(conversationId: string, departmentId = 'support', headStartMs = 0): this {
    const place = { orderMs: this.nowMs - headStartMs, ticket: ++this.#tickets };
    return this.event({
      ...{ atMs: this.nowMs, kind: 'joined', conversationId, departmentId, headStartMs },
      ...place,
    });
  }

  taken(conversationId: string, agentId: string): this {
    return this.event({ atMs: this.nowMs, kind: 'taken', conversationId, agentId });
  }

  ends(conversationId: string): this {
    return this.event({ atMs: this.nowMs, kind: 'ended', conversationId, unfinished: false });
  }

  /** So many chats of this length, one after the other. */
  lives(count: number, chatMs: number, agentId: string): this {
    for (let chat = 0; chat < count; chat += 1) {
      this.#chats += 1;
      const id = `earlier ${this.#chats}`;
      this.joins(id).taken(id, agentId).after(chatMs).ends(id);
    }
    return this;
  }

  event(event: WaitEvent): this {
    onEvent(this.state, event);
    return this;
  }

  tells(conversationId: string, closesMs?: number): Answer {
    const query = closesMs === undefined ? { conversationId } : { conversationId, closesMs };
    return predict(this.state, query, this.nowMs);
  }

  tellsNewcomer(departmentId = 'support'): Answer {
    return predict(this.state, { departmentId }, this.nowMs);
  }
}

function range(answer: Answer): Answer & { kind: 'range' } {
  if (answer.kind !== 'range') throw new Error(`told "${answer.kind}"`);
  return answer;
}

describe('what is told', () => {
  test('Ada, who thinks of joining, is told "now" while Bo is free, and a wait when he is not', () => {
    const shop = new Shop().agent('bo');
    expect(shop.tellsNewcomer()).toEqual({ kind: 'now' });
    shop.joins('cleo').taken('cleo', 'bo');
    expect(shop.tellsNewcomer().kind).toBe('range');
  });

  test('nothing is told of a line that is not; where nobody works, that nobody is there', () => {
    const shop = new Shop().agent('bo', 'online', 1, ['sales']).joins('ada', 'support');
    expect(shop.tells('ada')).toEqual({ kind: 'nobody', backWithinMs: null });
    expect(shop.tellsNewcomer('support')).toEqual({ kind: 'nobody', backWithinMs: null });
    expect(shop.tells('nobody')).toEqual({ kind: 'unknown' });
    expect(shop.tellsNewcomer('nowhere')).toEqual({ kind: 'unknown' });
  });

  test('no number while nobody is online, until enough was seen to say when somebody is back', () => {
    const shop = new Shop().agent('bo').agent('bo', 'away').joins('ada');
    expect(shop.tells('ada')).toEqual({ kind: 'nobody', backWithinMs: null });
    for (let pause = 0; pause < 20; pause += 1)
      shop.after(minutes(4)).agent('bo').after(minutes(30)).agent('bo', 'away');
    const answer = shop.tells('ada');
    expect(answer.kind).toBe('nobody');
    const { backWithinMs } = answer as Answer & { kind: 'nobody' };
    expect(backWithinMs).toBeGreaterThan(minutes(3));
    expect(backWithinMs).toBeLessThan(minutes(9));
  });

  test('she is told that closing may come first, the surer the later it comes', () => {
    const shop = new Shop().agent('bo').lives(40, minutes(6), 'bo').joins('cleo').taken('cleo', 'bo');
    shop.joins('dan').joins('ada');
    const soon = shop.tells('ada', shop.nowMs + minutes(2));
    expect(soon).toMatchObject({ kind: 'closing' });
    const later = shop.tells('ada', shop.nowMs + minutes(9)) as Answer & { kind: 'closing' };
    expect(later.chance).toBeGreaterThan((soon as Answer & { kind: 'closing' }).chance);
    expect(shop.tells('ada', shop.nowMs + minutes(90)).kind).toBe('range');
    expect(shop.tells('ada', shop.nowMs - 1)).toMatchObject({ kind: 'closing', chance: 0 });
  });

  test('without any experience she is told a wide range, and a narrower one with it', () => {
    const spread = ({ q50Ms, q80Ms }: Answer & { kind: 'range' }) => q80Ms / q50Ms;
    const first = new Shop().agent('bo').joins('cleo').taken('cleo', 'bo').joins('dan').joins('ada');
    const later = new Shop().agent('bo').lives(80, minutes(8), 'bo');
    later.joins('cleo').taken('cleo', 'bo').joins('dan').joins('ada');
    expect(range(first.tells('ada')).q50Ms).toBeGreaterThan(minutes(4));
    expect(spread(range(first.tells('ada')))).toBeGreaterThan(spread(range(later.tells('ada'))));
  });
});

describe('what is learned', () => {
  test('the pace of chats', () => {
    for (const chatMs of [minutes(1), minutes(5), minutes(15)]) {
      const shop = new Shop()
        .agent('bo')
        .lives(80, chatMs, 'bo')
        .joins('cleo')
        .taken('cleo', 'bo')
        .joins('ada');
      const { q50Ms } = range(shop.tells('ada'));
      expect(q50Ms).toBeGreaterThan(0.7 * chatMs);
      expect(q50Ms).toBeLessThan(1.3 * chatMs);
    }
  });

  test('how far the chat before hers has come', () => {
    const shop = new Shop()
      .agent('bo')
      .lives(80, minutes(10), 'bo')
      .joins('cleo')
      .taken('cleo', 'bo')
      .joins('ada');
    const before = range(shop.tells('ada')).q50Ms;
    const after = range(shop.after(minutes(6)).tells('ada')).q50Ms;
    expect(after).toBeLessThan(before - minutes(4));
  });

  test('that those before her may give up', () => {
    const line = (leave: boolean) => {
      const shop = new Shop().agent('bo').lives(30, minutes(5), 'bo');
      shop.joins('cleo').taken('cleo', 'bo');
      for (let who = 0; who < 40; who += 1) {
        const id = `impatient ${who}`;
        shop.joins(id).after(minutes(2));
        const left = { atMs: shop.nowMs, kind: 'left', conversationId: id } as const;
        shop.event({ ...left, why: leave ? 'gaveUp' : 'sentAway' });
      }
      for (let who = 0; who < 5; who += 1) shop.joins(`ahead ${who}`);
      return range(shop.joins('ada').tells('ada')).q50Ms;
    };
    expect(line(true)).toBeLessThan(0.6 * line(false));
  });

  test('that others come who are served before her', () => {
    const wait = (headStartMs: number) => {
      const shop = new Shop().agent('bo').lives(30, minutes(4), 'bo').joins('cleo').taken('cleo', 'bo');
      for (let guest = 0; guest < 30; guest += 1) {
        const id = `guest ${guest}`;
        shop.after(minutes(6)).joins(id, 'support', headStartMs);
        shop.event({ atMs: shop.nowMs, kind: 'left', conversationId: id, why: 'sentAway' });
      }
      return range(shop.joins('dan').joins('ada').tells('ada')).q50Ms;
    };
    expect(wait(minutes(1_440))).toBeGreaterThan(1.3 * wait(0));
  });

  test('two agents serve her much sooner than one', () => {
    const wait = (agents: string[]) => {
      const shop = new Shop();
      for (const agent of agents) {
        shop.agent(agent).lives(40, minutes(5), agent);
      }
      for (const agent of agents) shop.joins(`with ${agent}`).taken(`with ${agent}`, agent);
      for (let who = 0; who < 3; who += 1) shop.joins(`ahead ${who}`);
      return range(shop.joins('ada').tells('ada')).q50Ms;
    };
    const ratio = wait(['bo', 'eva']) / wait(['bo']);
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(0.7);
  });

  test('promises that were passed too often become longer', () => {
    const shop = new Shop().agent('bo');
    for (let guest = 0; guest < 400; guest += 1) {
      const id = `guest ${guest}`;
      shop.joins(id);
      const range = { q50Ms: 10_000, q80Ms: 20_000, q90Ms: 30_000, turns: 1 };
      shop.event({ atMs: shop.nowMs, kind: 'told', conversationId: id, range });
      shop.after(minutes(2)).taken(id, 'bo').ends(id);
    }
    const [[likely = 0, within = 0] = []] = shop.state.calibration.shifts;
    expect(within).toBeGreaterThan(1);
    expect(likely).toBeGreaterThan(0.5);
    expect(shop.state.calibration.open.size).toBe(0);
  });

  test('also from Ada, who left: her turn is noticed when it passes', () => {
    const shop = new Shop().agent('bo').joins('cleo').taken('cleo', 'bo').joins('ada');
    const told = range(shop.tells('ada'));
    shop.event({ atMs: shop.nowMs, kind: 'told', conversationId: 'ada', range: told }).joins('dan');
    shop.after(minutes(1)).event({ atMs: shop.nowMs, kind: 'left', conversationId: 'ada', why: 'gaveUp' });
    expect(shop.state.calibration.open.has('ada')).toBe(true);
    shop.after(minutes(1)).ends('cleo').taken('dan', 'bo');
    expect(shop.state.calibration.open.has('ada')).toBe(false);
    expect(shop.state.calibration.shifts.flat().some((shift) => shift !== 0)).toBe(true);
  });

  test('given to bo, who says nothing, she teaches nothing, however often: only her true turn does', () => {
    const range = { q50Ms: minutes(1), q80Ms: minutes(4), q90Ms: minutes(8), turns: 1 };
    const told = (shop: Shop) =>
      shop.joins('ada').event({ atMs: shop.nowMs, kind: 'told', conversationId: 'ada', range });
    const back = (shop: Shop, { orderMs, ticket } = { orderMs: minutes(2), ticket: 2 }) =>
      shop.event({
        ...{ atMs: shop.nowMs, kind: 'joined', conversationId: 'ada', departmentId: 'support' },
        ...{ orderMs, ticket, headStartMs: 0, unansweredSinceMs: shop.nowMs - 45_000 },
      });
    const begun = () => new Shop().agent('bo').joins('cleo').after(minutes(2));
    const rang = told(begun()).after(minutes(1));
    for (let ring = 0; ring < 3; ring += 1) back(rang.taken('ada', 'bo').after(45_000));
    const waited = told(begun()).after(minutes(1) + 3 * 45_000);
    for (const shop of [rang, waited]) shop.after(minutes(5)).taken('ada', 'bo');
    const shifts = ({ state }: Shop) => state.calibration.shifts.flat().map((shift) => shift.toFixed(9));
    expect(shifts(rang)).toEqual(shifts(waited));
    expect(rang.state.calibration.shifts.flat().some((shift) => shift > 0)).toBe(true);
  });
});

describe('whatever happens', () => {
  const people = ['ada', 'cleo', 'dan', 'fay', 'gus', 'hal'];
  const departments = ['support', 'sales'];
  const who = fc.constantFrom(...people);
  const agentId = fc.constantFrom('bo', 'eva');
  const departmentIds = fc.subarray(departments);
  /** Mostly seconds and minutes, sometimes a clock that is set back an hour or on by a week. */
  const passes = fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: minutes(5) }) },
    { weight: 1, arbitrary: fc.constantFrom(-3_600_000, 7 * 86_400_000) },
  );
  const happens = fc.oneof(
    fc.record({
      kind: fc.constant('joined' as const),
      conversationId: who,
      departmentId: fc.constantFrom(...departments),
      headStartMs: fc.constantFrom(0, 0, 180_000, 86_400_000),
    }),
    fc.record({
      kind: fc.constant('joined' as const),
      conversationId: who,
      departmentId: fc.constantFrom(...departments),
      headStartMs: fc.constant(0),
      unansweredSinceMs: fc.constant(1_700_000_000_000),
    }),
    fc.record({ kind: fc.constant('taken' as const), conversationId: who, agentId }),
    fc.record({
      kind: fc.constant('left' as const),
      conversationId: who,
      why: fc.constantFrom('gaveUp' as const, 'case' as const, 'lost' as const, 'sentAway' as const),
    }),
    fc.record({ kind: fc.constant('dropped' as const), conversationId: who }),
    fc.record({ kind: fc.constant('reconnected' as const), conversationId: who }),
    fc.record({ kind: fc.constant('ended' as const), conversationId: who, unfinished: fc.boolean() }),
    fc.record({
      kind: fc.constant('agent' as const),
      agentId,
      status: fc.constantFrom<AgentStatus[]>('online', 'online', 'away', 'offline', 'due'),
      capacity: fc.integer({ min: 0, max: 3 }),
      departmentIds,
    }),
    fc.record({ kind: fc.constant('agentGone' as const), agentId }),
    fc.record({
      kind: fc.constant('departmentGone' as const),
      departmentId: fc.constantFrom(...departments),
    }),
  );
  const story = fc.array(fc.tuple(passes, happens), { maxLength: 60 }).map((steps) => {
    let atMs = 1_700_000_000_000;
    return steps.map(([ms, what], ticket): WaitEvent => {
      atMs += ms;
      if (what.kind === 'joined') return { ...what, atMs, orderMs: atMs - what.headStartMs, ticket };
      return { ...what, atMs };
    });
  });

  function answersTo(state: WaitState, atMs: number): Answer[] {
    const ahead = forecast(state, atMs);
    const ofPeople = people.map((conversationId) =>
      read(ahead, state, { conversationId, closesMs: atMs + 1 }, atMs),
    );
    return [...ofPeople, ...departments.map((departmentId) => read(ahead, state, { departmentId }, atMs))];
  }

  function live(events: readonly WaitEvent[], state = newWaitState()): Answer[] {
    const answers: Answer[] = [];
    for (const event of events) {
      onEvent(state, event);
      for (const [place, answer] of answersTo(state, event.atMs).entries()) {
        answers.push(answer);
        const conversationId = people[place];
        if (conversationId && 'q50Ms' in answer)
          onEvent(state, { atMs: event.atMs, kind: 'told', conversationId, range: answer });
      }
    }
    return answers;
  }

  test('waits are finite, never negative, and in order', () => {
    fc.assert(
      fc.property(story, (events) => {
        for (const answer of live(events)) {
          if (answer.kind === 'closing') expect(answer.chance >= 0 && answer.chance <= 1).toBe(true);
          if (!('q50Ms' in answer)) continue;
          const { q50Ms, q80Ms, q90Ms } = answer;
          expect(0 <= q50Ms && q50Ms <= q80Ms && q80Ms <= q90Ms && q90Ms <= 13 * 3_600_000).toBe(true);
        }
      }),
      { numRuns: 250 },
    );
  });

  test('the same events tell the same, also when the state was put away in between', () => {
    fc.assert(
      fc.property(story, fc.nat(60), (events, pause) => {
        const state = newWaitState();
        const before = live(events.slice(0, pause), state);
        const after = live(events.slice(pause), structuredClone(state));
        expect([...before, ...after]).toEqual(live(events));
      }),
      { numRuns: 60 },
    );
  });

  test('nobody waits, chats or is remembered who is gone', () => {
    fc.assert(
      fc.property(story, (events) => {
        const state = newWaitState();
        live(events, state);
        const inLines = [...state.departments.values()].flatMap(({ line }) => line);
        expect(inLines.length).toBe(state.waiting.size);
        const withAgents = [...state.agents.values()].flatMap(({ chats }) => chats);
        expect(withAgents.length).toBe(state.chats.size);
        for (const conversationId of state.waiting.keys())
          expect(state.chats.has(conversationId)).toBe(false);
      }),
      { numRuns: 250 },
    );
  });

  test('who stands behind is never expected before who stands ahead', () => {
    fc.assert(
      fc.property(story, (events) => {
        const state = newWaitState();
        let atMs = 0;
        for (const event of events) {
          onEvent(state, event);
          atMs = event.atMs;
        }
        const { turns } = forecast(state, atMs);
        for (const { line } of state.departments.values()) {
          const expected = line.map(({ conversationId }) => turns.get(conversationId)?.afterMs ?? Number.NaN);
          expect(expected).toEqual(expected.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('ten thousand who join and leave leave no trace, and no wait that is not one', () => {
    const shop = new Shop().agent('bo', 'online', 2);
    for (let guest = 0; guest < 10_000; guest += 1) shop.after(5).joins(`guest ${guest}`);
    const { q50Ms, q90Ms } = range(shop.tells('guest 9999'));
    expect(q50Ms).toBeGreaterThan(minutes(60));
    expect(q90Ms).toBeLessThanOrEqual(13 * 3_600_000);
    for (let guest = 0; guest < 10_000; guest += 1) {
      const left = { atMs: shop.after(1).nowMs, kind: 'left', conversationId: `guest ${guest}` } as const;
      shop.event({ ...left, why: 'gaveUp' });
    }
    expect(shop.state.waiting.size).toBe(0);
    expect(shop.state.calibration.open.size).toBe(0);
  });
});
