import { type Static, Type } from 'typebox';
import { VisitorConversation } from '../conversations/conversations.protocol.ts';
import { Entry } from '../messages/messages.protocol.ts';
import {
  ClientMessageId,
  Id,
  Instant,
  Language,
  limits,
  Name,
  Nothing,
  nullable,
  strict,
} from '../wire/wire.protocol.ts';
import { Country, PhoneNumber, VisitorCallback } from './callback.protocol.ts';

/** Half an hour in which somebody will call. */
export const Slot = strict({ startsAt: Instant, endsAt: Instant });
export type Slot = Static<typeof Slot>;

export const callbacksVisitorUp = {
  /** The times she may choose from; of her conversation's department, the one asked for, or the first with agents. */
  'callback:slots': {
    request: strict({ departmentId: Type.Optional(Id) }),
    answer: strict({
      /** The zone of the site's hours: the times are shown in hers, and in this one when it is another. */
      zone: Type.String(),
      slots: Type.Array(Slot),
      /** Whether she may be called when it is her turn: there is a line to stand in now. */
      turn: Type.Boolean(),
    }),
  },
  /**
   * Asks to be called; asked again with the same id it gives the first answer again. Refused: `bad_phone` (what is
   * wrong: `detail`, one of `phoneFaults`), `slot_taken` (ask for the slots again), `closed_now` (no line, or site
   * that does not call back), `conflict` (she has asked for a call already), `already_taken` (a time, while somebody
   * is answering her).
   */
  'callback:request': {
    request: strict({
      clientMessageId: ClientMessageId,
      /** Her open conversation, if she knows of one: that it is still open is checked. */
      conversationId: Type.Optional(Id),
      phone: Type.String({ minLength: 1, maxLength: 40 }),
      country: Country,
      name: Type.Optional(Name),
      text: Type.Optional(Type.String({ minLength: 1, maxLength: limits.messageLength, pattern: '\\S' })),
      when: Type.Union([
        strict({ kind: Type.Literal('turn') }),
        strict({ kind: Type.Literal('slot'), startsAt: Instant }),
      ]),
      departmentId: Type.Optional(Id),
      language: Language,
      pageUrl: Type.Optional(Type.String({ maxLength: limits.urlLength })),
    }),
    answer: strict({
      conversation: VisitorConversation,
      entries: Type.Array(Entry),
      /** Null: an id used again for a call that is over. */
      callback: nullable(VisitorCallback),
    }),
  },
  /** Not wanted any more. In line she keeps her place and waits on; a case stays one if it holds words of hers. */
  'callback:cancel': { request: strict({ conversationId: Id }), answer: Nothing },
} as const;

/** What became of the call asked for, complete in itself: the newest `at` wins. */
export const callbacksVisitorDown = {
  callback: strict({ conversationId: Id, at: Instant, callback: nullable(VisitorCallback) }),
} as const;

const Act = strict({ conversationId: Id, epoch: Type.Integer({ minimum: 0 }) });

/** The list is the inbox: see `AgentCallback`. */
export const callbacksAgentUp = {
  /**
   * She is at the phone from now on. One that waits becomes hers, over the capacity if need be; of two who press at
   * once the later is told `already_taken`. The number is for the phone, `shown` for the eye.
   */
  'callback:call': {
    request: strict({ conversationId: Id }),
    answer: strict({ epoch: Type.Integer({ minimum: 0 }), phone: PhoneNumber, shown: Type.String() }),
  },
  /** Nobody answered: anybody's to try again in a quarter of an hour, or, after the last try, hers to write or close. */
  'callback:no_answer': {
    request: Act,
    answer: strict({
      /** When it is tried again; null: that was the last try, and the visitor has been told. */
      againAt: nullable(Instant),
    }),
  },
  /** They have spoken: the conversation is closed and she is asked how it was. */
  'callback:done': {
    request: strict({ ...Act.properties, category: nullable(Type.String({ maxLength: 60 })) }),
    answer: Nothing,
  },
} as const;
