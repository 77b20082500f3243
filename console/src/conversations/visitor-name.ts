import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import { words } from '../language/language.ts';

/** What we call her: her name, or her ticket while she has given none. */
export const nameOf = ({ visitor, ticket }: Pick<AgentConversation, 'visitor' | 'ticket'>) =>
  visitor.name ?? words().inbox.visitor(ticket);
