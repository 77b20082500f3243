import type { RoutingRules } from '@straks/shared/sites/sites.protocol.ts';

/** A chat as it lies on its agent's desk. */
export interface OnDesk {
  heldUntilMs: number | null;
  /** Since when its visitor waits for an answer; null: the last word is ours. */
  waitingSinceMs: number | null;
  /** When the newest line of its log was written; looked up only where the last word is ours. */
  lastAtMs: number | null;
}

/**
 * How much of an agent's capacity a chat takes. Asleep: the visitor has been silent since our last word. One that
 * awakens weighs its whole at once, also beyond the capacity: then only nothing new is given.
 */
export function weightOf(
  chat: OnDesk,
  { asleepAfterMs }: Pick<RoutingRules, 'asleepAfterMs'>,
  nowMs: number,
) {
  if (chat.waitingSinceMs === null && nowMs - (chat.lastAtMs ?? nowMs) >= asleepAfterMs) return 0;
  return chat.heldUntilMs !== null && chat.heldUntilMs > nowMs ? 0.5 : 1;
}
