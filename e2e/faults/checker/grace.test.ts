import { expect, test } from 'vitest';
import { check } from './check.ts';
import type { DatabaseDump } from './dump.ts';
import type { Line } from './line.ts';

const graceMs = 60_000;
const ada = { client: 'tab', role: 'visitor', phase: 'ok', conversation: 'conversation_of_ada' } as const;
const came = (t: number, client = 'tab'): Line => ({ ...ada, client, op: 'joined', t, ticket: 7 });
const went = (t: number, client = 'tab'): Line => ({ ...ada, client, op: 'left', t });
const killed = (t: number, untilMs: number): Line[] => {
  const fault = { client: 'x', role: 'server', op: 'fault', kind: 'kill' } as const;
  return [
    { ...fault, phase: 'invoke', t },
    { ...fault, phase: 'ok', t: untilMs },
  ];
};

/** Ada joins the line at 0, and the log says that she left at these times. */
function wrong(history: Line[], ...goodbyesMs: number[]): string[] {
  const entry = { conversationId: 'conversation_of_ada', sender: 'system', senderId: null } as const;
  const empty = { clientMessageId: null, body: null } as const;
  const dump: DatabaseDump = {
    agents: [],
    conversations: [
      {
        id: 'conversation_of_ada',
        siteId: 'shop',
        visitorId: 'ada',
        state: goodbyesMs.length > 0 ? 'closed' : 'waiting',
        kind: 'chat',
        ticket: 7,
        orderMs: 0,
        ownerId: null,
        epoch: 0,
        lastSeq: 1 + goodbyesMs.length,
        openedMs: 0,
        closedMs: null,
      },
    ],
    entries: [
      { ...entry, ...empty, seq: 1, kind: 'queued', atMs: 0 },
      ...goodbyesMs.map((atMs, index) => ({ ...entry, ...empty, seq: 2 + index, kind: 'left', atMs })),
    ],
  };
  const { violations } = check(history, dump, { graceMs, graceSlackMs: 1_000 });
  return violations.map(({ invariant, says }) => `${invariant}: ${says}`);
}

test('one goodbye after the grace is right', () => {
  expect(wrong([came(0), went(10_000), came(100_000)], 70_500)).toEqual([]);
});

test('none is wrong once it is overdue', () => {
  expect(wrong([came(0), went(10_000), came(70_999)])).toEqual([]);
  expect(wrong([came(0), went(10_000), came(71_000)])).toEqual(['I12: away for 61000 ms, and no "left"']);
});

test('one within the grace is wrong', () => {
  expect(wrong([came(0), went(10_000), came(100_000)], 60_000)).toEqual([
    'I12: "left" after 50000 ms of absence',
  ]);
});

test('two are wrong', () => {
  expect(wrong([came(0), went(10_000), came(100_000)], 70_500, 80_000)).toEqual(['I12: "left" 2 times']);
});

test('with a second tab open she never went away', () => {
  const history = [came(0), came(1, 'second'), went(10_000), came(200_000)];
  expect(wrong(history)).toEqual([]);
  expect(wrong(history, 70_500)).toEqual(['I12: "left" while she was there']);
});

test('a server that was down may count her grace from its return', () => {
  const history = [came(0), went(10_000), ...killed(40_000, 50_000)];
  expect(wrong([...history, came(110_999)])).toEqual([]);
  expect(wrong([...history, came(111_000)])).toEqual(['I12: away for 101000 ms, and no "left"']);
});
