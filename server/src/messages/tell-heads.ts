import type { Conversations } from '../conversations/conversations.ts';
import type { Fact } from '../facts.ts';
import { eachInBreaths } from '../platform/breaths.ts';
import type { Announce } from '../platform/wire/announce.ts';

type Read = Extract<Fact, { kind: 'read' }>;

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
  let telling: Promise<void> | null = null;
  /** How far was said to be read while a page was on its way to be told: an older number is not said after it. */
  let meanwhile: Map<string, Record<Read['by'], number>> | null = null;

  /** To be called with every read mark that is said. */
  function readSaid({ conversationId, by, seq }: Pick<Read, 'conversationId' | 'by' | 'seq'>) {
    const before = meanwhile?.get(conversationId) ?? { visitor: 0, agent: 0 };
    meanwhile?.set(conversationId, { ...before, [by]: Math.max(before[by], seq) });
  }

  async function tellPage(after: typeof first, most: number) {
    const said = new Map<string, Record<Read['by'], number>>();
    meanwhile = said;
    const page = await conversations.heads(after, most);
    await eachInBreaths(page, ({ id, visitorId, ownerId, ...head }) => {
      announce.toBoth({ visitorId, ownerId }, 'head', {
        conversationId: id,
        seq: head.lastSeq,
        readByVisitorSeq: Math.max(head.visitorReadSeq, said.get(id)?.visitor ?? 0),
        readByAgentSeq: Math.max(head.agentReadSeq, said.get(id)?.agent ?? 0),
      });
    });
    told += page.length;
    last = page.length < most ? undefined : page.at(-1);
  }

  async function take() {
    turn += 1;
    const upTo = told + eachTurn;
    while (last && told < upTo) await tellPage(last, Math.min(pageLength, upTo - told));
    if (last || turn < turnsInRound) return;
    eachTurn = Math.max(pageLength, Math.ceil(told / turnsInRound));
    [last, turn, told] = [first, 0, 0];
  }

  function tellSome(): Promise<void> {
    telling ??= take().finally(() => {
      telling = null;
      meanwhile = null;
    });
    return telling;
  }

  return { tellSome, readSaid };
}
