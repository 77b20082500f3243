export type Options = {
  /** How long a visitor's place is held after the last sign of life. */
  graceMs: number;
  /** How exact the grace can be: sweeps, timers, a busy machine. */
  graceSlackMs: number;
  /** After the last fault, and after an entry was written, every live client has it within this. */
  headWithinMs: number;
  /** A dead lease is shown as offline within this. */
  offlineWithinMs: number;
  /** Kinds of entries a role may not see. */
  hidden: { visitor: string[]; agent: string[] };
  /** What the server makes of a body before it stores it (masking, dropping NUL). */
  stored: (body: string) => string;
  /** So long who comes again waits for the agent who helped her last time. */
  lastAgentPatienceMs: number;
  /** A chat in which the visitor has been silent for so long weighs nothing. */
  asleepAfterMs: number;
  /** False where the match must pass someone over for this agent (she refused it before, skills). */
  eligible: (agentId: string, conversationId: string, atMs: number) => boolean;
};

export const defaults: Options = {
  graceMs: 5 * 60_000,
  graceSlackMs: 5_000,
  headWithinMs: 5_000,
  offlineWithinMs: 5_000,
  hidden: { visitor: ['note'], agent: [] },
  stored: (body) => body,
  lastAgentPatienceMs: 30_000,
  asleepAfterMs: 10 * 60_000,
  eligible: () => true,
};
