import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversation } from '../demo/conversations.ts';
import type { Layout } from './freeze.ts';
import { freeze, layoutOf } from './freeze.ts';
import { order, sectionNames } from './order.ts';
import { urgency } from './urgency.ts';

const ada = 'agent-ada-000000000';
const minuteMs = 60_000;
const bo = 'agent-bo-0000000000';

describe('the order of the list', () => {
  it('puts whoever has waited longest for ada first', () => {
    const { waiting } = order(
      [
        conversation({ id: 'a', waitingSince: 300 }),
        conversation({ id: 'b', waitingSince: 100 }),
        conversation({ id: 'c', waitingSince: 200 }),
      ],
      ada,
    );
    expect(waiting.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  it('puts what rings before all that waits, the one first that goes away sooner', () => {
    const rung = { waitingSince: 900, acceptedAt: null };
    const { waiting } = order(
      [
        conversation({ id: 'long waiting', waitingSince: 1 }),
        conversation({ id: 'rings later', ...rung, assignedAt: 800 }),
        conversation({ id: 'rings', ...rung, assignedAt: 700 }),
      ],
      ada,
    );
    expect(waiting.map(({ id }) => id)).toEqual(['rings', 'rings later', 'long waiting']);
  });

  it('lets a priority count as a head start in line, and no more', () => {
    const waits = (id: string, queuedAt: number, priority: number) =>
      conversation({ id, state: 'waiting', ownerId: null, queuedAt, priority });
    const { line } = order(
      [waits('an hour', 0, 0), waits('high', 58 * minuteMs, 1), waits('urgent', 60 * minuteMs, 2)],
      ada,
      { high: 5 * minuteMs, urgent: 30 * minuteMs },
    );
    expect(line.map(({ id }) => id)).toEqual(['an hour', 'urgent', 'high']);
  });

  it('keeps the line in ticket order, whoever wrote last', () => {
    const { line } = order(
      [
        conversation({ id: 'second', state: 'waiting', ownerId: null, ticket: 12, waitingSince: 1 }),
        conversation({ id: 'first', state: 'waiting', ownerId: null, ticket: 7, waitingSince: 900 }),
      ],
      ada,
    );
    expect(line.map(({ id }) => id)).toEqual(['first', 'second']);
  });

  it('tells apart what is hers, what is answered, left messages and the chats of bo', () => {
    const sections = order(
      [
        conversation({ id: 'answered', waitingSince: null }),
        conversation({ id: 'left', kind: 'case', state: 'waiting', ownerId: null, waitingSince: 5 }),
        conversation({ id: 'taken case', kind: 'case', waitingSince: 5 }),
        conversation({ id: 'of bo', ownerId: bo, waitingSince: 5 }),
        conversation({ id: 'closed', state: 'closed' }),
      ],
      ada,
    );
    expect(layoutOf(sections)).toEqual({
      waiting: ['taken case'],
      line: [],
      answered: ['answered'],
      left: ['left'],
      colleagues: ['of bo'],
    });
  });
});

describe('a list under the mouse', () => {
  const layout: fc.Arbitrary<Layout> = fc
    .uniqueArray(fc.nat(30).map(String), { maxLength: 20 })
    .chain((ids) => fc.tuple(...ids.map((id) => fc.tuple(fc.constant(id), fc.constantFrom(...sectionNames)))))
    .map((placed) => {
      const ids = (name: string) => placed.filter(([, section]) => section === name).map(([id]) => id);
      return {
        waiting: ids('waiting'),
        line: ids('line'),
        answered: ids('answered'),
        left: ids('left'),
        colleagues: ids('colleagues'),
      };
    });

  it('moves no row, and shows every newcomer exactly once', () => {
    fc.assert(
      fc.property(layout, layout, (shown, fresh) => {
        const frozen = freeze(shown, fresh);
        expect(frozen.layout).toEqual(shown);
        const all = [...sectionNames.flatMap((name) => frozen.layout[name]), ...frozen.newcomers];
        expect(new Set(all).size).toBe(all.length);
        for (const id of sectionNames.flatMap((name) => fresh[name])) expect(all).toContain(id);
      }),
    );
  });
});

describe('a wait', () => {
  it('is calm, then long, then too long, sooner for an answer than for a left message', () => {
    expect([0, 60_000, 180_000].map((ms) => urgency(ms, 'answer'))).toEqual(['calm', 'long', 'late']);
    expect([180_000, 4 * 3_600_000].map((ms) => urgency(ms, 'message'))).toEqual(['calm', 'long']);
  });
});
