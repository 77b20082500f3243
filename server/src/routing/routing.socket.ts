import type {
  conversationsAgentUp,
  conversationsVisitorUp,
} from '@straks/shared/conversations/conversations.protocol.ts';
import type { queueUp } from '@straks/shared/queue/queue.protocol.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Handlers } from '../platform/wire/gate.ts';
import type { AgentWho, VisitorWho } from '../platform/wire/who.ts';
import type { Routing } from './routing.ts';

export const routingForVisitors = (
  routing: Routing,
  conversations: Conversations,
): Handlers<typeof conversationsVisitorUp & typeof queueUp, VisitorWho> => {
  async function whole(conversationId: string) {
    const row = await conversations.find(conversationId);
    if (!row) throw new Error('a conversation that was just written is not there');
    const { entries } = await conversations.page(conversationId, {});
    return { conversation: await conversations.seenByVisitor(row), entries };
  }

  return {
    'chat:request': async (words, who) => whole(await routing.requestChat(who, words)),
    'case:leave': async (words, who) => whole(await routing.leaveCase(who, words)),
    async 'chat:end'({ conversationId }, who) {
      await routing.freeing(who.siteId, routing.endChat(who, conversationId));
      return {};
    },
    async 'queue:leave'({ conversationId }, who) {
      await routing.leaveLine(who, conversationId);
      return {};
    },
  };
};

type Acts = Omit<typeof conversationsAgentUp, 'conversation:open'>;

export const routingForAgents = (routing: Routing): Handlers<Acts, AgentWho> => ({
  'conversation:take': ({ conversationId }, who) => routing.take(who, conversationId, who.sees),
  async 'conversation:accept'(act, who) {
    await routing.accept(who, act);
    return {};
  },
  async 'conversation:transfer'({ to, ...act }, who) {
    await routing.transfer(who, act, to);
    return {};
  },
  async 'conversation:hold'({ until, ...act }, who) {
    await routing.hold(who, act, until);
    return {};
  },
  async 'conversation:priority'({ conversationId, priority }, who) {
    await routing.prioritise(conversationId, priority, who.sees);
    return {};
  },
  async 'conversation:return'(act, who) {
    await routing.giveBack(who, act);
    return {};
  },
  async 'conversation:close'({ category, ...act }, who) {
    await routing.freeing(who.siteId, routing.close(who, act, category));
    return {};
  },
});
