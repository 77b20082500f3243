import {
  assign,
  type Conversation,
  giveBack,
  hold as holdOn,
  isClosed,
  isWaiting,
} from '../conversations/conversation.ts';
import type { Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import { headStartOf } from '../queue/need.ts';
import { isAnyoneHere, overflowOf } from './match.ts';
import { avoiding } from './rung.ts';
import type { Act, Agent, Besides, Sees, StoryParts } from './steps.ts';

export type To = { departmentId: string } | { agentId: string };

const longestHoldMs = 24 * 3_600_000;

/** What an agent does with a conversation besides answering it. */
export function createHandingOver(parts: StoryParts) {
  const { db, clock, sites, presence, conversations, queue, steps } = parts;

  /** Back to the line at its old place, for others first. */
  const giveBackToLine = (agent: Agent, { conversationId, epoch }: Act, besides: Besides = {}) =>
    db.write(async (trx, tell) => {
      await besides.before?.(trx, tell, conversationId);
      const row = await conversations.owned(trx, conversationId, agent.agentId, epoch);
      const { to, line } = giveBack(row, 'given_back');
      const rungAt = JSON.stringify(avoiding(row.rungAt, agent.agentId, false));
      await steps.take(trx, tell, row, () => ({ to: { ...to, rungAt }, line }));
      await besides.after?.(trx, tell, conversationId);
    });

  /** To another department's line at her old place, or to a colleague; where nobody is there, nothing changes. */
  const transfer = (agent: Agent, { conversationId, epoch }: Act, to: To) =>
    db.write(async (trx, tell) => {
      const row = await conversations.owned(trx, conversationId, agent.agentId, epoch);
      const taker = 'agentId' in to ? await whoTakes(trx, row, to.agentId) : null;
      const place = 'departmentId' in to ? await placeIn(trx, row, to.departmentId) : {};
      const back = giveBack(row, 'transferred');
      const rungAt = JSON.stringify(avoiding(null, agent.agentId, false));
      const moved = { ...back.to, ...place, rungAt, escalated: 0 };
      const inLine = await steps.take(trx, tell, row, () => ({ to: moved, line: back.line }));
      if (!taker) return;
      const byHand = { by: 'agent' } as const;
      await steps.take(trx, tell, inLine, (nowMs) => assign(inLine, taker, nowMs, null), byHand);
      if (row.kind === 'chat') await presence.occupyByHand(trx, taker.id);
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

  async function placeIn(trx: Trx, row: Conversation, departmentId: string) {
    const living = await sites.living(trx, row.siteId, departmentId);
    if (living !== departmentId) throw new Refusal('unknown', { detail: 'department' });
    if (row.kind === 'chat' && !(await isServed(trx, row, departmentId))) throw new Refusal('absent');
    return { departmentId };
  }

  /** Whether somebody is there who could help her in that department. */
  async function isServed(trx: Trx, { siteId, language, skills }: Conversation, departmentId: string) {
    const asked = { language, skills: JSON.parse(skills ?? '[]') as string[] };
    const [line, staff] = await Promise.all([
      queue.lineIn(trx, departmentId, asked),
      presence.staff(trx, siteId),
    ]);
    const desks = staff.map((one) => ({ ...one, load: 0 }));
    return isAnyoneHere(line, desks, { overflow: overflowOf(sites.departments(siteId)) });
  }

  const hold = (agent: Agent, { conversationId, epoch }: Act, untilMs: number | null) =>
    db.write(async (trx, tell) => {
      const row = await conversations.owned(trx, conversationId, agent.agentId, epoch);
      const nowMs = clock.nowMs();
      const isReal = untilMs === null || (untilMs > nowMs && untilMs <= nowMs + longestHoldMs);
      if (!isReal) throw new Refusal('bad_request', { detail: 'until' });
      if (untilMs === row.heldUntilMs) return;
      await steps.take(trx, tell, row, () => holdOn(row, untilMs));
    });

  /** How soon it should be served, as somebody says who sees it: who may take it by hand may also let it overtake. */
  const prioritise = (conversationId: string, priority: number, sees: Sees) =>
    db.write(async (trx, tell) => {
      const row = await conversations.findIn(trx, conversationId);
      if (!row || !sees(row)) throw new Refusal('unknown');
      if (isClosed(row)) throw new Refusal('already_closed');
      if (row.priority === priority) return;
      const orderMs = (row.queuedMs ?? 0) - headStartOf(priority, sites.byId(row.siteId).routing);
      const after = { ...row, priority, ...(row.kind === 'chat' && { orderMs }) };
      await conversations.change(trx, tell, after, { priority, orderMs: after.orderMs });
      if (isWaiting(row)) await queue.follow(trx, row, after, clock.nowMs());
    });

  return { giveBack: giveBackToLine, transfer, hold, prioritise };
}
