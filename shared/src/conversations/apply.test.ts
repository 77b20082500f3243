import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../messages/messages.protocol.ts';
import { apply, applyForAgent, preview, waitingSince } from './apply.ts';
import type { AgentConversation, VisitorConversation } from './conversations.protocol.ts';

const fresh: VisitorConversation = {
  id: 'conversation-000001',
  kind: 'chat',
  state: 'waiting',
  lastSeq: 0,
  readByVisitorSeq: 0,
  readByAgentSeq: 0,
  openedAt: 0,
  closedAt: null,
  rating: null,
  heldUntil: null,
  waitingSince: null,
  agent: null,
};

const freshForAgent: AgentConversation = {
  id: fresh.id,
  kind: 'chat',
  state: 'waiting',
  lastSeq: 0,
  readByVisitorSeq: 0,
  readByAgentSeq: 0,
  openedAt: 0,
  closedAt: null,
  rating: null,
  heldUntil: null,
  inboxSeq: 1,
  departmentId: 'department-0000001',
  ticket: 1,
  lastAt: 0,
  queuedAt: null,
  priority: 0,
  assignedAt: null,
  acceptedAt: null,
  escalated: false,
  ownerId: null,
  epoch: 0,
  visitor: { name: 'Ada', email: null, language: 'nb', online: true, pageUrl: null },
  waitingSince: null,
  category: null,
  preview: '',
};

type Fact = Entry extends infer E ? (E extends Entry ? Omit<E, 'seq' | 'at'> : never) : never;
const said = (from: 'visitor' | 'agent', text = 'hei'): Fact => ({
  kind: 'message',
  from,
  id: '00000000-0000-4000-8000-000000000000',
  text,
});
const queued: Fact = { kind: 'queued' };
const bo: Fact = { kind: 'assigned', agent: { name: 'Bo' }, epoch: 1 };

/** Facts numbered as a server would number them, one a second. */
const story = (...facts: Fact[]): Entry[] =>
  facts.map((fact, index) => ({ ...fact, seq: index + 1, at: 1_000 * (index + 1) }) as Entry);
const tell = (entries: Entry[]) => entries.reduce(apply, fresh);
const tellAgent = (entries: Entry[]) => entries.reduce(applyForAgent, freshForAgent);

describe('what ada sees', () => {
  test('she asks, waits, and bo answers', () => {
    expect(tell(story(said('visitor'), queued))).toMatchObject({ state: 'waiting', agent: null });
    expect(tell(story(said('visitor'), queued, bo))).toMatchObject({
      state: 'active',
      agent: { name: 'Bo' },
      lastSeq: 3,
    });
  });

  test('bo loses connection: she waits again and he no longer stands there as if he did', () => {
    const gone: Fact = { kind: 'returned', reason: 'agent_gone', epoch: 2 };
    expect(tell(story(said('visitor'), queued, bo, gone))).toMatchObject({ state: 'waiting', agent: null });
  });

  test('her waiting chat becomes a case when she leaves a message', () => {
    const left: Fact = { kind: 'left_message' };
    expect(tell(story(said('visitor'), queued, left))).toMatchObject({ kind: 'case', state: 'waiting' });
  });

  test('after closing she still sees who helped, and her thumb', () => {
    const closed: Fact = { kind: 'closed', by: 'agent' };
    const rated: Fact = { kind: 'rated', helped: true };
    expect(tell(story(said('visitor'), queued, bo, closed, rated))).toMatchObject({
      state: 'closed',
      closedAt: 4_000,
      agent: { name: 'Bo' },
      rating: { helped: true },
    });
  });
});

describe('how long she has waited, as bo sees it', () => {
  test('being taken does not end the wait, an answer does', () => {
    expect(tellAgent(story(said('visitor'), queued, bo)).waitingSince).toBe(1_000);
    expect(tellAgent(story(said('visitor'), queued, bo, said('agent'))).waitingSince).toBe(null);
  });

  test('it counts from the first of several unanswered messages', () => {
    const since = [said('visitor'), said('visitor')].reduce<number | null>(
      (before, fact, index) => waitingSince(before, { ...fact, seq: index + 1, at: 10 + index } as Entry),
      null,
    );
    expect(since).toBe(10);
  });

  test('nobody waits in a closed chat', () => {
    const closed: Fact = { kind: 'closed', by: 'visitor' };
    expect(tellAgent(story(said('visitor'), queued, closed)).waitingSince).toBe(null);
  });

  test('the list shows the first line of the last words', () => {
    expect(tellAgent(story(said('visitor', 'Hei\nhvor er pakken?'))).preview).toBe('Hei');
    expect(preview('x'.repeat(500))).toHaveLength(120);
  });

  test('a long line is not cut through a sign of two halves', () => {
    expect(preview('👩‍🚀'.repeat(100)).isWellFormed()).toBe(true);
  });
});

const anyFact = fc.constantFrom<Fact>(
  said('visitor'),
  said('agent'),
  queued,
  bo,
  { kind: 'left_message' },
  { kind: 'returned', reason: 'given_back', epoch: 2 },
  { kind: 'closed', by: 'agent' },
  { kind: 'left', reason: 'not_seen' },
  { kind: 'rated', helped: false },
);

test('a snapshot taken anywhere, with what came after it, equals the whole story; repeats change nothing', () => {
  fc.assert(
    fc.property(fc.array(anyFact, { maxLength: 30 }), fc.nat(30), fc.nat(30), (facts, cut, back) => {
      const entries = story(...facts);
      const snapshot = tell(entries.slice(0, cut));
      const resent = entries.slice(Math.max(0, cut - back));
      expect(resent.reduce(apply, snapshot)).toEqual(tell(entries));
      const agentSnapshot = tellAgent(entries.slice(0, cut));
      expect(resent.reduce(applyForAgent, agentSnapshot)).toEqual(tellAgent(entries));
    }),
  );
});
