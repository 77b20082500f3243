import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';

type Items = ReadonlyMap<string, AgentConversation>;

/** What was this agent's before and is open with somebody else, or in line, now. */
export const movedFrom = (agentId: string, before: Items, after: Items): AgentConversation[] =>
  [...before.values()].flatMap(({ id, ownerId }) => {
    const now = after.get(id);
    const moved = ownerId === agentId && now && now.state !== 'closed' && now.ownerId !== agentId;
    return moved ? [now] : [];
  });
