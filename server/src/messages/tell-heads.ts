import type { Conversations } from '../conversations/conversations.ts';
import { eachInBreaths } from '../platform/breaths.ts';
import type { Announce } from '../platform/wire/announce.ts';

/** So many are read at once: whoever reads meanwhile does not wait for thousands. */
const pageLength = 250;

/** Tells everybody how far her conversation has got: it shows a lost last line, which no gap would. */
export function createHeadTeller(conversations: Pick<Conversations, 'heads'>, announce: Announce) {
  return async function tellHeads() {
    let last: { siteId: string; visitorId: string } | undefined = { siteId: '', visitorId: '' };
    while (last) {
      const page = await conversations.heads(last, pageLength);
      await eachInBreaths(page, ({ id, visitorId, ownerId, ...head }) => {
        announce.toBoth({ visitorId, ownerId }, 'head', {
          conversationId: id,
          seq: head.lastSeq,
          readByVisitorSeq: head.visitorReadSeq,
          readByAgentSeq: head.agentReadSeq,
        });
      });
      last = page.at(-1);
    }
  };
}
