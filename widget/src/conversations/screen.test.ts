import type { VisitorConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import { expect, test } from 'vitest';
import type { UnsentOutgoing } from '../connection/outgoing.ts';
import { screenOf } from './screen.ts';

const conversation = (more: Partial<VisitorConversation>): VisitorConversation => ({
  id: 'conversation-000001',
  kind: 'chat',
  state: 'waiting',
  lastSeq: 1,
  readByVisitorSeq: 0,
  readByAgentSeq: 0,
  openedAt: 0,
  closedAt: null,
  heldUntil: null,
  waitingSince: null,
  rating: null,
  agent: null,
  ...more,
});
const request: UnsentOutgoing = {
  id: 'a',
  pressedMs: 1,
  request: { event: 'chat:request', text: 'Hi', language: 'en' },
};

test('before she has asked there is the form, and while her words are on their way she sees them', () => {
  expect(screenOf(null, [], null)).toBe('welcome');
  expect(screenOf(null, [request], null)).toBe('asking');
  expect(screenOf(null, [{ ...request, failed: 'closed_now' }], null)).toBe('welcome');
});

test('she waits, talks, or has left a message', () => {
  expect(screenOf(conversation({}), [], null)).toBe('line');
  expect(screenOf(conversation({ state: 'active' }), [], null)).toBe('chat');
  expect(screenOf(conversation({ kind: 'case' }), [], null)).toBe('case');
  expect(screenOf(conversation({ kind: 'case', state: 'active' }), [], null)).toBe('case');
});

test('an ended chat stands until she puts it away, and asking again goes over it', () => {
  const ended = conversation({ state: 'closed' });
  expect(screenOf(ended, [], null)).toBe('after');
  expect(screenOf(ended, [], ended.id)).toBe('welcome');
  expect(screenOf(ended, [request], ended.id)).toBe('asking');
});
