import type { VisitorConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { UnsentOutgoing } from '../connection/outgoing.ts';

/** Which picture stands in the panel. */
export type Screen =
  | 'welcome'
  /** Her first words are on their way. */
  | 'asking'
  | 'line'
  | 'chat'
  /** A left message, and what is said about it later. */
  | 'case'
  | 'after';

export function screenOf(
  conversation: VisitorConversation | null,
  unsent: readonly UnsentOutgoing[],
  dismissedId: string | null,
): Screen {
  const isAsking = unsent.some(({ request, failed }) => request.event !== 'message:send' && !failed);
  if (conversation?.state === 'closed') {
    if (isAsking) return 'asking';
    return conversation.id === dismissedId ? 'welcome' : 'after';
  }
  if (!conversation) return isAsking ? 'asking' : 'welcome';
  if (conversation.kind === 'case') return 'case';
  return conversation.state === 'waiting' ? 'line' : 'chat';
}
