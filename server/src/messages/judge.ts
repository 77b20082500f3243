import type { RefusalCode } from '@straks/shared/result.ts';
import type { Talk } from '../conversations/conversation.ts';

/** Who sends, and by which right. */
export type Sender =
  | { role: 'visitor'; id: string }
  | { role: 'agent'; id: string; name: string; epoch: number };

/** Whether these words may be added to this conversation now; null when they may. */
export function judge(conversation: Talk | undefined, sender: Sender): RefusalCode | null {
  if (!conversation) return 'unknown';
  if (sender.role === 'visitor') {
    // Another's conversation is as unknown as one that never was.
    if (conversation.visitorId !== sender.id) return 'unknown';
    return conversation.state === 'closed' ? 'already_closed' : null;
  }
  if (conversation.ownerId !== sender.id || conversation.epoch !== sender.epoch) return 'not_yours';
  return conversation.state === 'closed' ? 'already_closed' : null;
}
