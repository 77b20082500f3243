import type { callbacksAgentUp, callbacksVisitorUp } from '@straks/shared/callbacks/callbacks.protocol.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Clock } from '../platform/clock.ts';
import type { Announce } from '../platform/wire/announce.ts';
import type { Handlers } from '../platform/wire/gate.ts';
import type { AgentWho, VisitorWho } from '../platform/wire/who.ts';
import type { Callbacks } from './callbacks.ts';

export const callbacksForVisitors = (
  callbacks: Callbacks,
  conversations: Conversations,
): Handlers<typeof callbacksVisitorUp, VisitorWho> => ({
  'callback:slots': ({ departmentId }, who) => callbacks.slots(who, departmentId),
  async 'callback:request'(asked, who) {
    const conversationId = await callbacks.request(who, asked);
    const row = await conversations.find(conversationId);
    if (!row) throw new Error('a conversation that was just written is not there');
    const [conversation, { entries }, callback] = await Promise.all([
      conversations.seenByVisitor(row),
      conversations.page(conversationId, {}),
      callbacks.openOf(conversationId),
    ]);
    return { conversation, entries, callback };
  },
  async 'callback:cancel'({ conversationId }, who) {
    await callbacks.cancel(who, conversationId);
    return {};
  },
});

export const callbacksForAgents = (callbacks: Callbacks): Handlers<typeof callbacksAgentUp, AgentWho> => ({
  'callback:call': ({ conversationId }, who) => callbacks.call(who, conversationId, who.sees),
  'callback:no_answer': (act, who) => callbacks.noAnswer(who, act),
  async 'callback:done'({ category, ...act }, who) {
    await callbacks.done(who, act, category);
    return {};
  },
});

/** Tells her pages what became of the call she asked for. */
export const createCallbackTeller =
  ({ callbacks, announce, clock }: { callbacks: Callbacks; announce: Announce; clock: Clock }) =>
  async ({ conversationId, visitorId }: { conversationId: string; visitorId: string }) => {
    const callback = await callbacks.openOf(conversationId);
    announce.toVisitor({ visitorId }, 'callback', { conversationId, at: clock.nowMs(), callback });
  };
