import { type Active, giveBack, isActive } from '../conversations/conversation.ts';
import type { Tell, Trx } from '../platform/db/database.ts';
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

  const returnOne = (found: { id: string; epoch: number }, reason: 'not_accepted' | 'silent') =>
    db.write(async (trx, tell) => {
      const row = await conversations.findIn(trx, found.id);
      // She may have opened it, or answered, since it was looked for.
      if (!row || !isActive(row) || row.epoch !== found.epoch || !isStill(row, reason)) return;
      await takeBack(trx, tell, row, { reason, inVain: true });
      if (reason === 'not_accepted') await presence.missed(trx, tell, row.siteId, row.ownerId);
    });

  /** Whoever is away answers nothing: what she has not opened goes to somebody else at once. The rest stays hers. */
  async function returnRinging(trx: Trx, tell: Tell, agentId: string) {
    for (const row of await conversations.ownedBy(trx, agentId)) {
      if (row.kind !== 'chat' || !isActive(row) || row.acceptedMs !== null) continue;
      const rangUntilMs = clock.nowMs() - sites.byId(row.siteId).routing.acceptMs;
      const inVain = rangUntilMs >= startedMs && (row.assignedMs ?? 0) <= rangUntilMs;
      await takeBack(trx, tell, row, { reason: 'not_accepted', inVain });
    }
  }

  /** Back to its old place. What rang in vain is not hers to have at once again, and after some such rings leads hear of it. */
  async function takeBack(
    trx: Trx,
    tell: Tell,
    row: Active,
    { reason, inVain }: { reason: 'not_accepted' | 'silent'; inVain: boolean },
  ) {
    const { to, line } = giveBack(row, reason);
    if (!inVain) return void (await steps.take(trx, tell, row, () => ({ to, line })));
    const rung = avoiding(row.rungAt, row.ownerId, true);
    const { ringsToEscalate } = sites.byId(row.siteId).routing;
    const escalated = rung.rings >= ringsToEscalate ? 1 : row.escalated;
    await steps.take(trx, tell, row, () => ({
      to: { ...to, rungAt: JSON.stringify(rung), escalated },
      line,
    }));
  }

  const isStill = ({ acceptedMs, answeredMs }: Active, reason: 'not_accepted' | 'silent') =>
    reason === 'silent' ? answeredMs === null : acceptedMs === null;

  return { accept, returnUnanswered, returnRinging };
}
