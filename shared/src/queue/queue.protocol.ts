import { type Static, Type } from 'typebox';
import { DurationMs, Id, Instant, Nothing, strict } from '../wire/wire.protocol.ts';

/** What we say about the wait: a range checked against reality, or a typed reason for having none. */
export const Wait = Type.Union([
  strict({ kind: Type.Literal('now') }),
  strict({
    kind: Type.Literal('range'),
    /** Half wait less than this. */
    likelyMs: DurationMs,
    /** Eight in ten wait less than this: the promise. */
    withinMs: DurationMs,
  }),
  strict({ kind: Type.Literal('unknown') }),
  strict({ kind: Type.Literal('closed') }),
]);
export type Wait = Static<typeof Wait>;

/** A whole place in line, complete in itself: the newest `at` wins. */
export const Place = strict({
  conversationId: Id,
  position: Type.Integer({ minimum: 1 }),
  wait: Wait,
  /** When she joined the line; the elapsed wait is counted on the server's clock. */
  since: Instant,
  at: Instant,
  /** Said when the number went up. */
  reason: Type.Optional(Type.Union([Type.Literal('returned'), Type.Literal('priority')])),
});
export type Place = Static<typeof Place>;

export const queueUp = {
  /** Leaves the line and closes the conversation. */
  'queue:leave': { request: strict({ conversationId: Id }), answer: Nothing },
} as const;

export const queueDown = { place: Place } as const;
