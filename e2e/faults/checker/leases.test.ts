import { expect, test } from 'vitest';
import { check } from './check.ts';
import type { DatabaseDump } from './dump.ts';
import type { Line } from './line.ts';
import type { Invariant } from './report.ts';

const bo = { client: 'console-bo', role: 'agent', phase: 'ok' } as const;
const renewed = (t: number): Line => ({
  ...bo,
  op: 'lease',
  agentId: 'bo',
  t,
  fromMs: t,
  untilMs: t + 30_000,
});
const eva = { client: 'console-eva', role: 'agent', phase: 'ok', op: 'presence', agentId: 'bo' } as const;
const shown = (t: number, online: boolean): Line => ({ ...eva, t, online });
const nobody: DatabaseDump = { conversations: [], entries: [], agents: [] };

const assignedAt = (atMs: number, manual = false): DatabaseDump => ({
  ...nobody,
  conversations: [
    {
      id: 'conversation_of_ada',
      siteId: 'shop',
      visitorId: 'ada',
      state: 'active',
      kind: 'chat',
      ticket: 1,
      orderMs: 0,
      ownerId: 'bo',
      epoch: 1,
      lastSeq: 2,
      openedMs: 0,
      closedMs: null,
    },
  ],
  entries: [
    { ...system, seq: 1, kind: 'queued', senderId: null, atMs: 0 },
    { ...system, seq: 2, kind: 'assigned', senderId: 'bo', atMs, data: { epoch: 1, manual } },
  ],
});
const system = {
  conversationId: 'conversation_of_ada',
  sender: 'system',
  clientMessageId: null,
  body: null,
} as const;

function of(invariant: Invariant, history: Line[], dump: DatabaseDump): string[] {
  const { violations, notChecked } = check(history, dump);
  const unproven = notChecked.filter((says) => says.startsWith(`${invariant}:`));
  return [...violations.filter((v) => v.invariant === invariant).map(({ says }) => says), ...unproven];
}

const renewals = [renewed(0), renewed(10_000), renewed(20_000)];

test('a lease told by renewals lives until the last of them ends', () => {
  expect(of('I11', renewals, assignedAt(50_000))).toEqual([]);
  expect(of('I11', renewals, assignedAt(50_001))).toEqual(['assigned 1 ms after the lease ended']);
});

test('what she takes by hand needs no lease', () => {
  expect(of('I11', renewals, assignedAt(50_001, true))).toEqual([]);
});

test('an agent without any lease is given nothing', () => {
  const other = renewals.map((line): Line => (line.op === 'lease' ? { ...line, agentId: 'eva' } : line));
  expect(of('I11', other, assignedAt(1))).toEqual(['assigned without a lease']);
});

test('her colleagues see her gone within five seconds of the end', () => {
  expect(of('I14', [...renewals, shown(0, true), shown(55_000, false)], nobody)).toEqual([]);
  expect(of('I14', [...renewals, shown(0, true), shown(55_001, false)], nobody)).toEqual([
    'shown online 5001 ms after the lease ended',
  ]);
});

test('a colleague who looks at a stale list is caught by whatever she does later', () => {
  const sign: Line = { ...bo, client: 'console-eva', op: 'read', conversation: 'c', seq: 1, t: 60_000 };
  expect(of('I14', [...renewals, shown(0, true)], nobody)).toEqual([]);
  expect(of('I14', [...renewals, shown(0, true), sign], nobody)).toEqual([
    'shown online 10000 ms after the lease ended',
  ]);
});

test('showing her online again after her end is as wrong', () => {
  const history = [
    ...renewals,
    shown(0, true),
    shown(51_000, false),
    shown(70_000, true),
    shown(71_000, false),
  ];
  expect(of('I14', history, nobody)).toEqual(['shown online 21000 ms after the lease ended']);
});

test('a fault gives five seconds more from its own end', () => {
  const kill = { client: 'x', role: 'server', op: 'fault', kind: 'kill' } as const;
  const fault: Line[] = [
    { ...kill, phase: 'invoke', t: 49_000 },
    { ...kill, phase: 'ok', t: 60_000 },
  ];
  expect(of('I14', [...renewals, ...fault, shown(0, true), shown(65_000, false)], nobody)).toEqual([]);
  expect(of('I14', [...renewals, ...fault, shown(0, true), shown(65_001, false)], nobody)).toHaveLength(1);
});
