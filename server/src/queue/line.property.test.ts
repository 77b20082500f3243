import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../conversations/conversation.ts';
import { corrected } from './corrected.ts';
import { forecast } from './estimator/forecast.ts';
import { onEvent } from './estimator/on-event.ts';
import { read } from './estimator/predict.ts';
import type { WaitEvent } from './estimator/wait-event.ts';
import { newWaitState } from './estimator/wait-state.ts';
import { happened } from './happened.ts';
import { canServe, headStartOf, lineOf, needOf, rivals } from './need.ts';
import { agentNoted, noteOf, type Staff } from './noted.ts';
import { type Cause, causeOf, positionOf, reasonOf } from './place.ts';

const minuteMs = 60_000;
const headStartMs = { high: 5 * minuteMs, urgent: 30 * minuteMs };
const departments = [
  { id: 'support', matchLanguage: true, skills: [] as string[] },
  { id: 'sales', matchLanguage: false, skills: ['prices'] },
];

/** A shop as its rows are, beside the state that only hears of it. */
class Shop {
  rows = new Map<string, Conversation>();
  staff: Staff[] = [];
  noted = new Map<string, string>();
  state = newWaitState();
  events: WaitEvent[] = [];
  causes: Cause[] = [];
  nowMs = 1_700_000_000_000;
  lastJoinedMs = 0;
  tickets = 0;

  inLine = () =>
    [...this.rows.values()]
      .filter(({ state, kind }) => state === 'waiting' && kind === 'chat')
      .toSorted((a, b) => a.orderMs - b.orderMs || a.ticket - b.ticket);
  withAgents = () => [...this.rows.values()].filter(({ state }) => state === 'active');
  lines = () => [...new Set([...this.rows.values()].map(({ line }) => line))];

  changes(id: string, change: Partial<Conversation>) {
    const before = this.rows.get(id) ?? ({ id, kind: 'case', state: 'waiting' } as Conversation);
    const after = { ...before, ...change };
    this.rows.set(id, after);
    const headStart = headStartOf(after.priority ?? 0, { headStartMs });
    this.hears(happened(before, after, { atMs: this.nowMs, headStartMs: headStart }));
    this.notes();
  }

  joins(id: string, department: number, language: string, priority: number) {
    this.lastJoinedMs = Math.max(this.lastJoinedMs, this.nowMs);
    this.tickets += 1;
    const where = departments[department] as (typeof departments)[number];
    this.changes(id, {
      ...{ kind: 'chat', state: 'waiting', ticket: this.tickets, priority, ownerId: null },
      line: lineOf({ language, skills: [] }, where),
      orderMs: this.lastJoinedMs - headStartOf(priority, { headStartMs }),
    });
  }

  notes() {
    const now = noteOf(this.staff, this.lines(), [], () => false);
    for (const [id, note] of now) {
      if (note === null || this.noted.get(id) === note) continue;
      this.noted.set(id, note);
      this.hears([agentNoted(id, note, this.nowMs)]);
    }
  }

  hears(events: WaitEvent[]) {
    for (const event of events) {
      this.events.push(event);
      const cause = event.kind === 'joined' ? causeOf(this.state, event, this.events.length) : null;
      if (cause) this.causes.push(cause);
      onEvent(this.state, event);
    }
  }

  truth = () => ({
    seq: this.events.length,
    inLine: this.inLine().map(({ id, line, orderMs, ticket }) => ({
      conversationId: id,
      line,
      orderMs,
      ticket,
    })),
    withAgents: this.withAgents().map(({ id, line, ownerId }) => ({
      ...{ conversationId: id, line, agentId: ownerId ?? '', waitingSinceMs: 0, lastAtMs: 0 },
    })),
    agents: [...this.noted].map(([agentId, notedAs]) => ({ agentId, notedAs })),
  });

  rivals = () => rivals([...this.state.departments.keys()], this.staff);
  position(id: string): number | null {
    const who = this.state.waiting.get(id);
    return who ? positionOf(this.state, who, this.rivals()) : null;
  }
}

const now = ({ nowMs }: Shop) => ({ atMs: nowMs, asleepAfterMs: 10 * minuteMs });

const people = Array.from({ length: 8 }, (_, n) => `guest ${n}`);
const agents = ['bo', 'cleo', 'dan'];
const who = fc.constantFrom(...people);
const agent = fc.constantFrom(...agents);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(
      fc.constant('joins' as const),
      who,
      fc.nat(1),
      fc.constantFrom('nb', 'en'),
      fc.nat(2),
    ),
  },
  { weight: 3, arbitrary: fc.tuple(fc.constant('taken' as const), who, agent) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('back' as const), who) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('ends' as const), who) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constant('leaves' as const), who, fc.constantFrom('visitor', 'not_seen')),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant('case' as const), who) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('priority' as const), who, fc.nat(2)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('here' as const), who, fc.boolean()) },
  {
    weight: 3,
    arbitrary: fc.tuple(
      fc.constant('agent' as const),
      agent,
      fc.record({
        isAvailable: fc.boolean(),
        isReachable: fc.boolean(),
        capacity: fc.nat(3),
        languages: fc.constantFrom<string[]>([], ['nb'], ['en']),
        skills: fc.constantFrom<string[]>([], ['prices']),
        departmentIds: fc.constantFrom(['support'], ['sales'], ['support', 'sales']),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constant('clock' as const),
      fc.constantFrom(1, 900, 40_000, minuteMs * 20, -minuteMs * 50),
    ),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const story = fc.array(step, { minLength: 1, maxLength: 45 });

function does(shop: Shop, one: Step): void {
  const row = typeof one[1] === 'string' ? shop.rows.get(one[1]) : undefined;
  const waits = row?.state === 'waiting' && row.kind === 'chat';
  switch (one[0]) {
    case 'clock':
      shop.nowMs += one[1];
      return;
    case 'joins':
      if (!row || row.state === 'closed') shop.joins(one[1], one[2], one[3], one[4]);
      return;
    case 'taken':
      if (row && row.state !== 'closed' && row.kind === 'chat')
        shop.changes(row.id, {
          ...{ state: 'active', ownerId: one[2], assignedMs: shop.nowMs },
          // Bo says nothing to anybody.
          answeredMs: one[2] === 'bo' ? null : shop.nowMs,
        });
      return;
    case 'back':
      if (row?.state === 'active') shop.changes(row.id, { state: 'waiting', ownerId: null });
      return;
    case 'ends':
      if (row?.state === 'active') shop.changes(row.id, { state: 'closed', closedBy: 'agent' });
      return;
    case 'leaves':
      if (waits) shop.changes(row.id, { state: 'closed', closedBy: one[2] });
      return;
    case 'case':
      if (waits) shop.changes(row.id, { kind: 'case' });
      return;
    case 'priority':
      if (waits) {
        const joinedMs = row.orderMs + headStartOf(row.priority, { headStartMs });
        const orderMs = joinedMs - headStartOf(one[2], { headStartMs });
        shop.changes(row.id, { priority: one[2], orderMs });
      }
      return;
    case 'here':
      if (waits)
        shop.hears([{ atMs: shop.nowMs, kind: one[2] ? 'reconnected' : 'dropped', conversationId: row.id }]);
      return;
    case 'agent': {
      const others = shop.staff.filter(({ id }) => id !== one[1]);
      shop.staff = [...others, { id: one[1], ...one[2], isDisabled: false, notedAs: null }];
      shop.notes();
    }
  }
}

function lived(steps: readonly Step[], after: (shop: Shop) => void = () => {}): Shop {
  const shop = new Shop();
  for (const one of steps) {
    does(shop, one);
    after(shop);
  }
  return shop;
}

describe('whatever happens in the line', () => {
  test('what is known of it by what was heard is what the rows say', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const shop = lived(steps);
        expect(corrected(shop.state, shop.truth(), now(shop))).toEqual([]);
      }),
      { numRuns: 2_500 },
    );
  });

  test('her number is one more than those before her whom somebody could serve as well as her', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const shop = lived(steps);
        const line = shop.inLine();
        const compete = (a: string, b: string) =>
          needOf(a).departmentId === needOf(b).departmentId &&
          (a === b || shop.staff.some((one) => canServe(one, needOf(a)) && canServe(one, needOf(b))));
        for (const [place, { id, line: hers }] of line.entries()) {
          const before = line.slice(0, place).filter((other) => compete(other.line, hers));
          expect(shop.position(id)).toBe(before.length + 1);
        }
      }),
      { numRuns: 2_500 },
    );
  });

  test('a number rises only with a reason: somebody came back, came first, or was moved', () => {
    fc.assert(
      fc.property(story, fc.nat(44), (steps, from) => {
        const shop = lived(steps.slice(0, from));
        const seq = shop.events.length;
        const before = new Map(people.map((id) => [id, shop.position(id)]));
        for (const one of steps.slice(from)) does(shop, one);
        const kinds = new Set(steps.slice(from).map(([kind]) => kind));
        for (const [id, was] of before) {
          const is = shop.position(id);
          const stood = shop.state.waiting.get(id);
          if (was === null || is === null || is <= was || !stood) continue;
          const reason = reasonOf(shop.causes, stood, shop.rivals(), seq);
          const may = {
            returned: ['back'],
            priority: ['joins', 'priority'],
            moved: ['agent', 'joins', 'back'],
          };
          expect(may[reason].some((kind) => kinds.has(kind as never))).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('nobody is told a wait that is negative, endless or no number', () => {
    fc.assert(
      fc.property(story, (steps) => {
        lived(steps, ({ state, nowMs }) => {
          const ahead = forecast(state, nowMs);
          for (const conversationId of state.waiting.keys()) {
            const answer = read(ahead, state, { conversationId, closesMs: nowMs + minuteMs }, nowMs);
            if (!('q50Ms' in answer)) continue;
            const { q50Ms, q80Ms } = answer;
            expect(q50Ms >= 0 && q50Ms <= q80Ms && q80Ms < 14 * 60 * minuteMs).toBe(true);
          }
        });
      }),
      { numRuns: 300 },
    );
  });
});

test('a state that has forgotten is put right by the rows', () => {
  fc.assert(
    fc.property(story, fc.nat(60), (steps, forgotten) => {
      const shop = lived(steps);
      const state = newWaitState();
      for (const event of shop.events.slice(forgotten)) onEvent(state, event);
      for (const event of corrected(state, shop.truth(), now(shop))) onEvent(state, event);
      expect(corrected(state, shop.truth(), now(shop))).toEqual([]);
      const places = ({ waiting }: typeof state) =>
        [...waiting.values()].map(({ conversationId, departmentId, orderMs, ticket }) => [
          ...[conversationId, departmentId, orderMs, ticket],
        ]);
      expect(places(state).toSorted()).toEqual(places(shop.state).toSorted());
    }),
    { numRuns: 500 },
  );
});
