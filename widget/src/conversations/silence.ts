import type { VisitorConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';

/** An agent who has answered once may take this long before we count aloud: not every last word wants an answer. */
const patienceMs = 2 * 60_000;

export type Silence =
  | { kind: 'held'; untilMs: number }
  /** It was given to the agent, who has not opened it yet. */
  | { kind: 'ringing' }
  | { kind: 'waiting'; sinceMs: number };

/** Whoever opens a chat has read it, up to the line that gave it to her. */
export const rings = (entry: Entry | undefined, readByAgentSeq: number): boolean =>
  entry?.kind === 'assigned' && entry.seq > readByAgentSeq;

/** What is said while an agent has the chat and no word comes. */
export function silenceOf(
  conversation: Pick<
    VisitorConversation,
    'state' | 'agent' | 'heldUntil' | 'waitingSince' | 'readByAgentSeq'
  > | null,
  entries: readonly Entry[],
  nowMs: number,
): Silence | null {
  if (conversation?.state !== 'active' || !conversation.agent) return null;
  const { heldUntil, waitingSince } = conversation;
  if (heldUntil !== null && heldUntil > nowMs) return { kind: 'held', untilMs: heldUntil };
  const ours = entries.findLast(
    (entry) => entry.kind === 'assigned' || (entry.kind === 'message' && entry.from === 'agent'),
  );
  if (rings(ours, conversation.readByAgentSeq)) return { kind: 'ringing' };
  if (waitingSince === null) return null;
  const isCounted = ours?.kind === 'assigned' || nowMs - waitingSince > patienceMs;
  return isCounted ? { kind: 'waiting', sinceMs: waitingSince } : null;
}
