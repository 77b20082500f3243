import { Type } from 'typebox';
import { VisitorCallback } from '../callbacks/callback.protocol.ts';
import { VisitorConversation } from '../conversations/conversations.protocol.ts';
import { Entry, messagesVisitorUp } from '../messages/messages.protocol.ts';
import { Place } from '../queue/queue.protocol.ts';
import { SiteKey, SiteState, Skills } from '../sites/sites.protocol.ts';
import { Id, Instant, Language, nullable, Seq, strict, Token } from '../wire/wire.protocol.ts';

export const visitorsRest = {
  /** Makes a visitor: asked for when she opens the panel, never before she acts. The token is shown once. */
  'POST /api/sites/:key/visitors': {
    params: strict({ key: SiteKey }),
    body: strict({ language: Language }),
    answer: strict({ visitorId: Id, token: Token }),
  },
  /** Goes on with a conversation by the link of a mail, on any device: the link works once, and not for ever. */
  'POST /api/sites/:key/continue': {
    params: strict({ key: SiteKey }),
    body: strict({ token: Token }),
    answer: strict({ visitorId: Id, token: Token, language: Language }),
  },
  /** A new link, to the address where this one came from, when it is used or over. */
  'POST /api/sites/:key/continue/again': {
    params: strict({ key: SiteKey }),
    body: strict({ token: Token }),
    answer: strict({}),
  },
  /** The twin of `message:send` for a page that is being left; `Authorization: Bearer <token>`. */
  'POST /api/sites/:key/messages': {
    params: strict({ key: SiteKey }),
    body: messagesVisitorUp['message:send'].request,
    answer: messagesVisitorUp['message:send'].answer,
  },
} as const;

export const visitorsUp = {
  /** First word after connecting, with the seq she has; everything she missed comes back before "connected". */
  hello: {
    request: strict({
      protocol: Type.Integer({ minimum: 1 }),
      /** The conversation her list holds, and its last seq. */
      conversationId: Type.Optional(Id),
      after: Type.Optional(Seq),
      /** What the page is in and asks for: the waits she reads before she has asked are those of whoever asks so. */
      language: Type.Optional(Language),
      skills: Type.Optional(Skills),
    }),
    answer: strict({
      protocol: Type.Integer({ minimum: 1 }),
      at: Instant,
      visitorId: Id,
      site: SiteState,
      /** Her open conversation, or the last closed one for a day. */
      conversation: nullable(VisitorConversation),
      /** Entries after `after` when it is the conversation she named, else the newest page. */
      entries: Type.Array(Entry),
      more: Type.Boolean(),
      place: nullable(Place),
      /** The call she asked for, while it is still to be made. */
      callback: Type.Optional(VisitorCallback),
    }),
  },
} as const;
