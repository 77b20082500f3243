import type { Conversations } from '../conversations/conversations.ts';
import { eachInBreaths } from '../platform/breaths.ts';
import type { Announce } from '../platform/wire/announce.ts';

/** A round is told in so many turns: thousands who are told at once make those wait who write. */
export const turnsInRound = 30;
/** So many are read at once: whoever reads meanwhile does not wait for thousands. */
const pageLength = 250;

/**
 * Tells everybody how far her conversation has got: it shows a lost last line, which no gap would. To be called for
 * each turn; every round tells each of them once.
 */
export function createHeadTeller(conversations: Pick<Conversations, 'heads'>, announce: Announce) {
  const first = { siteId: '', visitorId: '' };
  let last: typeof first | undefined = first;
  let [turn, told, eachTurn] = [0, 0, pageLength];
  let isTelling = false;

  async function tellPage(after: typeof first) {
    const page = await conversations.heads(after, pageLength);
    await eachInBreaths(page, ({ id, visitorId, ownerId, ...head }) => {
      announce.toBoth({ visitorId, ownerId }, 'head', {
        conversationId: id,
        seq: head.lastSeq,
        readByVisitorSeq: head.visitorReadSeq,
        readByAgentSeq: head.agentReadSeq,
      });
    });
    told += page.length;
    last = page.length < pageLength ? undefined : page.at(-1);
  }

  async function take() {
    turn += 1;
    const upTo = told + eachTurn;
    while (last && told < upTo) await tellPage(last);
    if (last || turn < turnsInRound) return;
    eachTurn = Math.max(pageLength, told / turnsInRound);
    [last, turn, told] = [first, 0, 0];
  }

  return async function tellSome() {
    if (isTelling) return;
    isTelling = true;
    await take().finally(() => {
      isTelling = false;
    });
  };
}
