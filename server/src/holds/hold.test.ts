import { describe, expect, test } from 'vitest';
import { type HeldPlace, mayBeCalled, shown } from './hold.ts';

const minuteMs = 60_000;
const held = (more: Partial<HeldPlace> = {}): HeldPlace => ({
  ...{ conversationId: 'c', siteId: 's', visitorId: 'v', by: 'mail', email: 'ada@home.example', keptMs: 0 },
  ...{ calledMs: null, returnByMs: null, backMs: null, passedOnMs: null },
  ...more,
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
