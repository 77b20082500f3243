import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import { expect, test } from 'vitest';
import { silenceOf } from './silence.ts';

const minute = 60_000;
const chat = {
  state: 'active',
  agent: { name: 'Bo' },
  heldUntil: null,
  waitingSince: 0,
  readByAgentSeq: 2,
} as const;
const given: Entry = { seq: 2, at: minute, kind: 'assigned', agent: { name: 'Bo' }, epoch: 1 };
const answer = {
  seq: 3,
  at: minute,
  kind: 'message',
  from: 'agent',
  name: 'Bo',
  id: 'a',
  text: 'Hi',
} as Entry;

test('bo has the chat and says nothing: her wait goes on, from when she asked', () => {
  expect(silenceOf(chat, [given], 2 * minute)).toEqual({ kind: 'waiting', sinceMs: 0 });
});

test('while it rings at bo he is on his way; opened, her wait is told; who does not open it is not here', () => {
  const ringing = { ...chat, readByAgentSeq: 1 };
  expect(silenceOf(ringing, [given], 2 * minute)).toEqual({ kind: 'ringing' });
  expect(silenceOf({ ...ringing, waitingSince: null }, [given], 2 * minute)).toEqual({ kind: 'ringing' });
  expect(silenceOf(ringing, [given, answer], minute)).toBe(null);
});

test('once he has answered, a pause is not counted aloud at once', () => {
  expect(silenceOf(chat, [given, answer], minute)).toBe(null);
  expect(silenceOf(chat, [given, answer], 3 * minute)).toEqual({ kind: 'waiting', sinceMs: 0 });
  expect(silenceOf({ ...chat, waitingSince: null }, [given, answer], 9 * minute)).toBe(null);
});

test('an agent who looks into it said when she is back; past that, the wait is told', () => {
  const held = { ...chat, heldUntil: 5 * minute };
  expect(silenceOf(held, [given, answer], 4 * minute)).toEqual({ kind: 'held', untilMs: 5 * minute });
  expect(silenceOf(held, [given, answer], 6 * minute)).toEqual({ kind: 'waiting', sinceMs: 0 });
});

test('nobody who has the chat, nothing to say', () => {
  expect(silenceOf({ ...chat, state: 'waiting', agent: null }, [], minute)).toBe(null);
  expect(silenceOf(null, [], minute)).toBe(null);
});
