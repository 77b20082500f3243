import { apply } from '@straks/shared/conversations/apply.ts';
import type { VisitorConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHistory } from './history.model.ts';

const id = 'conversation-000001';
const snapshot: VisitorConversation = {
  id,
  kind: 'chat',
  state: 'waiting',
  lastSeq: 0,
  readByVisitorSeq: 0,
  readByAgentSeq: 0,
  openedAt: 0,
  closedAt: null,
  heldUntil: null,
  waitingSince: null,
  rating: null,
  agent: null,
};
const said = (seq: number, from: 'visitor' | 'agent'): Entry => ({
  seq,
  at: seq,
  kind: 'message',
  from,
  id: `id-${seq}`,
  text: `${seq}`,
});
const bo: Entry = { seq: 2, at: 2, kind: 'assigned', agent: { name: 'Bo' }, epoch: 1 };
const log = [said(1, 'visitor'), bo, said(3, 'agent'), said(4, 'visitor'), said(5, 'agent')];

describe('what ada has heard', () => {
  test('a snapshot with its entries says who answers', () => {
    const history = createHistory();
    history.adopt({ ...snapshot, lastSeq: 5, state: 'active', agent: { name: 'Bo' } }, log);
    expect(history.conversation.value).toMatchObject({ state: 'active', agent: { name: 'Bo' }, lastSeq: 5 });
  });

  test('an old snapshot with newer entries says the same', () => {
    const history = createHistory();
    history.adopt({ ...snapshot, lastSeq: 1 }, log);
    expect(history.conversation.value).toMatchObject({ state: 'active', agent: { name: 'Bo' }, lastSeq: 5 });
  });

  test('a page that begins too late is not taken, and says so', () => {
    const history = createHistory();
    history.adopt(snapshot, log.slice(0, 2));
    expect(history.adopt({ ...snapshot, lastSeq: 5 }, log.slice(3))).toBe(false);
    expect(history.timeline.value?.lastSeq).toBe(2);
  });

  test('entries of another conversation are foreign to her', () => {
    const history = createHistory();
    expect(history.hear(id, said(1, 'visitor'))).toBe('foreign');
    history.adopt(snapshot, []);
    expect(history.hear('conversation-000002', said(1, 'visitor'))).toBe('foreign');
  });

  test('unread counts the messages of the agent alone, and reading never goes back', () => {
    const history = createHistory();
    history.adopt(snapshot, log);
    expect(history.unread.value).toBe(2);
    history.readTo(id, { readByVisitorSeq: 3 });
    expect(history.unread.value).toBe(1);
    history.readTo(id, { readByVisitorSeq: 1 });
    expect(history.unread.value).toBe(1);
  });

  test('a new conversation takes the place of the last', () => {
    const history = createHistory();
    history.adopt(snapshot, log);
    history.adopt({ ...snapshot, id: 'conversation-000002' }, [said(1, 'visitor')]);
    expect(history.timeline.value).toMatchObject({ conversationId: 'conversation-000002', lastSeq: 1 });
    expect(history.conversation.value?.agent).toBe(null);
  });
});

const asOf = (count: number) => log.slice(0, count).reduce(apply, snapshot);

test('however frames and snapshots interleave, she ends with the server’s order', () => {
  const steps = fc.array(
    fc.record({ kind: fc.constantFrom('live', 'hello', 'sync'), at: fc.nat(log.length) }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(steps, (taken) => {
      const history = createHistory();
      history.adopt(snapshot, []);
      for (const { kind, at } of taken) {
        const after = history.timeline.value?.lastSeq ?? 0;
        const entry = log[at];
        if (kind === 'live' && entry) history.hear(id, entry);
        if (kind === 'hello') history.adopt(asOf(at), log.slice(Math.min(after, at), at));
        if (kind === 'sync') history.fill(id, log.slice(after, at));
      }
      history.fill(id, log.slice(history.timeline.value?.lastSeq ?? 0));
      expect(history.timeline.value?.entries).toEqual(log);
      expect(history.conversation.value).toMatchObject({
        state: 'active',
        lastSeq: 5,
        agent: { name: 'Bo' },
      });
    }),
  );
});
