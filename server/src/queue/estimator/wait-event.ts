/** `due` has not come yet today, but is expected. */
export type AgentStatus = 'online' | 'away' | 'offline' | 'due';

/** All that the estimator hears of. The same events in the same order make the same state. */
export type WaitEvent = { atMs: number } & (
  | {
      kind: 'joined';
      conversationId: string;
      departmentId: string;
      /** Who has the smallest is served first: when she came, less her head start. */
      orderMs: number;
      /** Breaks ties of `orderMs`: who joined first. */
      ticket: number;
      /** What her priority is worth; 0 for most. */
      headStartMs: number;
      /** She had been given to somebody then, and heard no word of theirs: that was no end of her wait. */
      unansweredSinceMs?: number;
    }
  | { kind: 'taken'; conversationId: string; agentId: string }
  /** She gave up, left a message instead, was not seen any more, or we closed. */
  | { kind: 'left'; conversationId: string; why: 'gaveUp' | 'case' | 'lost' | 'sentAway' }
  | { kind: 'dropped'; conversationId: string }
  | { kind: 'reconnected'; conversationId: string }
  /**
   * The agent's place is free again; `unfinished` when the chat goes back to the line or to somebody else, or when
   * she, given to somebody at that time who said no word to her, went.
   */
  | { kind: 'ended'; conversationId: string; unfinished: boolean; unansweredSinceMs?: number }
  /** The visitor has been silent for long: the agent's place is free, though the chat goes on; until she writes again. */
  | { kind: 'slept'; conversationId: string }
  | { kind: 'woke'; conversationId: string; agentId: string; departmentId: string }
  | {
      kind: 'agent';
      agentId: string;
      status: AgentStatus;
      capacity: number;
      departmentIds: readonly string[];
    }
  | { kind: 'agentGone'; agentId: string }
  | { kind: 'departmentGone'; departmentId: string }
  /** What she was told when she came; only what was told can be held against what followed. */
  | { kind: 'told'; conversationId: string; range: Range }
);

export type Of<Kind extends WaitEvent['kind']> = Extract<WaitEvent, { kind: Kind }>;

/** How long she still waits: so likely as not, in eight of ten, in nine of ten. */
export interface Range {
  q50Ms: number;
  q80Ms: number;
  q90Ms: number;
  /** How many places must become free before hers. */
  turns: number;
}
