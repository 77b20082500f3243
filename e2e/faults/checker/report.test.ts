import { expect, test } from 'vitest';
import { check } from './check.ts';
import type { Line, LineOf } from './line.ts';
import type { Invariant } from './report.ts';
import { run } from './testing/run.ts';

const nothing = { conversations: [], entries: [], agents: [] };
const violated = (history: Line[], dump: Parameters<typeof check>[1], options = {}): Invariant[] => [
  ...new Set(check(history, dump, options).violations.map(({ invariant }) => invariant)),
];

test('an empty history proves nothing, and says so of every statement', () => {
  const { violations, notChecked } = check([], nothing);
  expect(violations).toEqual([]);
  const silent = new Set(notChecked.map((says) => says.split(':')[0]));
  expect([...silent].sort()).toEqual(Array.from({ length: 16 }, (_, index) => `I${index + 1}`).sort());
});

test('a fault that never ended leaves the heads unproven', () => {
  const { history, dump } = run(1);
  const fault: Line = { t: 1, client: 'x', role: 'server', op: 'fault', phase: 'invoke', kind: 'disk' };
  expect(check([...history, fault], dump).notChecked).toContain('I6: the fault disk never ended');
});

test('a client that falls silent is named', () => {
  const { history, dump } = run(2);
  const [list] = history.filter(
    (line): line is LineOf<'list'> => line.op === 'list' && line.role === 'agent',
  );
  const { notChecked } = check(
    history.filter((line) => line.op !== 'list' || line.client !== list?.client),
    dump,
  );
  expect(notChecked).toEqual([`I3: 1 clients (${list?.client}) gave no list at the end`]);
});

test('entries a role may not see are named by the caller', () => {
  const { history, dump } = run(3);
  expect(violated(history, dump, { hidden: { visitor: ['note', 'assigned'], agent: [] } })).toEqual(['I3']);
  const missed = violated(history, dump, { hidden: { visitor: [], agent: [] } });
  expect(missed.length).toBeGreaterThan(0);
  expect(['I3', 'I6']).toEqual(expect.arrayContaining(missed));
});

test('what the server makes of a body is named by the caller', () => {
  const { history, dump } = run(4);
  const masked = (body: string) => body.replaceAll('e', '*');
  for (const row of dump.entries) row.body = row.body && masked(row.body);
  const seen = history.filter((line) => !['receive', 'list', 'frame'].includes(line.op));
  expect(violated(seen, dump)).toContain('I1');
  expect(violated(seen, dump, { stored: masked })).not.toContain('I1');
});

test('passing over someone the agent may not take is no injustice', () => {
  const { history, dump } = run(5, 'last in, first out');
  expect(violated(history, dump)).toEqual(['I8']);
  expect(violated(history, dump, { eligible: () => false })).toEqual([]);
});

test('counts what was sent, acked and suppressed, and times the first ack after each fault', () => {
  const at = { client: 'tab', role: 'visitor', op: 'send', conversation: 'c' } as const;
  const fault = { client: 'x', role: 'server', op: 'fault', kind: 'kill' } as const;
  const history: Line[] = [
    { ...at, t: 1, phase: 'invoke', id: 'a', body: 'hi' },
    { ...at, t: 2, phase: 'ok', id: 'a', seq: 1 },
    { ...at, t: 3, phase: 'invoke', id: 'b', body: 'ho' },
    { ...fault, t: 10, phase: 'invoke' },
    { ...fault, t: 20, phase: 'ok' },
    { ...at, t: 21, phase: 'invoke', id: 'b' },
    { ...at, t: 25, phase: 'ok', id: 'b', seq: 2, duplicate: true },
    { ...at, t: 26, phase: 'ok', id: 'b', seq: 2 },
    { ...at, t: 27, phase: 'invoke', id: 'c', body: 'lost' },
    { ...fault, t: 30, phase: 'invoke' },
    { ...fault, t: 40, phase: 'ok' },
  ];
  expect(check(history, nothing).figures).toEqual({
    sent: 3,
    acked: 2,
    duplicatesSuppressed: 2,
    firstAckMs: [
      { fault: 'kill', endMs: 20, ms: 5 },
      { fault: 'kill', endMs: 40, ms: null },
    ],
    listsCompared: 0,
  });
});

test('takes a hundred thousand lines in a few seconds', () => {
  const { history, dump } = run(6, null, 11_000);
  expect(history.length).toBeGreaterThan(100_000);
  const start = performance.now();
  expect(check(history, dump).violations).toEqual([]);
  expect(performance.now() - start).toBeLessThan(4_000);
});
