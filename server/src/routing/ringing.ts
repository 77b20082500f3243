import { type Active, giveBack, isActive } from '../conversations/conversation.ts';
import { avoiding } from './rung.ts';
import type { Act, Agent, StoryParts } from './steps.ts';

/** From the moment a chat is given to an agent to her first word. */
export function createRinging(parts: StoryParts) {
  const { db, clock, sites, presence, conversations, store, steps } = parts;
  /** Nobody is blamed for what rang while the server was down. */
  const startedMs = clock.nowMs();

  /** She has opened it. Asked again it changes nothing. */
  const accept = ({ agentId }: Agent, { conversationId, epoch }: Act) =>
    db.write(async (trx, tell) => {
      const row = await conversations.owned(trx, conversationId, agentId, epoch);
      if (row.acceptedMs !== null) return;
      await conversations.accept(trx, tell, row, clock.nowMs());
      await presence.answered(trx, tell, [agentId]);
    });

  /** To be called each second: what nobody opens, or answers, goes to somebody else. */
  async function returnUnanswered(): Promise<void> {
    for (const { id, routing } of sites.all()) {
      const nowMs = clock.nowMs();
      const [rangUntilMs, silentUntilMs] = [nowMs - routing.acceptMs, nowMs - routing.silentMs];
      if (rangUntilMs >= startedMs) {
        for (const row of await store.ringingSince(id, rangUntilMs)) await returnOne(row, 'not_accepted');
      }
      if (silentUntilMs >= startedMs) {
        for (const row of await store.silentSince(id, silentUntilMs, nowMs)) await returnOne(row, 'silent');
      }
    }
  }

  /** Back to its old place. It is not hers to have at once again, and after some rings in vain leads hear of it. */
  const returnOne = (found: { id: string; epoch: number }, reason: 'not_accepted' | 'silent') =>
    db.write(async (trx, tell) => {
      const row = await conversations.findIn(trx, found.id);
      // She may have opened it, or answered, since it was looked for.
      if (!row || !isActive(row) || row.epoch !== found.epoch || !isStill(row, reason)) return;
      const rung = avoiding(row.rungAt, row.ownerId, true);
      const { ringsToEscalate } = sites.byId(row.siteId).routing;
      const escalated = rung.rings >= ringsToEscalate ? 1 : row.escalated;
      const { to, line } = giveBack(row, reason);
      await steps.take(trx, tell, row, () => ({
        to: { ...to, rungAt: JSON.stringify(rung), escalated },
        line,
      }));
      if (reason === 'not_accepted') await presence.missed(trx, tell, row.siteId, row.ownerId);
    });

  const isStill = ({ acceptedMs, answeredMs }: Active, reason: 'not_accepted' | 'silent') =>
    reason === 'silent' ? answeredMs === null : acceptedMs === null;

  return { accept, returnUnanswered };
}
