import { type Static, Type } from 'typebox';
import { Me } from '../auth/auth.protocol.ts';
import { AgentConversation } from '../conversations/conversations.protocol.ts';
import { Colleague } from '../presence/presence.protocol.ts';
import { Department, RoutingRules } from '../sites/sites.protocol.ts';
import { Id, Instant, Seq, strict } from '../wire/wire.protocol.ts';

/** A conversation that is no longer in this agent's list (closed, or moved out of her sight). */
export const Gone = strict({ id: Id, inboxSeq: Seq, gone: Type.Literal(true) });
export const InboxItem = Type.Union([AgentConversation, Gone]);
export type InboxItem = Static<typeof InboxItem>;

/**
 * All that changed in the list between two inbox numbers, each conversation in its newest form.
 * Apply when `after` is not beyond what you have; otherwise ask with `inbox:sync`.
 */
export const InboxChanges = strict({ after: Seq, upTo: Seq, items: Type.Array(InboxItem) });
export type InboxChanges = Static<typeof InboxChanges>;

/** What a console shows of its site. */
export const SiteNow = strict({
  site: strict({
    id: Id,
    name: Type.String(),
    categories: Type.Array(Type.String()),
    /** How long a chat rings, what a priority is worth. */
    routing: RoutingRules,
  }),
  departments: Type.Array(Department),
});
export type SiteNow = Static<typeof SiteNow>;

export const inboxUp = {
  hello: {
    request: strict({ protocol: Type.Integer({ minimum: 1 }) }),
    answer: strict({
      protocol: Type.Integer({ minimum: 1 }),
      at: Instant,
      me: Me,
      ...SiteNow.properties,
      colleagues: Type.Array(Colleague),
      /** Every open conversation this agent may see. */
      inbox: strict({ upTo: Seq, items: Type.Array(AgentConversation) }),
    }),
  },
  'inbox:sync': { request: strict({ after: Seq }), answer: InboxChanges },
} as const;

export const inboxDown = {
  inbox: InboxChanges,
  /** Its settings were changed. */
  site: SiteNow,
  /** Every 30 s: shows a lost last change. */
  'inbox:head': strict({ upTo: Seq }),
} as const;
