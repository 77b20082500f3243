import type { Place, Wait } from '@straks/shared/queue/queue.protocol.ts';
import { describe, expect, test } from 'vitest';
import { type HeldPlace, isNear, mayBeCalled, shown } from './hold.ts';

const minuteMs = 60_000;
const held = (more: Partial<HeldPlace> = {}): HeldPlace => ({
  ...{ conversationId: 'c', siteId: 's', visitorId: 'v', by: 'mail', email: 'ada@home.example', keptMs: 0 },
  ...{ calledMs: null, returnByMs: null, backMs: null, passedOnMs: null },
  ...more,
});
const place = (wait: Wait): Place => ({ conversationId: 'c', position: 2, wait, since: 0, at: 0 });
const range = (likelyMs: number): Wait => ({ kind: 'range', likelyMs, withinMs: likelyMs * 2 });

describe('when ada is called', () => {
  test('as the next in line, whatever is said of the wait', () => {
    for (const wait of [{ kind: 'now' }, { kind: 'unknown' }, range(40 * minuteMs)] as Wait[]) {
      expect(isNear(true, place(wait))).toBe(true);
    }
  });
  test('further back, when half of those at her place would be served within three minutes', () => {
    expect(isNear(false, place(range(3 * minuteMs)))).toBe(true);
    expect(isNear(false, place(range(3 * minuteMs + 1)))).toBe(false);
    expect(isNear(false, place({ kind: 'unknown' }))).toBe(false);
    expect(isNear(false, place({ kind: 'now' }))).toBe(true);
  });
  test('not while nobody is there who could help her', () => {
    expect(isNear(true, place({ kind: 'away', backWithinMs: null }))).toBe(false);
    expect(isNear(true, place({ kind: 'closed' }))).toBe(false);
  });
});

describe('how often she is called', () => {
  const returnMs = 5 * minuteMs;
  const may = (more: Partial<HeldPlace>, nowMs: number) => mayBeCalled(held(more), returnMs, nowMs);

  test('not while she is called', () => {
    expect(may({}, 0)).toBe(true);
    expect(may({ calledMs: 0, returnByMs: returnMs }, 20 * minuteMs)).toBe(false);
  });
  test('called in vain, those behind her have as long for themselves first', () => {
    expect(may({ passedOnMs: minuteMs }, 5 * minuteMs)).toBe(false);
    expect(may({ passedOnMs: minuteMs }, 6 * minuteMs)).toBe(true);
  });
  test('she came, and her line goes and comes: not again and again', () => {
    expect(may({ calledMs: minuteMs }, 2 * minuteMs)).toBe(false);
    expect(may({ calledMs: minuteMs }, 6 * minuteMs)).toBe(true);
  });
});

test('she sees how her place is kept, until when she is awaited, and nothing once she is back', () => {
  expect(shown(held())).toEqual({ by: 'mail', called: null, passedOn: false });
  expect(shown(held({ calledMs: 1, returnByMs: 9, passedOnMs: 0 }))).toEqual({
    ...{ by: 'mail', called: { returnBy: 9 }, passedOn: true },
  });
  expect(shown(held({ backMs: 5 }))).toBe(undefined);
});
