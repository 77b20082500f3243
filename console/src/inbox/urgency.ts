import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';

export type Urgency = 'calm' | 'long' | 'late';
export type WaitKind = 'answer' | 'line' | 'message';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** After how long a wait is called long, and then too long: for an answer, in line, for a left message. */
const limitsMs: Record<WaitKind, { long: number; late: number }> = {
  answer: { long: minuteMs, late: 3 * minuteMs },
  line: { long: 2 * minuteMs, late: 6 * minuteMs },
  message: { long: 4 * hourMs, late: 24 * hourMs },
};

export function urgency(waitedMs: number, kind: WaitKind): Urgency {
  if (waitedMs >= limitsMs[kind].late) return 'late';
  return waitedMs >= limitsMs[kind].long ? 'long' : 'calm';
}

export function waitKind({ kind, state }: Pick<AgentConversation, 'kind' | 'state'>): WaitKind {
  if (kind === 'case') return 'message';
  return state === 'waiting' ? 'line' : 'answer';
}
