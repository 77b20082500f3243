import {
  becomeCase,
  type Conversation,
  close,
  giveBack,
  isActive,
  isOpen,
  isWaiting,
  leave,
  type Waiting,
} from '../conversations/conversation.ts';
import { closedSince, opening } from '../hours/opening.ts';
import type { Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Act, Agent, Besides, StoryParts, Visitor } from './steps.ts';

const mostAtOnce = 64;

/** How conversations end, and what becomes of them when somebody has gone. */
export function createLeaving(parts: StoryParts) {
  const { db, clock, sites, presence, conversations, queue, store, steps } = parts;

  const leaveLine = ({ visitorId }: Visitor, conversationId: string) =>
    db.write(async (trx, tell) => {
      const row = await conversations.ofVisitor(trx, conversationId, visitorId);
      if (row.state === 'closed') return;
      if (!isWaiting(row)) throw new Refusal('already_taken');
      // A left message stands in no line: another page of hers is late, and her words are kept.
      if (row.kind === 'case') return;
      await goFrom(trx, tell, row, 'visitor');
    });

  /** Out of the line. That is the end of it, unless she is to be called some time. */
  async function goFrom(trx: Trx, tell: Tell, row: Waiting, reason: 'visitor' | 'not_seen') {
    const isAwaited = await parts.isAwaited?.(trx, row.id);
    await steps.take<Conversation>(trx, tell, row, (nowMs) =>
      isAwaited ? becomeCase(row, 'callback') : leave(row, reason, nowMs),
    );
  }

  const endChat = ({ visitorId }: Visitor, conversationId: string) =>
    db.write(async (trx, tell) => {
      const row = await conversations.ofVisitor(trx, conversationId, visitorId);
      if (isOpen(row)) await steps.take(trx, tell, row, (nowMs) => close(row, 'visitor', null, nowMs));
    });

  const closeChat = (
    agent: Agent,
    { conversationId, epoch }: Act,
    category: string | null,
    besides: Besides = {},
  ) =>
    db.write(async (trx, tell) => {
      await besides.before?.(trx, tell, conversationId);
      const row = await conversations.owned(trx, conversationId, agent.agentId, epoch);
      await steps.take(trx, tell, row, (nowMs) => close(row, 'agent', category, nowMs));
    });

  /** Chats of agents who have been gone too long go back to the front, at their old place. */
  async function returnOrphans(): Promise<void> {
    const gone = await presence.goneBefore(clock.nowMs() - parts.agentGraceMs);
    for (const { id } of gone) await returnChatsOf(id);
    for (const { id } of await conversations.disabledOwners()) await returnAllOf(id);
  }

  const returnChatsOf = (agentId: string) =>
    db.write(async (trx, tell) => {
      const untilMs = await presence.leaseUntilMs(trx, agentId);
      // She may have come back between the look and this unit.
      if (untilMs >= clock.nowMs() - parts.agentGraceMs) return;
      const owned = await conversations.ownedBy(trx, agentId);
      for (const row of owned) if (row.kind === 'chat') await returnOne(trx, tell, row);
    });

  /** Whose account was disabled comes back to nothing, not to the messages left for her either. */
  const returnAllOf = (agentId: string) =>
    db.write(async (trx, tell) => {
      for (const row of await conversations.ownedBy(trx, agentId)) await returnOne(trx, tell, row);
    });

  async function returnOne(trx: Trx, tell: Tell, row: Conversation) {
    if (isActive(row)) await steps.take(trx, tell, row, () => giveBack(row, 'agent_gone'));
  }

  /**
   * Visitors not seen for longer than the grace leave the line. Who is connected here is noted as seen when half of
   * it has gone by, also while she talks: another node, which may not know of her, then never counts her out, nor when
   * her agent is gone and her own node dies at the same moment.
   */
  async function leaveUnseen(isHere: (visitorId: string) => boolean): Promise<void> {
    const nowMs = clock.nowMs();
    const limitMs = nowMs - parts.visitorGraceMs;
    const fadesMs = nowMs - parts.visitorGraceMs / 2;
    const [fading, talking] = await Promise.all([
      queue.notSeenSince(fadesMs),
      queue.talkingNotSeenSince(fadesMs),
    ]);
    const here = [...fading.map(({ visitorId }) => visitorId), ...talking].filter(isHere);
    if (here.length > 0) await queue.seen(here);
    for (const { id, visitorId, seenMs } of fading) {
      if (seenMs >= limitMs || isHere(visitorId)) continue;
      await db.write(async (trx, tell) => {
        const row = await conversations.ofVisitor(trx, id, visitorId);
        if (!isWaiting(row) || row.kind === 'case' || row.visitorSeenMs >= limitMs || isHere(visitorId))
          return;
        await goFrom(trx, tell, row, 'not_seen');
      });
    }
  }

  /** To be called each second: who still stands in line some while after closing leaves a message. */
  async function endDays(): Promise<void> {
    for (const { id } of sites.all()) {
      if (!isOver(id) || !(await store.isAnyoneInLine(db.read, id))) continue;
      while (await db.write((trx, tell) => endDay(trx, tell, id)));
    }
  }

  function isOver(siteId: string): boolean {
    const { hours, routing } = sites.byId(siteId);
    const nowMs = clock.nowMs();
    if (opening(hours, nowMs).open) return false;
    return nowMs >= (closedSince(hours, nowMs) ?? 0) + routing.drainMs;
  }

  /** Her words are kept. Answers whether there may be more. */
  async function endDay(trx: Trx, tell: Tell, siteId: string): Promise<boolean> {
    const some = await store.inLine(trx, siteId, { most: mostAtOnce });
    for (const row of some) {
      await steps.take(trx, tell, row, () => becomeCase(row, 'closing'), { why: 'closing' });
    }
    return some.length === mostAtOnce;
  }

  return { leaveLine, endChat, close: closeChat, returnOrphans, leaveUnseen, endDays };
}
