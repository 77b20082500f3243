import type { Place, Wait } from '@straks/shared/queue/queue.protocol.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Told } from './progress.ts';
import { tell } from './progress.ts';

const minute = 60_000;
const about = (likely: number, within: number): Wait => ({
  kind: 'range',
  likelyMs: likely * minute,
  withinMs: within * minute,
});
const place = (atMinute: number, wait: Wait, position = 3): Place => ({
  conversationId: 'conversation-000001',
  position,
  wait,
  since: 0,
  at: atMinute * minute,
});

test('the bar never goes back, whatever the places say', () => {
  const anyWait = fc.oneof(
    fc
      .record({ likely: fc.nat(60), more: fc.nat(60) })
      .map(({ likely, more }) => about(likely, likely + more)),
    fc.constant<Wait>({ kind: 'unknown' }),
    fc.constant<Wait>({ kind: 'now' }),
  );
  const places = fc.array(fc.tuple(fc.nat(120), anyWait, fc.integer({ min: 1, max: 30 })), { maxLength: 30 });
  fc.assert(
    fc.property(places, (said) => {
      let told: Told | null = null;
      for (const [atMinute, wait, position] of said) {
        const next: Told = tell(told, place(atMinute, wait, position));
        expect(next.progress).toBeGreaterThanOrEqual(told?.progress ?? 0);
        expect(next.progress).toBeLessThan(1);
        told = next;
      }
    }),
  );
});

describe('the time we told', () => {
  test('while it has not passed, nothing is excused', () => {
    const first = tell(null, place(0, about(3, 5)));
    expect(tell(first, place(4, about(2, 4))).slip).toBe(null);
  });

  test('once it has passed, we say so and tell a new one, also to a page that was offline then', () => {
    const first = tell(null, place(0, about(3, 5)));
    const later = tell(first, place(6, about(2, 4)));
    expect(later).toMatchObject({ slip: 'late', untilMs: 10 * minute });
  });

  test('what the server says of it is said until she has moved on, and then no more', () => {
    const longer = tell(tell(null, place(0, about(3, 5))), { ...place(2, about(8, 12)), slip: 'longer' });
    expect(longer).toMatchObject({ slip: 'longer', untilMs: 14 * minute });
    expect(tell(longer, place(3, about(7, 11))).slip).toBe('longer');
    expect(tell(longer, place(3, about(6, 10), 2)).slip).toBe(null);
  });

  test('a new wait begins without the excuse of the last', () => {
    const late = tell(tell(null, place(0, about(1, 1))), place(9, about(1, 1)));
    expect(tell(late, { ...place(9, about(1, 1)), conversationId: 'conversation-000002' }).slip).toBe(null);
  });
});
