import type { messagesAgentUp, messagesVisitorUp, Sent } from '@straks/shared/messages/messages.protocol.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { Refusal } from '../platform/errors.ts';
import type { Handlers } from '../platform/wire/gate.ts';
import type { AgentWho, VisitorWho } from '../platform/wire/who.ts';
import type { Messages } from './messages.ts';

/** Who types to whom; told, never stored. */
export interface Typing {
  conversationId: string;
  visitorId: string;
  ownerId: string | null;
  from: 'visitor' | 'agent';
  typing: boolean;
}
/** A visitor's words, also those that come after the end. */
export type VisitorSays = (
  who: { visitorId: string; siteId: string },
  said: { conversationId: string; clientMessageId: string; text: string },
) => Promise<Sent>;
type TellTyping = (typing: Typing) => void;

export const messagesForVisitors = (
  messages: Messages,
  conversations: Conversations,
  tellTyping: TellTyping,
  says: VisitorSays,
): Handlers<typeof messagesVisitorUp, VisitorWho> => ({
  'message:send': (said, who) => says(who, said),

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
    tellTyping({ conversationId, visitorId, ownerId: row.ownerId, from: 'visitor', typing });
    return {};
  },
});

export const messagesForAgents = (
  messages: Messages,
  conversations: Conversations,
  tellTyping: TellTyping,
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
    const { visitorId } = row;
    tellTyping({ conversationId, visitorId, ownerId: agentId, from: 'agent', typing });
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
