import type { RefusalCode } from '@straks/shared/result.ts';
import type { Talk } from '../conversations/conversation.ts';

/** Who sends, and by which right. */
export type Sender =
  | { role: 'visitor'; id: string }
  | { role: 'agent'; id: string; name: string; epoch: number };

/** Whether these words may be added to this conversation now; null when they may. */
export function judge(conversation: Talk | undefined, sender: Sender): RefusalCode | null {
  // Another's conversation is told of like one that never was.
  if (sender.role === 'visitor' && conversation?.visitorId !== sender.id) return 'unknown';
  if (sender.role === 'agent' && !isHers(conversation, sender)) return 'not_yours';
  return conversation?.state === 'closed' ? 'already_closed' : null;
}

const isHers = (conversation: Talk | undefined, { id, epoch }: { id: string; epoch: number }) =>
  conversation?.ownerId === id && conversation.epoch === epoch;
