import { type Static, Type } from 'typebox';
import { Id, Instant, nullable, strict } from '../wire/wire.protocol.ts';

/** A number as it is dialled (E.164). */
export const PhoneNumber = Type.String({ pattern: '^\\+[1-9]\\d{5,14}$' });
/** ISO 3166: in whose form a number without a country code is written. */
export const Country = Type.String({ pattern: '^[A-Z]{2}$' });

/** So often we try to reach her before we leave it. */
export const mostTries = 3;

/** What is wrong with a number: the `detail` of a `bad_phone`. */
export const phoneFaults = [
  'letters',
  'too_short',
  'too_long',
  'unknown_country',
  'not_in_use',
  'emergency',
  /** Costs the caller more than a call, or is nobody's own: premium, shared cost, pager, voice mail. */
  'not_called',
] as const;
export type PhoneFault = (typeof phoneFaults)[number];

/** When she wants to be called: when it is her turn in line, or at a time. */
export const WhenToCall = Type.Union([
  strict({ kind: Type.Literal('turn') }),
  strict({ kind: Type.Literal('slot'), startsAt: Instant, endsAt: Instant }),
]);

export type WhenToCall = Static<typeof WhenToCall>;

export const slotMs = 30 * 60_000;

export const whenToCall = (startsAt: number | null): WhenToCall =>
  startsAt === null ? { kind: 'turn' } : { kind: 'slot', startsAt, endsAt: startsAt + slotMs };

const common = {
  when: WhenToCall,
  phone: PhoneNumber,
  /** The same as people read it, as "+47 22 12 34 56". */
  shown: Type.String({ maxLength: 40 }),
  /** The place in line that she gave or gives for the call; null when she stood in none. */
  position: nullable(Type.Integer({ minimum: 1 })),
  askedAt: Instant,
  /** From when on we call: the slot's beginning, or some time after a try in vain; null: when it is her turn. */
  dueAt: nullable(Instant),
  /** So often we called and she did not answer. */
  tries: Type.Integer({ minimum: 0, maximum: mostTries }),
};

/** The call she asked for, as she may see it. Gone when it was made, not wanted any more, or tried in vain. */
export const VisitorCallback = strict({ conversationId: Id, ...common });
export type VisitorCallback = Static<typeof VisitorCallback>;

/**
 * The call asked for in a conversation, as agents who see the conversation may see it. It comes and goes with the
 * conversation in the inbox (`hello`, `inbox`, `conversation:open`): the list of calls is every conversation of the
 * inbox that has one, those first whose `dueAt` has passed, then those waiting their turn by their place in line.
 */
export const AgentCallback = strict({
  ...common,
  /** When we last tried in vain. */
  triedAt: nullable(Instant),
  /** Since when its owner is at the phone. */
  callingSince: nullable(Instant),
});
export type AgentCallback = Static<typeof AgentCallback>;
