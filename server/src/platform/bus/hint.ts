import { Id, nullable } from '@straks/shared/wire/wire.protocol.ts';
import { type Static, type TProperties, type TSchema, Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

const hint = <K extends string, P extends TProperties>(kind: K, properties: P) =>
  Type.Object({ kind: Type.Literal(kind), ...properties });

/** What `hashToken` gives. */
const Hash = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
const ofSite = { siteId: Id };
const ofVisitor = { node: Id, visitorId: Id };

/**
 * What nodes tell each other: where to look, and what is worth nothing in a moment (who types, who is here).
 * Ids only, never words; whoever misses a hint finds the same by looking into the database.
 */
const Hint = Type.Union([
  /** Conversations of the site changed: read on from the inbox number you have. */
  hint('changed', ofSite),
  // What happened beside conversations (see `facts.ts`); of those the list is read.
  hint('presence', ofSite),
  hint('site', ofSite),
  hint('callback', { ...ofSite, conversationId: Id, visitorId: Id }),
  hint('signedOut', { agentId: Id, exceptTokenHash: nullable(Hash) }),
  hint('sessionEnded', { agentId: Id, tokenHash: Hash }),
  hint('access', { agentId: Id }),
  hint('typing', {
    ...{ conversationId: Id, visitorId: Id, ownerId: nullable(Id) },
    ...{ from: Type.Union([Type.Literal('visitor'), Type.Literal('agent')]), typing: Type.Boolean() },
  }),
  /** Somebody did at another node what each may do so often only. */
  hint('took', { rate: Type.String({ maxLength: 40 }), key: Hash }),
  /** Visitors who have a page connected to this node: all of them, or one who came or went. */
  hint('here', { node: Id, visitorIds: Type.Array(Type.String()) }),
  hint('came', ofVisitor),
  hint('went', ofVisitor),
]);
export type Hint = Static<typeof Hint>;

const Packet = Type.Object({
  from: Type.String({ minLength: 1, maxLength: 64 }),
  /** How many hints this node has told, this one counted: whoever has heard fewer has missed some. */
  told: Type.Integer({ minimum: 0 }),
  hint: Type.Optional(Type.Unknown()),
  /** It closes: its silence means nothing. */
  bye: Type.Optional(Type.Literal(true)),
});
export type Packet = Static<typeof Packet>;

const check = <S extends TSchema>(schema: S) => {
  const validator = Compile(schema) as unknown as Validator;
  return (value: unknown): value is Static<S> => validator.Check(value);
};
const isPacket = check(Packet);
/** Whoever else writes to the channel is not believed further than this; what a newer node tells is left alone. */
export const isHint = check(Hint);

export function readPacket(text: string): Packet | null {
  try {
    const packet: unknown = JSON.parse(text);
    return isPacket(packet) ? packet : null;
  } catch {
    return null;
  }
}
