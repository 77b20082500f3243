import type { Conversations } from '../conversations/conversations.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import { createRatingsStore } from './ratings.store.ts';

export interface Rated {
  conversationId: string;
  helped: boolean;
  comment?: string;
}

/** What the visitor thought of the help; the newest answer counts. */
export function createRatings(parts: { db: Database; clock: Clock; conversations: Conversations }) {
  const { db, clock, conversations } = parts;
  const store = createRatingsStore();

  const rate = (visitorId: string, { conversationId, helped, comment }: Rated) =>
    db.write(async (trx, tell) => {
      const row = await conversations.ofVisitor(trx, conversationId, visitorId);
      if (row.state !== 'closed') throw new Refusal('bad_request', { detail: 'rate it when it is closed' });
      const nowMs = clock.nowMs();
      const before = await store.find(trx, conversationId);
      await store.save(trx, {
        conversationId,
        helped: helped ? 1 : 0,
        comment: comment ?? before?.comment ?? null,
        atMs: nowMs,
      });
      const isNew = before?.helped !== (helped ? 1 : 0) || (comment && comment !== before.comment);
      if (!isNew) return;
      const line = { kind: 'rated' as const, helped, ...(comment && { comment }) };
      await conversations.record(trx, tell, { to: row, line }, nowMs);
    });

  return { rate };
}

export type Ratings = ReturnType<typeof createRatings>;
