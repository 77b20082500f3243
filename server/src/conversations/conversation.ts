import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { ConversationTable } from '../schema.ts';

/** A conversation as stored; its state says which transitions it may take. */
export type Conversation = ConversationTable;
export type Waiting = Conversation & { state: 'waiting' };
export type Active = Conversation & { state: 'active'; ownerId: string };
export type Closed = Conversation & { state: 'closed' };

/** What words and reading ask of a conversation, and change in it. */
export type Talk = Pick<
  Conversation,
  | 'id'
  | 'siteId'
  | 'visitorId'
  | 'state'
  | 'ownerId'
  | 'epoch'
  | 'lastSeq'
  | 'inboxSeq'
  | 'visitorReadSeq'
  | 'agentReadSeq'
  | 'waitingSinceMs'
  | 'firstResponseMs'
  | 'preview'
  | 'answeredMs'
  | 'heldUntilMs'
>;

export const isWaiting = (c: Conversation): c is Waiting => c.state === 'waiting';
export const isActive = (c: Conversation): c is Active => c.state === 'active' && c.ownerId !== null;
export const isClosed = (c: Conversation): c is Closed => c.state === 'closed';
export const isOpen = (c: Conversation): c is Waiting | Active => c.state !== 'closed';

type WithoutPlace<E> = E extends { seq: number; at: number } ? Omit<E, 'seq' | 'at'> : never;
/** A line of the log that has not got its number yet. */
export type Line = WithoutPlace<Exclude<Entry, { kind: 'message' }>>;

/** A conversation after a transition, and the line of the log that tells of it. */
export interface Step<To extends Conversation = Conversation> {
  to: To;
  line: Line;
}

/** A place in line, as it was given when she joined. */
export interface LinePlace {
  departmentId: string;
  line: string;
  ticket: number;
  joinedMs: number;
  priority: number;
  orderMs: number;
}

/** Into the line, with a place that is hers from now on. A case gives its words to the chat. */
export function queue(c: Waiting, { joinedMs, ...place }: LinePlace): Step<Waiting> {
  return {
    to: { ...c, ...place, kind: 'chat', queuedMs: joinedMs, rungAt: null, escalated: 0 },
    line: { kind: 'queued' },
  };
}

/** Out of the line: her words stay, somebody answers when they can. */
export function becomeCase(c: Waiting, reason?: 'closing' | 'missed' | 'callback'): Step<Waiting> {
  return {
    to: { ...c, kind: 'case', ticket: 0, queuedMs: null, rungAt: null, escalated: 0 },
    line: { kind: 'left_message', ...(reason && { reason }) },
  };
}

/** Given to an agent it rings until she opens it; taken by hand it is opened already. */
export function assign(
  c: Waiting,
  agent: { id: string; name: string },
  nowMs: number,
  acceptedMs: number | null,
): Step<Active> {
  const epoch = c.epoch + 1;
  return {
    to: {
      ...c,
      ...{ state: 'active', ownerId: agent.id, epoch, assignedMs: nowMs, acceptedMs, answeredMs: null },
    },
    line: { kind: 'assigned', agent: { name: agent.name }, epoch },
  };
}

export type WhyBack = Extract<Line, { kind: 'returned' }>['reason'];

/** Back to the line at its old place: it is older than all who came since. */
export function giveBack(c: Active, reason: WhyBack): Step<Waiting> {
  const epoch = c.epoch + 1;
  return {
    to: { ...c, state: 'waiting', ownerId: null, epoch, acceptedMs: null, answeredMs: null },
    line: { kind: 'returned', reason, epoch },
  };
}

/** She looks into it and is back about then, or is back now. */
export function hold(c: Active, untilMs: number | null): Step<Active> {
  return { to: c, line: untilMs === null ? { kind: 'resumed' } : { kind: 'held', until: untilMs } };
}

/** She wrote again: what was said is before whoever helps her next. */
export function reopen(c: Closed, preferredAgentId: string | null): Step<Waiting> {
  return {
    to: {
      ...c,
      ...{ state: 'waiting', ownerId: null, closedMs: null, closedBy: null },
      ...{ preferredAgentId, acceptedMs: null, answeredMs: null, rungAt: null, escalated: 0 },
    },
    line: { kind: 'reopened' },
  };
}

/** The owner stays named, for whoever reads the conversation later. */
export function close(
  c: Waiting | Active,
  by: 'visitor' | 'agent',
  category: string | null,
  nowMs: number,
): Step<Closed> {
  return {
    to: { ...c, state: 'closed', closedMs: nowMs, closedBy: by, category: category ?? c.category },
    line: { kind: 'closed', by },
  };
}

export function leave(c: Waiting, reason: 'visitor' | 'not_seen', nowMs: number): Step<Closed> {
  return {
    to: { ...c, state: 'closed', closedMs: nowMs, closedBy: reason },
    line: { kind: 'left', reason },
  };
}
