import type { Conversations } from '../conversations/conversations.ts';
import type { Announce } from '../platform/wire/announce.ts';

/** Tells everybody how far her conversation has got: it shows a lost last line, which no gap would. */
export function createHeadTeller(conversations: Conversations, announce: Announce) {
  return async function tellHeads() {
    for (const { id, visitorId, ownerId, ...head } of await conversations.heads()) {
      announce.toBoth({ visitorId, ownerId }, 'head', {
        conversationId: id,
        seq: head.lastSeq,
        readByVisitorSeq: head.visitorReadSeq,
        readByAgentSeq: head.agentReadSeq,
      });
    }
  };
}
