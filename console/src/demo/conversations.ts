import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';

/** Conversations for demo pages and tests: one plain chat, changed where it matters. */
export function conversation({ visitor, ...changes }: Changes = {}): AgentConversation {
  return {
    id: 'conversation-0001',
    kind: 'chat',
    state: 'active',
    lastSeq: 4,
    readByVisitorSeq: 2,
    readByAgentSeq: 3,
    openedAt: 1_000,
    closedAt: null,
    rating: null,
    heldUntil: null,
    lastAt: Date.now(),
    queuedAt: 1_000,
    priority: 0,
    assignedAt: 1_000,
    acceptedAt: 1_000,
    escalated: false,
    inboxSeq: 1,
    departmentId: 'department-shop-01',
    ticket: 41,
    ownerId: 'agent-ada-000000000',
    epoch: 1,
    waitingSince: null,
    category: null,
    preview: 'Do you have it in green?',
    ...changes,
    visitor: {
      name: 'Ingrid Solberg',
      email: null,
      language: 'nb',
      online: true,
      pageUrl: 'https://shop.example/coats/rain/green',
      ...visitor,
    },
  };
}

type Changes = Partial<Omit<AgentConversation, 'visitor'>> & {
  visitor?: Partial<AgentConversation['visitor']>;
};
