import type { Place, Wait } from '@straks/shared/queue/queue.protocol.ts';
import { expect, test } from 'vitest';
import { isWorthOffering, waysOf } from './offers.ts';
import { tell } from './progress.ts';

const minute = 60_000;
const place = (wait: Wait, more: Partial<Place> = {}): Place => ({
  conversationId: 'conversation-000001',
  position: 3,
  wait,
  since: 0,
  at: 0,
  ...more,
});
const about = (likely: number, within: number): Wait => ({
  kind: 'range',
  likelyMs: likely * minute,
  withinMs: within * minute,
});
const isOffered = (standing: Place) => isWorthOffering(standing, tell(null, standing));

test('ada is not asked to go elsewhere when the wait is short', () => {
  expect(isOffered(place(about(4, 6)))).toBe(false);
  expect(isOffered(place({ kind: 'now' }))).toBe(false);
  expect(isOffered(place({ kind: 'unknown' }))).toBe(false);
});

test('a wait that is long, or not as told, comes with a choice', () => {
  expect(isOffered(place(about(12, 20)))).toBe(true);
  expect(isOffered(place({ kind: 'range', likelyMs: minute, withinMs: 15 * minute, vague: true }))).toBe(
    true,
  );
  expect(isOffered(place(about(2, 3), { slip: 'late' }))).toBe(true);
  expect(isOffered(place({ kind: 'closed' }))).toBe(true);
  expect(isOffered(place({ kind: 'away', backWithinMs: null }))).toBe(true);
  expect(isOffered(place({ kind: 'closing', closesAt: minute, chancePercent: 40 }))).toBe(true);
  expect(isOffered(place(about(1, 2), { hold: { by: 'mail', called: null, passedOn: true } }))).toBe(true);
});

test('only what the site can do is offered; a message always', () => {
  expect(waysOf({ offers: { callback: false, mail: false } }, false)).toEqual(['message']);
  expect(waysOf({ offers: { callback: true, mail: true } }, false)).toEqual(['tell', 'call', 'message']);
  expect(waysOf({ offers: { callback: false, mail: false } }, true)).toEqual(['tell', 'message']);
});
