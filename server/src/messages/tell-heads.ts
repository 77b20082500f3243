import { setImmediate as breathe } from 'node:timers/promises';
import type { Conversations } from '../conversations/conversations.ts';
import type { Announce } from '../platform/wire/announce.ts';

const atATime = 25;

/** Tells everybody how far her conversation has got: it shows a lost last line, which no gap would. */
export function createHeadTeller(conversations: Conversations, announce: Announce) {
  return async function tellHeads() {
    const heads = await conversations.heads();
    for (const [n, { id, visitorId, ownerId, ...head }] of heads.entries()) {
      if (n % atATime === atATime - 1) await breathe();
      announce.toBoth({ visitorId, ownerId }, 'head', {
        conversationId: id,
        seq: head.lastSeq,
        readByVisitorSeq: head.visitorReadSeq,
        readByAgentSeq: head.agentReadSeq,
      });
    }
  };
}
