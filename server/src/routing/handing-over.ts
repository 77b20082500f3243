import type { Conversation } from '../conversations/conversation.ts';
import { assign, giveBack, hold as holdOn, isClosed } from '../conversations/conversation.ts';
import type { Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Act, Agent, RoutingParts } from './routing.ts';

export type To = { departmentId: string } | { agentId: string };

const longestHoldMs = 24 * 3_600_000;

/** What an agent does with a conversation of hers besides answering it. */
export function createHandingOver({ db, clock, sites, presence, conversations }: RoutingParts) {
  const transfer = (agent: Agent, { conversationId, epoch }: Act, to: To) =>
    db.write(async (trx, tell) => {
      const row = await conversations.owned(trx, conversationId, agent.agentId, epoch);
      const taker = 'agentId' in to ? await whoTakes(trx, row, to.agentId) : null;
      const departmentId =
        'agentId' in to ? row.departmentId : await departmentOf(trx, agent.siteId, to.departmentId);
      const nowMs = clock.nowMs();
      const back = giveBack(row, 'transferred');
      const moved = { ...back, to: { ...back.to, departmentId, line: departmentId } };
      const inLine = await conversations.record(trx, tell, moved, nowMs);
      await leaveAgent(trx, tell, row);
      if (!taker) return;
      await conversations.record(trx, tell, assign(inLine, taker, nowMs, null), nowMs);
      if (row.kind === 'chat') await presence.occupyByHand(trx, tell, agent.siteId, taker.id);
    });

  async function whoTakes(trx: Trx, row: Conversation, agentId: string) {
    const taker = await presence.find(trx, agentId);
    if (taker?.siteId !== row.siteId || taker.id === row.ownerId) throw new Refusal('unknown');
    const isMember = taker.departmentIds.includes(row.departmentId);
    if (taker.role === 'agent' && !isMember) throw new Refusal('not_in_department');
    // A left message has time; a chat goes to nobody who is not there.
    if (row.kind === 'chat' && !presence.isHere(taker)) throw new Refusal('absent');
    return taker;
  }

  async function departmentOf(trx: Trx, siteId: string, departmentId: string) {
    const living = await sites.living(trx, siteId, departmentId);
    if (living !== departmentId) throw new Refusal('unknown', { detail: 'department' });
    return living;
  }

  async function leaveAgent(trx: Trx, tell: Tell, { kind, siteId, ownerId }: Conversation) {
    if (kind === 'chat' && ownerId) await presence.free(trx, tell, siteId, ownerId);
  }

  const hold = (agent: Agent, { conversationId, epoch }: Act, untilMs: number | null) =>
    db.write(async (trx, tell) => {
      const row = await conversations.owned(trx, conversationId, agent.agentId, epoch);
      const nowMs = clock.nowMs();
      const isReal = untilMs === null || (untilMs > nowMs && untilMs <= nowMs + longestHoldMs);
      if (!isReal) throw new Refusal('bad_request', { detail: 'until' });
      if (untilMs === row.heldUntilMs) return;
      await conversations.record(trx, tell, holdOn(row, untilMs), nowMs);
    });

  /** How soon it should be served, as somebody says who sees it. */
  const prioritise = (conversationId: string, priority: number, sees: (c: Conversation) => boolean) =>
    db.write(async (trx, tell) => {
      const row = await conversations.findIn(trx, conversationId);
      if (!row || !sees(row)) throw new Refusal('unknown');
      if (isClosed(row)) throw new Refusal('already_closed');
      if (row.priority === priority) return;
      const { headStartMs } = sites.byId(row.siteId).routing;
      const orderMs = (row.queuedMs ?? 0) - ([0, headStartMs.high, headStartMs.urgent][priority] ?? 0);
      await conversations.prioritise(trx, tell, row, { priority, orderMs });
    });

  return { transfer, hold, prioritise };
}
