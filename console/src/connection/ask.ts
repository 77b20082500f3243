import type { AnswerOf, agentUp, RequestOf } from '@straks/shared/protocol.ts';

type Events = typeof agentUp;

/** Asks the server over the socket. Rejects when no answer came: then the outcome is unknown. */
export type Ask = <E extends keyof Events>(
  event: E,
  request: RequestOf<Events, E>,
) => Promise<AnswerOf<Events, E>>;
