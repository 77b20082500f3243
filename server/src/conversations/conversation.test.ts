import { apply, heldUntil, waitingSince } from '@straks/shared/conversations/apply.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Active,
  assign,
  becomeCase,
  type Closed,
  type Conversation,
  close,
  giveBack,
  hold,
  isActive,
  isClosed,
  isOpen,
  isWaiting,
  leave,
  queue,
  reopen,
  type Step,
  type Waiting,
} from './conversation.ts';
import { visitorView } from './views.ts';

const adas: Waiting = {
  ...{ id: 'conversation-000001', siteId: 'site', departmentId: 'support', visitorId: 'ada', kind: 'case' },
  ...{ state: 'waiting', ticket: 0, priority: 0, ownerId: null, epoch: 0, lastSeq: 0, inboxSeq: 0 },
  ...{ visitorReadSeq: 0, agentReadSeq: 0, openedMs: 1, queuedMs: null, assignedMs: null },
  ...{ firstResponseMs: null, waitingSinceMs: null, visitorSeenMs: 1, closedMs: null, closedBy: null },
  ...{
    orderMs: 0,
    line: 'support',
    skills: null,
    preferredAgentId: null,
    acceptedMs: null,
    answeredMs: null,
  },
  ...{ heldUntilMs: null, rungAt: null, escalated: 0 },
  ...{ category: null, language: 'en', pageUrl: null, preview: '' },
};
const bo = { id: 'bo', name: 'Bo' };
const place = (ticket: number, joinedMs: number) => ({
  ...{ departmentId: 'support', line: 'support', priority: 0, ticket, joinedMs, orderMs: joinedMs },
});

describe('a chat', () => {
  const waiting = queue(adas, place(7, 10)).to;
  const active = assign(waiting, bo, 20, null).to;

  test('goes to the line with a ticket, and to Bo with a new epoch', () => {
    expect(waiting).toMatchObject({ kind: 'chat', state: 'waiting', ticket: 7, queuedMs: 10, epoch: 0 });
    expect(active).toMatchObject({ state: 'active', ownerId: 'bo', ticket: 7, epoch: 1, assignedMs: 20 });
  });

  test('comes back with the ticket it had, and what Bo still holds of it is stale', () => {
    const { to, line } = giveBack(active, 'agent_gone');
    expect(to).toMatchObject({ state: 'waiting', ownerId: null, ticket: 7, queuedMs: 10, epoch: 2 });
    expect(line).toEqual({ kind: 'returned', reason: 'agent_gone', epoch: 2 });
  });

  test('gives up its place when it becomes a left message', () => {
    expect(becomeCase(waiting).to).toMatchObject({
      kind: 'case',
      state: 'waiting',
      ticket: 0,
      queuedMs: null,
    });
  });

  test('ends naming who ended it; who answered is still known', () => {
    expect(close(active, 'agent', 'Order', 30).to).toMatchObject({
      ...{ state: 'closed', ownerId: 'bo', closedBy: 'agent', category: 'Order', closedMs: 30 },
    });
    expect(leave(waiting, 'not_seen', 30).to).toMatchObject({ state: 'closed', closedBy: 'not_seen' });
  });

  test('takes no step from a state it is not in: the compiler says so', () => {
    const wrong = (ended: Closed, answered: Active, inLine: Waiting) => {
      // @ts-expect-error what is closed is not closed again
      close(ended, 'agent', null, 1);
      // @ts-expect-error what is closed is not given to anybody
      assign(ended, bo, 1, null);
      // @ts-expect-error nobody takes what another has
      assign(answered, bo, 1, null);
      // @ts-expect-error only an owner gives back
      giveBack(inLine, 'given_back');
      // @ts-expect-error who is answered does not leave the line
      leave(answered, 'visitor', 1);
    };
    expect(wrong).toBeTypeOf('function');
  });
});

/** What may be done with a conversation as it is, by name. */
function steps(c: Conversation, nowMs: number): Record<string, () => Step> {
  if (isClosed(c)) return { reopen: () => reopen(c, null) };
  if (!isOpen(c)) return {};
  const ends = { close: () => close(c, 'visitor', null, nowMs) };
  if (isActive(c)) {
    return {
      ...ends,
      giveBack: () => giveBack(c, 'given_back'),
      hold: () => hold(c, nowMs + 60_000),
      resume: () => hold(c, null),
    };
  }
  if (!isWaiting(c)) return {};
  return {
    ...ends,
    queue: () => queue(c, place(nowMs, nowMs)),
    becomeCase: () => becomeCase(c),
    assign: () => assign(c, bo, nowMs, null),
    leave: () => leave(c, 'not_seen', nowMs),
  };
}

test('whatever happens to it: an owner while active and only then, an epoch a hand-over, and a log that tells it all', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 25 }), (choices) => {
      let now: Conversation = adas;
      let seen = visitorView(now, null, null);
      for (const choice of choices) {
        const possible = Object.entries(steps(now, now.lastSeq + 100));
        if (possible.length === 0) break;
        const [name, take] = possible[choice % possible.length] as [string, () => Step];
        const { to, line } = take();
        const entry = { ...line, seq: now.lastSeq + 1, at: now.lastSeq + 100 } as Entry;
        const handedOver = name === 'assign' || name === 'giveBack';
        expect(to.epoch).toBe(now.epoch + (handedOver ? 1 : 0));
        if (name !== 'queue' && name !== 'becomeCase') expect(to.ticket).toBe(now.ticket);
        if (to.state !== 'closed') expect(to.state === 'active').toBe(to.ownerId !== null);
        now = {
          ...to,
          lastSeq: entry.seq,
          waitingSinceMs: waitingSince(now.waitingSinceMs, entry),
          heldUntilMs: heldUntil(now.heldUntilMs, entry),
        };
        seen = apply(seen, entry);
        expect(seen).toEqual(visitorView(now, seen.agent, null));
        if (now.state !== 'closed') expect(seen.agent).toEqual(now.ownerId ? { name: 'Bo' } : null);
      }
    }),
  );
});
