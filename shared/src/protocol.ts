import type { Static, TSchema } from 'typebox';
import { authRest } from './auth/auth.protocol.ts';
import {
  callbacksAgentUp,
  callbacksVisitorDown,
  callbacksVisitorUp,
} from './callbacks/callbacks.protocol.ts';
import { conversationsAgentUp, conversationsVisitorUp } from './conversations/conversations.protocol.ts';
import { holdsUp } from './holds/holds.protocol.ts';
import { inboxDown, inboxUp } from './inbox/inbox.protocol.ts';
import { mailRest } from './mail/mail.protocol.ts';
import { messagesAgentUp, messagesDown, messagesVisitorUp } from './messages/messages.protocol.ts';
import { presenceDown, presenceUp } from './presence/presence.protocol.ts';
import { queueDown, queueUp } from './queue/queue.protocol.ts';
import { ratingsUp } from './ratings/ratings.protocol.ts';
import { reportsRest } from './reports/reports.protocol.ts';
import type { Answer } from './result.ts';
import { sitesDown, sitesRest } from './sites/sites.protocol.ts';
import { staffingRest } from './staffing/staffing.protocol.ts';
import { visitorsRest, visitorsUp } from './visitors/visitors.protocol.ts';
import { Moving } from './wire/wire.protocol.ts';

/** Everything a visitor's page may ask over its socket (`/visitor`), with the answer it gets. */
export const visitorUp = {
  ...visitorsUp,
  ...conversationsVisitorUp,
  ...messagesVisitorUp,
  ...queueUp,
  ...holdsUp,
  ...callbacksVisitorUp,
  ...ratingsUp,
} as const;

/** Everything the server may say to a visitor's page unasked. */
export const visitorDown = {
  ...messagesDown,
  ...queueDown,
  ...callbacksVisitorDown,
  ...sitesDown,
  moving: Moving,
} as const;

/** Everything an agent's console may ask over its socket (`/agent`), with the answer it gets. */
export const agentUp = {
  ...inboxUp,
  ...conversationsAgentUp,
  ...messagesAgentUp,
  ...callbacksAgentUp,
  ...presenceUp,
} as const;

/** Everything the server may say to an agent's console unasked. */
export const agentDown = { ...messagesDown, ...inboxDown, ...presenceDown, moving: Moving } as const;

/** Every REST request: `METHOD /path` with its schemas. */
export const rest = {
  ...sitesRest,
  ...visitorsRest,
  ...authRest,
  ...mailRest,
  ...staffingRest,
  ...reportsRest,
} as const;

type Exchange = { request: TSchema; answer: TSchema };
/** The event map of Socket.IO for what a client sends: every event takes one payload and one ack. */
export type Up<Events extends Record<string, Exchange>> = {
  [E in keyof Events]: (
    request: Static<Events[E]['request']>,
    ack: (answer: Answer<Static<Events[E]['answer']>>) => void,
  ) => void;
};
/** The event map of Socket.IO for what the server sends. */
export type Down<Events extends Record<string, TSchema>> = {
  [E in keyof Events]: (payload: Static<Events[E]>) => void;
};

export type VisitorUp = Up<typeof visitorUp>;
export type VisitorDown = Down<typeof visitorDown>;
export type AgentUp = Up<typeof agentUp>;
export type AgentDown = Down<typeof agentDown>;
export type RequestOf<Events extends Record<string, Exchange>, E extends keyof Events> = Static<
  Events[E]['request']
>;
export type AnswerOf<Events extends Record<string, Exchange>, E extends keyof Events> = Answer<
  Static<Events[E]['answer']>
>;
export type RestAnswer<R extends keyof typeof rest> = Answer<Static<(typeof rest)[R]['answer']>>;
