import { Type } from 'typebox';
import { Hold } from '../queue/queue.protocol.ts';
import { Email, Id, Nothing, strict } from '../wire/wire.protocol.ts';

export const holdsUp = {
  /**
   * Keeps her place while she does something else, and calls her when her turn nears: by a mail with a link,
   * or in any tab of the site that is open. Asked again it replaces how she is called.
   */
  'hold:keep': {
    request: strict({
      conversationId: Id,
      by: Type.Union([Type.Literal('mail'), Type.Literal('tab')]),
      /** Needed for `mail`; she is written to when it is her turn, and not before. */
      email: Type.Optional(Email),
    }),
    answer: strict({ hold: Hold }),
  },
  /** She is here: from now on she waits like everybody else, at the same place. */
  'hold:end': { request: strict({ conversationId: Id }), answer: Nothing },
} as const;
