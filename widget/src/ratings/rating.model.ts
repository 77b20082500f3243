import { signal } from '@preact/signals-core';
import type { NotDone, Session } from '../connection/session.model.ts';

export type Rating = ReturnType<typeof createRating>;

/** A thumb, and a word about it if she likes. */
export function createRating(session: Session) {
  const comment = signal('');
  /** The conversation whose comment has been given. */
  const commentedId = signal<string | null>(null);
  const problem = signal<NotDone | null>(null);
  const { conversation } = session.history;
  return {
    comment,
    commentedId,
    problem,
    async give(helped: boolean) {
      problem.value = await session.rate(helped);
    },
    async giveComment() {
      const text = comment.value.trim();
      const { id, rating } = conversation.value ?? {};
      if (!text || !id || !rating) return;
      problem.value = await session.rate(rating.helped, text);
      if (problem.value !== null) return;
      comment.value = '';
      commentedId.value = id;
    },
  };
}
