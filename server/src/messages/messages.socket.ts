import type { messagesAgentUp, messagesVisitorUp } from '@straks/shared/messages/messages.protocol.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { Refusal } from '../platform/errors.ts';
import type { Announce } from '../platform/wire/announce.ts';
import type { Handlers } from '../platform/wire/gate.ts';
import type { AgentWho, VisitorWho } from '../platform/wire/who.ts';
import type { Messages } from './messages.ts';

export const messagesForVisitors = (
  messages: Messages,
  conversations: Conversations,
  announce: Announce,
): Handlers<typeof messagesVisitorUp, VisitorWho> => ({
  'message:send': ({ conversationId, clientMessageId, text }, { visitorId }) =>
    messages.send({ conversationId, sender: { role: 'visitor', id: visitorId }, clientMessageId, text }),

  async 'message:sync'({ conversationId, after, before }, { visitorId }) {
    const row = await conversations.find(conversationId);
    if (row?.visitorId !== visitorId) throw new Refusal('unknown');
    return synced(conversations, conversationId, { after, before });
  },

  async 'message:read'({ conversationId, seq }, { visitorId }) {
    await messages.read({ conversationId, reader: { role: 'visitor', id: visitorId }, seq });
    return {};
  },

  async 'message:typing'({ conversationId, typing }, { visitorId }) {
    const row = await conversations.find(conversationId);
    if (row?.visitorId !== visitorId) throw new Refusal('unknown');
    announce.toAgents(row, 'typing', { conversationId, from: 'visitor', typing });
    return {};
  },
});

export const messagesForAgents = (
  messages: Messages,
  conversations: Conversations,
  announce: Announce,
): Handlers<typeof messagesAgentUp, AgentWho> => ({
  'message:send': ({ conversationId, epoch, clientMessageId, text }, { agentId, name }) =>
    messages.send({
      conversationId,
      sender: { role: 'agent', id: agentId, name, epoch },
      clientMessageId,
      text,
    }),

  async 'message:sync'({ conversationId, after, before }, who) {
    const row = await conversations.find(conversationId);
    if (!row || !who.sees(row)) throw new Refusal('unknown');
    return synced(conversations, conversationId, { after, before });
  },

  async 'message:read'({ conversationId, seq }, { agentId }) {
    await messages.read({ conversationId, reader: { role: 'agent', id: agentId }, seq });
    return {};
  },

  async 'message:typing'({ conversationId, typing }, { agentId }) {
    const row = await conversations.find(conversationId);
    if (row?.ownerId !== agentId) throw new Refusal('not_yours');
    announce.toVisitor(row, 'typing', { conversationId, from: 'agent', typing });
    return {};
  },
});

async function synced(
  conversations: Conversations,
  conversationId: string,
  { after, before }: { after: number | undefined; before: number | undefined },
) {
  const { entries, more } = await conversations.page(conversationId, {
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
  });
  const row = await conversations.find(conversationId);
  return { entries, more, head: row?.lastSeq ?? 0 };
}
