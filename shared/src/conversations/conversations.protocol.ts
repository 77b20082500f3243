import { type Static, Type } from 'typebox';
import { AgentCallback } from '../callbacks/callback.protocol.ts';
import { Entry } from '../messages/messages.protocol.ts';
import { Priority, Skills } from '../sites/sites.protocol.ts';
import {
  ClientMessageId,
  Email,
  Id,
  Instant,
  Language,
  limits,
  Name,
  Nothing,
  nullable,
  Seq,
  strict,
} from '../wire/wire.protocol.ts';

/** A chat is answered live and stands in line; a case is a left message, answered when somebody can. */
export const Kind = Type.Union([Type.Literal('chat'), Type.Literal('case')]);
export const State = Type.Union([Type.Literal('waiting'), Type.Literal('active'), Type.Literal('closed')]);

const common = {
  id: Id,
  kind: Kind,
  state: State,
  lastSeq: Seq,
  /** How far each side has read. Never goes back. */
  readByVisitorSeq: Seq,
  readByAgentSeq: Seq,
  openedAt: Instant,
  closedAt: nullable(Instant),
  /** The agent looks into it and is back about then. */
  heldUntil: nullable(Instant),
  /** Since when the visitor has waited for an answer; null when the last word is ours. */
  waitingSince: nullable(Instant),
  rating: nullable(strict({ helped: Type.Boolean() })),
};

/** A conversation as its visitor may see it. `apply` of its entries to an old one gives the new one. */
export const VisitorConversation = strict({
  ...common,
  agent: nullable(strict({ name: Name })),
});
export type VisitorConversation = Static<typeof VisitorConversation>;

/** A conversation as an agent may see it, in the list and in the deck. */
export const AgentConversation = strict({
  ...common,
  /** The site's inbox number of the last change of state, owner or epoch. */
  inboxSeq: Seq,
  departmentId: Id,
  ticket: Type.Integer({ minimum: 0 }),
  ownerId: nullable(Id),
  /** The fencing token: every act on the conversation carries it; a stale one is refused. */
  epoch: Type.Integer({ minimum: 0 }),
  visitor: strict({
    name: nullable(Name),
    email: nullable(Email),
    language: Language,
    online: Type.Boolean(),
    pageUrl: nullable(Type.String({ maxLength: limits.urlLength })),
  }),
  /** When the newest line of its log was written: how long nothing has happened. */
  lastAt: Instant,
  /** When she joined the line; null for a case. */
  queuedAt: nullable(Instant),
  priority: Priority,
  /** When it was given to its owner, and when she opened it; null: it rings. */
  assignedAt: nullable(Instant),
  acceptedAt: nullable(Instant),
  /** It rang at several agents in vain. */
  escalated: Type.Boolean(),
  /** The call she asked for, while it is still to be made. */
  callback: Type.Optional(AgentCallback),
  category: nullable(Type.String()),
  preview: Type.String(),
});
export type AgentConversation = Static<typeof AgentConversation>;

const Page = Type.String({ maxLength: limits.urlLength });
const Words = Type.String({ minLength: 1, maxLength: limits.messageLength, pattern: '\\S' });

export const conversationsVisitorUp = {
  /** Opens a chat and joins the line; asked again with the same id it gives the first answer again. */
  'chat:request': {
    request: strict({
      clientMessageId: ClientMessageId,
      text: Words,
      name: Type.Optional(Name),
      departmentId: Type.Optional(Id),
      /** What an agent must know to help here; the page's tag says it. */
      skills: Type.Optional(Skills),
      /** Goes on with this conversation, closed less than a day ago. */
      reopen: Type.Optional(Id),
      language: Language,
      pageUrl: Type.Optional(Page),
    }),
    answer: strict({ conversation: VisitorConversation, entries: Type.Array(Entry) }),
  },
  /** Leaves a message: opens a case, or turns her waiting chat into one and gives up its place. */
  'case:leave': {
    request: strict({
      clientMessageId: ClientMessageId,
      text: Type.Optional(Words),
      name: Type.Optional(Name),
      email: Email,
      departmentId: Type.Optional(Id),
      language: Language,
      pageUrl: Type.Optional(Page),
    }),
    answer: strict({ conversation: VisitorConversation, entries: Type.Array(Entry) }),
  },
  'chat:end': { request: strict({ conversationId: Id }), answer: Nothing },
} as const;

const Act = strict({ conversationId: Id, epoch: Type.Integer({ minimum: 0 }) });

export const conversationsAgentUp = {
  /** Reads a conversation and follows it; the newest page of entries, or all after a seq. */
  'conversation:open': {
    request: strict({ conversationId: Id, after: Type.Optional(Seq) }),
    answer: strict({
      conversation: AgentConversation,
      entries: Type.Array(Entry),
      /** More entries wait behind these; ask with `message:sync`. */
      more: Type.Boolean(),
    }),
  },
  /** It rang and she has opened it: from now on the visitor waits for her words. */
  'conversation:accept': { request: Act, answer: Nothing },
  /** Takes one by hand, over the capacity if need be. */
  'conversation:take': {
    request: strict({ conversationId: Id }),
    answer: strict({ epoch: Type.Integer({ minimum: 0 }) }),
  },
  /** Gives it back to the front of the line. */
  'conversation:return': { request: Act, answer: Nothing },
  /** To another department's line at its old place, or to a colleague who is there and wants chats. */
  'conversation:transfer': {
    request: strict({
      ...Act.properties,
      to: Type.Union([strict({ departmentId: Id }), strict({ agentId: Id })]),
    }),
    answer: Nothing,
  },
  /** She looks into it and is back about then; null: she is back. */
  'conversation:hold': {
    request: strict({ ...Act.properties, until: nullable(Instant) }),
    answer: Nothing,
  },
  /** Whoever sees one that waits may say how soon it should be served. */
  'conversation:priority': {
    request: strict({ conversationId: Id, priority: Priority }),
    answer: Nothing,
  },
  'conversation:close': {
    request: strict({ ...Act.properties, category: nullable(Type.String({ maxLength: 60 })) }),
    answer: Nothing,
  },
} as const;
