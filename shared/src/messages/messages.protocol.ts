import { type Static, Type } from 'typebox';
import { ClientMessageId, Id, Instant, limits, Name, Nothing, Seq, strict } from '../wire/wire.protocol.ts';

const at = { seq: Seq, at: Instant };

/**
 * One line of a conversation's log. Messages and changes of state share one numbering, 1..n without a gap,
 * so that one rule (apply when `seq` is the next) covers both.
 */
export const Entry = Type.Union([
  strict({
    ...at,
    kind: Type.Literal('message'),
    from: Type.Union([Type.Literal('visitor'), Type.Literal('agent')]),
    /** The agent's name; the visitor's own messages carry none. */
    name: Type.Optional(Name),
    id: ClientMessageId,
    text: Type.String(),
  }),
  /** The conversation joined the line (again), or became a case. */
  strict({ ...at, kind: Type.Literal('queued') }),
  strict({
    ...at,
    kind: Type.Literal('left_message'),
    /** We closed before her turn, she did not come when she was called, or she is called at a time. */
    reason: Type.Optional(
      Type.Union([Type.Literal('closing'), Type.Literal('missed'), Type.Literal('callback')]),
    ),
  }),
  /** She wrote again after it was closed; what follows says where it goes. */
  strict({ ...at, kind: Type.Literal('reopened') }),
  /** The agent looks into it and is back about then; the next word of hers, or `resumed`, ends it. */
  strict({ ...at, kind: Type.Literal('held'), until: Instant }),
  strict({ ...at, kind: Type.Literal('resumed') }),
  /** A call back: asked for (at a time, or when it is her turn), tried in vain, made, or not wanted any more. */
  strict({
    ...at,
    kind: Type.Literal('callback'),
    step: Type.Union([
      Type.Literal('asked'),
      Type.Literal('no_answer'),
      Type.Literal('done'),
      Type.Literal('cancelled'),
    ]),
    /** The beginning of the slot; none: when it is her turn. */
    startsAt: Type.Optional(Instant),
    /** With `no_answer`: it was tried so often that we try no more. */
    last: Type.Optional(Type.Literal(true)),
  }),
  strict({
    ...at,
    kind: Type.Literal('assigned'),
    agent: strict({ name: Name }),
    epoch: Type.Integer({ minimum: 1 }),
  }),
  /** Back to the front of the line. */
  strict({
    ...at,
    kind: Type.Literal('returned'),
    reason: Type.Union([
      Type.Literal('agent_gone'),
      Type.Literal('given_back'),
      /** It rang and nobody answered, or the agent took it and said nothing. */
      Type.Literal('not_accepted'),
      Type.Literal('silent'),
      /** To another department's line, at her old place. */
      Type.Literal('transferred'),
    ]),
    epoch: Type.Integer({ minimum: 1 }),
  }),
  strict({
    ...at,
    kind: Type.Literal('closed'),
    by: Type.Union([Type.Literal('visitor'), Type.Literal('agent')]),
  }),
  /** She left the line herself, or was not seen for longer than the grace. */
  strict({
    ...at,
    kind: Type.Literal('left'),
    reason: Type.Union([Type.Literal('visitor'), Type.Literal('not_seen')]),
  }),
  strict({
    ...at,
    kind: Type.Literal('rated'),
    helped: Type.Boolean(),
    comment: Type.Optional(Type.String()),
  }),
]);
export type Entry = Static<typeof Entry>;
export type MessageEntry = Extract<Entry, { kind: 'message' }>;

const Text = Type.String({ minLength: 1, maxLength: limits.messageLength, pattern: '\\S' });
const Sent = strict({ seq: Seq, at: Instant });
export type Sent = Static<typeof Sent>;
const sync = {
  /** Entries with seq > `after`, oldest first, or the page just before `before`. */
  request: strict({
    conversationId: Id,
    after: Type.Optional(Seq),
    before: Type.Optional(Seq),
  }),
  answer: strict({ entries: Type.Array(Entry), more: Type.Boolean(), head: Seq }),
};
const read = { request: strict({ conversationId: Id, seq: Seq }), answer: Nothing };
const typing = { request: strict({ conversationId: Id, typing: Type.Boolean() }), answer: Nothing };

export const messagesVisitorUp = {
  'message:send': {
    request: strict({ conversationId: Id, clientMessageId: ClientMessageId, text: Text }),
    answer: Sent,
  },
  'message:sync': sync,
  'message:read': read,
  'message:typing': typing,
} as const;

export const messagesAgentUp = {
  'message:send': {
    request: strict({
      conversationId: Id,
      epoch: Type.Integer({ minimum: 0 }),
      clientMessageId: ClientMessageId,
      text: Text,
    }),
    answer: Sent,
  },
  'message:sync': sync,
  'message:read': read,
  'message:typing': typing,
} as const;

export const messagesDown = {
  entry: strict({ conversationId: Id, entry: Entry }),
  /** Every 30 s: shows a lost last entry, which no gap would. Whoever comes hears it in the answer to `hello`. */
  head: strict({ conversationId: Id, seq: Seq, readByVisitorSeq: Seq, readByAgentSeq: Seq }),
  read: strict({
    conversationId: Id,
    by: Type.Union([Type.Literal('visitor'), Type.Literal('agent')]),
    seq: Seq,
  }),
  typing: strict({
    conversationId: Id,
    from: Type.Union([Type.Literal('visitor'), Type.Literal('agent')]),
    typing: Type.Boolean(),
  }),
} as const;
