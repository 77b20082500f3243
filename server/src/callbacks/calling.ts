import { mostTries } from '@straks/shared/callbacks/callback.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { becomeCase, type Conversation, isWaiting } from '../conversations/conversation.ts';
import type { Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Act, Agent } from '../routing/routing.ts';
import type { Callback, createCallbacksStore } from './callbacks.store.ts';
import type { CallbacksParts } from './callbacks.ts';
import { callChanged } from './changed.ts';

/** She may be at another call: a while later she is tried again. */
const againMs = 15 * 60_000;

/** What an agent does about a call: she makes it, and says what came of it. */
export function createCalling(parts: CallbacksParts, store: ReturnType<typeof createCallbacksStore>) {
  const { db, clock, conversations, queue, routing, holds, mail } = parts;

  /** Hers from now on, if it was nobody's; of two at once the later is told that it is taken. */
  async function call(agent: Agent, conversationId: string, sees: (c: Conversation) => boolean) {
    const row = await conversations.find(conversationId);
    if (row?.state === 'active' && row.ownerId === agent.agentId) {
      const { epoch } = row;
      const { phone, shown } = await db.write(async (trx, tell) => {
        await conversations.owned(trx, conversationId, agent.agentId, epoch);
        return begin(trx, tell, conversationId);
      });
      return { epoch, phone, shown };
    }
    let begun: Callback | undefined;
    const { epoch } = await routing.take(agent, conversationId, sees, {
      async after(trx, tell) {
        begun = await begin(trx, tell, conversationId);
      },
    });
    return { epoch, phone: begun?.phone ?? '', shown: begun?.shown ?? '' };
  }

  async function begin(trx: Trx, tell: Tell, conversationId: string): Promise<Callback> {
    const call = await stillOpen(trx, conversationId);
    const row = await conversations.findIn(trx, conversationId);
    if (!row) throw new Refusal('unknown');
    const nowMs = clock.nowMs();
    await store.change(trx, call.id, { callingMs: nowMs });
    // The call is our first answer: it rings at nobody else meanwhile.
    await conversations.accept(trx, tell, row, row.acceptedMs ?? nowMs, {
      firstResponseMs: row.firstResponseMs ?? nowMs,
    });
    return call;
  }

  async function stillOpen(trx: Trx, conversationId: string): Promise<Callback> {
    const call = await store.openOf(trx, conversationId);
    if (!call) throw new Refusal('unknown', { detail: 'callback' });
    return call;
  }

  /** Nobody answered. Anybody's to try again later, or after the last try hers to write. */
  async function noAnswer(agent: Agent, act: Act): Promise<{ againAt: number | null }> {
    const { conversationId, epoch } = act;
    const tries = await db.write(async (trx) => {
      await conversations.owned(trx, conversationId, agent.agentId, epoch);
      return (await stillOpen(trx, conversationId)).tries + 1;
    });
    if (tries >= mostTries) {
      await giveUp(agent, act);
      return { againAt: null };
    }
    const nowMs = clock.nowMs();
    const againAt = nowMs + againMs;
    await routing.giveBack(agent, act, {
      before: (trx, tell) => tried(trx, tell, agent, act, nowMs, { tries, dueMs: againAt, dueTold: 0 }),
      after: (trx, tell) => leaveLine(trx, tell, conversationId),
    });
    return { againAt };
  }

  async function tried(
    trx: Trx,
    tell: Tell,
    agent: Agent,
    { conversationId, epoch }: Act,
    nowMs: number,
    change: Partial<Callback>,
  ) {
    const to = await conversations.owned(trx, conversationId, agent.agentId, epoch);
    const call = await stillOpen(trx, conversationId);
    await store.change(trx, call.id, { ...change, triedMs: nowMs, callingMs: null });
    const last = change.state === 'unreached' ? { last: true as const } : {};
    const line = { kind: 'callback' as const, step: 'no_answer' as const, ...last };
    await conversations.record(trx, tell, { to, line }, nowMs);
    await holds.release(trx, tell, conversationId);
    callChanged(tell, call);
  }

  /** It was her turn, and she was not there: the next try has its own time, nobody waits behind it. */
  async function leaveLine(trx: Trx, tell: Tell, conversationId: string) {
    const nowMs = clock.nowMs();
    const row = await conversations.findIn(trx, conversationId);
    if (!row || !isWaiting(row) || row.kind === 'case') return;
    const after = await conversations.record(trx, tell, becomeCase(row, 'callback'), nowMs);
    await queue.follow(trx, row, after, nowMs);
  }

  const giveUp = (agent: Agent, act: Act) =>
    db.write(async (trx, tell) => {
      const nowMs = clock.nowMs();
      const over = { state: 'unreached', tries: mostTries, endedMs: nowMs };
      await tried(trx, tell, agent, act, nowMs, over);
      await write(trx, act.conversationId, nowMs);
    });

  /** She may have left the page long ago: who gave an address reads it there. */
  async function write(trx: Trx, conversationId: string, nowMs: number) {
    const row = await conversations.findSeenIn(trx, conversationId);
    if (!row?.visitorEmail || !mail.isOn) return;
    await mail.post(trx, {
      ...{ siteId: row.siteId, kind: 'callback:unreached', to: row.visitorEmail },
      ...{ language: row.language as Language, data: { conversationId }, dueMs: nowMs },
      onceKey: `callback:unreached:${conversationId}:${nowMs}`,
    });
  }

  /** They have spoken: it is closed, and she is asked how it was. */
  const done = (agent: Agent, act: Act, category: string | null) =>
    routing.close(agent, act, category, {
      async before(trx, tell) {
        const to = await conversations.owned(trx, act.conversationId, agent.agentId, act.epoch);
        const call = await stillOpen(trx, act.conversationId);
        const nowMs = clock.nowMs();
        await store.change(trx, call.id, { state: 'done', endedMs: nowMs, callingMs: null });
        const line = { kind: 'callback' as const, step: 'done' as const };
        await conversations.record(trx, tell, { to, line }, nowMs);
        await holds.release(trx, tell, act.conversationId);
        callChanged(tell, call);
      },
    });

  return { call, noAnswer, done };
}
