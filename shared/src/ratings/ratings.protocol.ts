import { Type } from 'typebox';
import { Id, Nothing, strict } from '../wire/wire.protocol.ts';

export const ratingsUp = {
  /** Once or again: the newest answer counts, the comment may come after the thumb. */
  'rating:give': {
    request: strict({
      conversationId: Id,
      helped: Type.Boolean(),
      comment: Type.Optional(Type.String({ maxLength: 2_000 })),
    }),
    answer: Nothing,
  },
} as const;
