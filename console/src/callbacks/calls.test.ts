import type { AgentCallback } from '@straks/shared/callbacks/callback.protocol.ts';
import { describe, expect, it } from 'vitest';
import { conversation } from '../demo/conversations.ts';
import type { Call } from './calls.ts';
import { callsIn, overdueMs, toMakeNow } from './calls.ts';

const ada = 'agent-ada-000000000';
const bo = 'agent-bo-0000000000';
const minuteMs = 60_000;
const now = 1_000 * minuteMs;

const call = (
  id: string,
  callback: Partial<AgentCallback>,
  ownerId: string | null = null,
  state: Call['state'] = ownerId ? 'active' : 'waiting',
) =>
  conversation({
    id,
    ownerId,
    state,
    callback: {
      ...{ when: { kind: 'turn' }, phone: '+4722123456', shown: '+47 22 12 34 56', position: 1 },
      ...{ askedAt: 1, dueAt: null, tries: 0, triedAt: null, callingSince: null },
      ...callback,
    },
  }) as Call;
const slot = (fromMinutes: number): Partial<AgentCallback> => ({
  when: { kind: 'slot', startsAt: now + fromMinutes * minuteMs, endsAt: now + (fromMinutes + 30) * minuteMs },
  dueAt: now + fromMinutes * minuteMs,
});

describe('the calls to make', () => {
  const calls = callsIn(
    [
      call('third in line', { position: 3 }),
      call('tomorrow', slot(1_440)),
      call('at bo', slot(-60), bo),
      call('due', slot(-5)),
      call('mine, in turn', {}, ada),
      call('long due', slot(-45)),
      call('first in line', { position: 1 }),
      call('in an hour', slot(60)),
      call('closed', slot(-5), null, 'closed'),
      conversation({ id: 'a chat' }),
    ],
    ada,
    now,
  );
  const ids = (section: keyof typeof calls) => calls[section].map(({ id }) => id);

  it('begin with what ada has in hand, then what is due longest; what bo is at comes last', () => {
    expect(ids('now')).toEqual(['mine, in turn', 'long due', 'due', 'at bo']);
    expect(toMakeNow(calls, ada)).toBe(3);
  });

  it('go on with those in line by their place, then by the time that was promised', () => {
    expect(ids('turn')).toEqual(['first in line', 'third in line']);
    expect(ids('later')).toEqual(['in an hour', 'tomorrow']);
  });

  it('are overdue when the promised half hour has passed, not when it has begun', () => {
    expect(overdueMs(call('within', slot(-29)), now)).toBe(0);
    expect(overdueMs(call('after', slot(-35)), now)).toBe(5 * minuteMs);
    expect(overdueMs(call('again', { ...slot(-35), tries: 1, dueAt: now - minuteMs }), now)).toBe(minuteMs);
    expect(overdueMs(call('in turn', {}), now)).toBe(0);
  });
});
