import { type Static, Type } from 'typebox';
import { DurationMs, Id, Instant, Nothing, nullable, strict } from '../wire/wire.protocol.ts';

/** What we say about the wait: a range checked against reality, or a typed reason for having none. */
export const Wait = Type.Union([
  strict({ kind: Type.Literal('now') }),
  strict({
    kind: Type.Literal('range'),
    /** Half wait less than this. */
    likelyMs: DurationMs,
    /** Eight in ten wait less than this: the promise. */
    withinMs: DurationMs,
    /** Too little is known for one number: it lies between the two. */
    vague: Type.Optional(Type.Literal(true)),
  }),
  strict({ kind: Type.Literal('unknown') }),
  /** Nobody who could help is here now; somebody usually is within this time, when enough was seen to say. */
  strict({ kind: Type.Literal('away'), backWithinMs: nullable(DurationMs) }),
  /** We may not reach her before closing; the chance that we do, rounded to tens. */
  strict({
    kind: Type.Literal('closing'),
    closesAt: Instant,
    chancePercent: Type.Integer({ minimum: 0, maximum: 100 }),
  }),
  strict({ kind: Type.Literal('closed') }),
]);
export type Wait = Static<typeof Wait>;

/** A place kept without waiting at the screen: called when her turn nears, as she chose. */
export const Hold = strict({
  by: Type.Union([Type.Literal('mail'), Type.Literal('tab'), Type.Literal('phone')]),
  /** Set once her turn has neared: she keeps her place until then. */
  called: nullable(strict({ returnBy: Instant })),
  /** Those behind her were served once already because she did not come. */
  passedOn: Type.Boolean(),
});
export type Hold = Static<typeof Hold>;

/** A whole place in line, complete in itself: the newest `at` wins. */
export const Place = strict({
  conversationId: Id,
  position: Type.Integer({ minimum: 1 }),
  wait: Wait,
  /** When she joined the line; the elapsed wait is counted on the server's clock. */
  since: Instant,
  at: Instant,
  /** Said when the number went up. */
  reason: Type.Optional(
    Type.Union([Type.Literal('returned'), Type.Literal('priority'), Type.Literal('moved')]),
  ),
  /** `late`: the told bound has passed; `longer`: the number had to rise. Said once, with the new number. */
  slip: Type.Optional(Type.Union([Type.Literal('late'), Type.Literal('longer')])),
  hold: Type.Optional(Hold),
});
export type Place = Static<typeof Place>;

export const queueUp = {
  /** Leaves the line and closes the conversation. */
  'queue:leave': { request: strict({ conversationId: Id }), answer: Nothing },
} as const;

export const queueDown = { place: Place } as const;
