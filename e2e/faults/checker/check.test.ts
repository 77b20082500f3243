import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from './check.ts';
import type { Entry } from './dump.ts';
import type { Invariant } from './report.ts';
import type { Bug } from './testing/bugs.ts';
import { type Run, run } from './testing/run.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const violated = ({ history, dump }: Run): Invariant[] => {
  // The model of a server counts chats and weighs none: there nobody falls asleep.
  const { violations } = check(history, dump, { asleepAfterMs: Number.POSITIVE_INFINITY });
  return [...new Set(violations.map(({ invariant }) => invariant))];
};

function lean({ data, ...entry }: Entry): Entry {
  const { agentId, epoch, by, reason } = data ?? {};
  const kept = Object.fromEntries(
    Object.entries({ epoch, by, reason }).filter(([, value]) => value !== undefined),
  );
  return { ...entry, senderId: entry.senderId ?? agentId ?? null, data: kept };
}

describe('a server that keeps its promises', () => {
  test('passes, and leaves nothing unchecked', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { history, dump } = run(seed);
        const { violations, notChecked } = check(history, dump);
        expect({ violations, notChecked }).toEqual({ violations: [], notChecked: [] });
      }),
      { numRuns: 100 },
    );
  });

  test('passes by its times alone, when its entries carry no commit numbers', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { history, dump } = run(seed);
        const entries = dump.entries.map(({ commit: _, ...entry }): Entry => entry);
        const { violations, notChecked } = check(history, { ...dump, entries });
        expect(violations).toEqual([]);
        expect(notChecked).toEqual([expect.stringContaining('I8: entries carry no commit numbers')]);
      }),
      { numRuns: 30 },
    );
  });

  test('passes by a lean log, which tells of owners only by their epoch', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { history, dump } = run(seed);
        const entries = dump.entries.map(lean);
        expect(check(history, { ...dump, entries }).violations).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('whatever the order in which the database is read', () => {
    const { history, dump } = run(7);
    const { entries, conversations } = dump;
    const turned = { ...dump, entries: entries.toReversed(), conversations: conversations.toReversed() };
    expect(check(history, turned).violations).toEqual([]);
  });
});

const caught: Record<Bug, Invariant> = {
  'ack before commit': 'I1',
  'ack with the seq of another row': 'I1',
  'no dedupe': 'I2',
  'seq from memory leaves a gap': 'I3',
  'seq from memory is given twice': 'I3',
  'a group of messages committed in reverse': 'I4',
  'fan-out before commit': 'I5',
  'stores what it refused': 'I5',
  'last entry lost on the way': 'I6',
  'edit undone at a client': 'I7',
  'last in, first out': 'I8',
  'one department starves another': 'I8',
  'capacity read, then written': 'I9',
  'owner read, then written': 'I10',
  'epoch not counted up': 'I10',
  'stale owner may reply': 'I10',
  'assigns to a dead lease': 'I11',
  'new ticket after a reload': 'I12',
  'new chat after a reload': 'I12',
  'leaves her before the grace is over': 'I12',
  'never says she left': 'I12',
  'says she left twice': 'I12',
  'two tabs open two chats': 'I13',
  'a dead lease stays green': 'I14',
  'notes go to everyone in the room': 'I15',
  'erased only in the list': 'I16',
};

describe('a server with a bug is caught, for the right reason and no other', () => {
  test.each(Object.entries(caught) as [Bug, Invariant][])('%s: %s', (bug, invariant) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(violated(run(seed, bug))).toEqual([invariant]);
      }),
      { numRuns: 15 },
    );
  });
});
