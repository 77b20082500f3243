import type { Act, Agent, RoutingParts } from './routing.ts';

/** From the moment a chat is given to an agent to her first word. */
export function createRinging({ db, clock, conversations }: RoutingParts) {
  /** She has opened it. Asked again it changes nothing. */
  const accept = ({ agentId }: Agent, { conversationId, epoch }: Act) =>
    db.write(async (trx, tell) => {
      const row = await conversations.owned(trx, conversationId, agentId, epoch);
      if (row.acceptedMs === null) await conversations.accept(trx, tell, row, clock.nowMs());
    });

  return { accept };
}
