import { assign, type Waiting } from '../conversations/conversation.ts';
import { allDone } from '../platform/db/attempt.ts';
import type { Tell, Trx } from '../platform/db/database.ts';
import type { Wanted } from '../presence/presence.ts';
import { type Desk, type InLine, isFree, type Matched, match, overflowOf } from './match.ts';
import { rungOf } from './rung.ts';
import type { Agent, Besides, Sees, StoryParts } from './steps.ts';
import { weightOf } from './weight.ts';

/** A few at a time, so that messages get their turn between. */
const mostAtOnce = 16;
/** How much deeper a line is looked into when nobody of those looked at may be given yet. */
const deeper = 8;
const deepest = 16_384;

/** How chats come to agents. */
export function createAssigning(parts: StoryParts) {
  const { db, clock, sites, presence, conversations, queue, store, steps } = parts;
  const nobody: ReadonlyMap<string, 'away' | 'phone'> = new Map();

  /** Gives waiting chats to free agents until there are no more of one or the other. */
  async function assignWaiting(siteId: string): Promise<void> {
    // Whoever joins or is free after this look is looked for again by what that tells.
    if (!(await store.isAnyoneInLine(db.read, siteId))) return;
    if ((await desksOf(db.read, siteId)).length > 0) await assignAll(siteId);
  }

  async function assignAll(siteId: string): Promise<void> {
    while (await db.write((trx, tell) => assignSome(trx, tell, siteId)));
  }

  /**
   * A step that frees a place, and who gets it right behind, in the same commit when nobody else writes. The step
   * stands for itself; whoever is not given a place here is by what the step tells.
   */
  function freeing<Value>(siteId: string, step: Promise<Value>): Promise<Value> {
    assignAll(siteId).catch(() => {});
    return step;
  }

  /** Answers whether there may be more. Everything it decides by is read in this very unit. */
  async function assignSome(trx: Trx, tell: Tell, siteId: string): Promise<boolean> {
    if (!(await store.isAnyoneInLine(trx, siteId))) return false;
    const desks = await desksOf(trx, siteId);
    if (desks.length === 0) return false;
    const { waiting, given } = await matched(trx, siteId, desks);
    const names = new Map(desks.map(({ agentId, name }) => [agentId, name]));
    for (const { conversationId, agentId } of given.slice(0, mostAtOnce)) {
      const agent = { id: agentId, siteId, name: names.get(agentId) ?? '' };
      const row = waiting.get(conversationId);
      if (row && (await presence.occupy(trx, agentId))) await steps.give(trx, tell, row, agent);
    }
    return given.length >= mostAtOnce;
  }

  /** The first of each line; more of a line whose first ones wait for somebody else than those who are free. */
  async function matched(trx: Trx, siteId: string, desks: readonly Desk[]) {
    const rules = { ...sites.byId(siteId).routing, overflow: overflowOf(sites.departments(siteId)) };
    for (let perLine = mostAtOnce; ; perLine *= deeper) {
      const [held = nobody, heads] = await allDone([
        parts.heldIn?.(trx, siteId),
        queue.heads(trx, siteId, perLine),
      ]);
      const inLine = heads.map((row) => asInLine(row, held.get(row.id) === 'away'));
      const { given, passedOver } = match(inLine, desks, rules, clock.nowMs());
      const isCutShort = given.length < mostAtOnce && endsIn(heads, perLine, passedOver);
      if (isCutShort && perLine < deepest) continue;
      return { waiting: new Map(heads.map((row) => [row.id, row])), given };
    }
  }

  const endsIn = (heads: readonly Waiting[], perLine: number, lines: Matched['passedOver']) =>
    [...lines].some((line) => heads.filter((row) => row.line === line).length >= perLine);

  /** Every agent's desk; none while nobody who is here has a place free. */
  async function desksOf(trx: Trx, siteId: string): Promise<(Desk & { name: string })[]> {
    const loads = loadsOf(trx, siteId);
    const isWanted = loads.then((of): Wanted => {
      return ({ agentId, isHere, capacity }) => isHere && isFree({ load: of.get(agentId) ?? 0, capacity });
    });
    const [staff, of] = await allDone([presence.staff(trx, siteId, isWanted), loads]);
    return staff.map((agent) => ({ ...agent, load: of.get(agent.agentId) ?? 0 }));
  }

  async function loadsOf(trx: Trx, siteId: string): Promise<ReadonlyMap<string, number>> {
    const nowMs = clock.nowMs();
    const { routing } = sites.byId(siteId);
    const loads = new Map<string, number>();
    for (const chat of await store.desks(trx, siteId)) {
      loads.set(chat.agentId, (loads.get(chat.agentId) ?? 0) + weightOf(chat, routing, nowMs));
    }
    return loads;
  }

  /** An agent takes one herself, beyond her capacity if she wants to. */
  const take = (agent: Agent, conversationId: string, sees: Sees, besides: Besides = {}) =>
    db.write(async (trx, tell) => {
      const row = await conversations.waitingFor(trx, conversationId, sees);
      const taker = { id: agent.agentId, name: agent.name };
      if (row.kind === 'chat') await presence.occupyByHand(trx, agent.agentId);
      const byHand = { by: 'agent' } as const;
      const step = (nowMs: number) => assign(row, taker, nowMs, nowMs);
      const { epoch } = await steps.take(trx, tell, row, step, byHand);
      await presence.answered(trx, tell, [agent.agentId]);
      await besides.after?.(trx, tell, conversationId);
      return { epoch };
    });

  return { assignWaiting, freeing, take };
}

const asInLine = (row: Waiting, away: boolean): InLine => ({
  conversationId: row.id,
  line: row.line,
  orderMs: row.orderMs,
  ticket: row.ticket,
  joinedMs: row.queuedMs ?? 0,
  preferredAgentId: row.preferredAgentId,
  avoid: rungOf(row.rungAt).avoid,
  escalated: row.escalated === 1,
  away,
});
