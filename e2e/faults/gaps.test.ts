import { messageId } from '@straks/shared/messages/message-id.ts';
import { expect, test } from 'vitest';
import type { DatabaseDump, Entry } from './checker/dump.ts';
import type { Line, LineOf } from './checker/line.ts';
import { type GapEvidence, gapsOf } from './gaps.ts';

type Row = Pick<Entry, 'seq' | 'sender' | 'atMs'> & { kind?: string };

const conversation = 'chat';
const fault: Line = {
  op: 'fault',
  phase: 'invoke',
  t: 1_000,
  client: 'faults',
  role: 'server',
  kind: 'sigterm',
};
const restarted: Line = { ...fault, phase: 'ok', t: 60_000 };

const dumpOf = (rows: Row[]): DatabaseDump => ({
  conversations: [],
  entries: rows.map((row) => ({ kind: 'message', ...row, conversationId: conversation }) as Entry),
  agents: [],
});

const takes = (client: 'ada' | 'bo', seq: number, t: number): Line => ({
  ...{ op: 'receive', phase: 'ok', t, client, role: client === 'ada' ? 'visitor' : 'agent', conversation },
  ...{ seq, id: null, sender: 'visitor', kind: 'message', body: '' },
});
const owns = (t: number, isHers = true): Line => ({
  ...{ op: 'owner', phase: 'ok', t, client: 'bo', role: 'agent', conversation },
  ...{ agentId: 'b', epoch: 1, owns: isHers },
});
const adaSends = (phase: LineOf<'send'>['phase'], t: number, id: string): Line => ({
  ...{ op: 'send', phase, t, client: 'ada', role: 'visitor', id, conversation },
});

const judged = (lines: Line[], dump: DatabaseDump, absences: GapEvidence['absences'] = new Map()) =>
  gapsOf({ history: [...lines, restarted].sort((a, b) => a.t - b.t), dump, absences });

test('what bo reads six seconds after ada said it is a gap of six seconds', () => {
  const lines = [fault, owns(500), takes('bo', 1, 600), takes('bo', 2, 8_000)];
  const dump = dumpOf([
    { seq: 1, sender: 'visitor', atMs: 590 },
    { seq: 2, sender: 'visitor', atMs: 2_000 },
  ]);
  expect(judged(lines, dump).gapMaxMs).toBe(6_000);
});

test('what was said before the first fault is none of it, nor what bo said himself', () => {
  const lines = [fault, owns(100), takes('bo', 1, 900), takes('bo', 2, 9_000)];
  const dump = dumpOf([
    { seq: 1, sender: 'visitor', atMs: 200 },
    { seq: 2, sender: 'agent', atMs: 2_000 },
  ]);
  expect(judged(lines, dump).gapMaxMs).toBe(0);
});

test('who closes his lid misses nothing meanwhile, and what was late until then was late', () => {
  const lines = [fault, owns(500), takes('bo', 1, 600), takes('bo', 2, 30_000), takes('bo', 3, 30_000)];
  const dump = dumpOf([
    { seq: 1, sender: 'visitor', atMs: 590 },
    { seq: 2, sender: 'visitor', atMs: 2_000 },
    { seq: 3, sender: 'visitor', atMs: 5_000 },
  ]);
  const asleep = new Map([['bo', [{ fromMs: 3_000, untilMs: 29_000 }]]]);
  expect(judged(lines, dump, asleep).gapMaxMs).toBe(1_000);
});

test('what never came was late until the chat was somebody else’s', () => {
  const lines = [fault, owns(500), takes('bo', 1, 600), owns(9_000, false)];
  const dump = dumpOf([
    { seq: 1, sender: 'visitor', atMs: 590 },
    { seq: 2, sender: 'visitor', atMs: 2_000 },
    { seq: 3, sender: 'visitor', atMs: 12_000 },
  ]);
  expect(judged(lines, dump).gapMaxMs).toBe(7_000);
});

test('ada waits for her ack from pressing send, over all tries', () => {
  const id = messageId(2_000);
  const lines = [
    ...[fault, takes('ada', 1, 500), adaSends('invoke', 4_000, id), adaSends('info', 5_000, id)],
    ...[adaSends('invoke', 5_500, id), adaSends('ok', 6_000, id)],
  ];
  expect(judged(lines, dumpOf([]))).toEqual({ gapP99Ms: 4_000, gapMaxMs: 4_000, failedSends: 0 });
});

test('words never taken are a failed send, unless ada left or the chat was over', () => {
  const id = messageId(2_000);
  const lines = [fault, takes('ada', 1, 500), adaSends('invoke', 2_000, id), adaSends('info', 9_000, id)];
  expect(judged(lines, dumpOf([]))).toEqual({ gapP99Ms: 58_000, gapMaxMs: 58_000, failedSends: 1 });
  const gone = new Map([['ada', [{ fromMs: 3_000, untilMs: Number.POSITIVE_INFINITY }]]]);
  expect(judged(lines, dumpOf([]), gone)).toEqual({ gapP99Ms: 1_000, gapMaxMs: 1_000, failedSends: 0 });
  const closed = dumpOf([{ seq: 2, sender: 'system', atMs: 2_500, kind: 'closed' }]);
  expect(judged(lines, closed)).toEqual({ gapP99Ms: 500, gapMaxMs: 500, failedSends: 0 });
});

test('bo writes as his chat is closed, and is refused before a node’s clock says that it was: no failed send', () => {
  const id = messageId(2_000);
  const refused = { ...adaSends('fail', 2_010, id), ...{ retry: false, code: 'already_closed' } };
  const lines = [fault, takes('ada', 1, 500), adaSends('invoke', 2_000, id), refused];
  const closedAt = (atMs: number) => dumpOf([{ seq: 2, sender: 'system', atMs, kind: 'closed' }]);
  expect(judged(lines, closedAt(2_019)).failedSends).toBe(0);
  expect(judged(lines, closedAt(3_000)).failedSends).toBe(1);
});

test('what bo says is refused because he had slept, and another agent has the chat: that is no failed send', () => {
  const id = messageId(5_000);
  const sends = (phase: LineOf<'send'>['phase'], t: number): Line => ({
    ...{ op: 'send', phase, t, client: 'bo', role: 'agent', id, conversation },
    ...(phase === 'fail' && { retry: false, code: 'not_yours' }),
  });
  const lines = [fault, owns(100), sends('invoke', 5_000), sends('fail', 5_100)];
  expect(judged(lines, dumpOf([])).failedSends).toBe(1);
  const slept = new Map([['bo', [{ fromMs: 200, untilMs: 4_000 }]]]);
  expect(judged(lines, dumpOf([]), slept).failedSends).toBe(0);
});
