import type { Conversation } from '../conversations/conversation.ts';
import type { Of, WaitEvent } from './estimator/wait-event.ts';

type Left = Of<'left'>['why'];
export type WhyCase = 'closing' | 'missed' | 'callback';

const stands = ({ kind, state }: Conversation) => kind === 'chat' && state === 'waiting';
const runs = ({ kind, state }: Conversation) => kind === 'chat' && state === 'active';

/**
 * What a change of a conversation means for the line. `case` is the reason for which a chat in line became one;
 * none: she left a message instead of waiting.
 */
export function happened(
  before: Conversation,
  after: Conversation,
  { atMs, headStartMs, reason }: { atMs: number; headStartMs: number; reason?: WhyCase | null },
): WaitEvent[] {
  const conversationId = after.id;
  const { line, orderMs, ticket } = after;
  const place = { departmentId: line, orderMs, ticket, headStartMs };
  const joined: Of<'joined'> = { atMs, kind: 'joined', conversationId, ...place };
  if (stands(before)) {
    if (stands(after)) return isSamePlace(before, after) ? [] : [joined];
    if (after.state === 'active')
      return [{ atMs, kind: 'taken', conversationId, agentId: after.ownerId ?? '' }];
    return [{ atMs, kind: 'left', conversationId, why: whyLeft(after, reason ?? null) }];
  }
  const ended = (unfinished: boolean): Of<'ended'> => ({ atMs, kind: 'ended', conversationId, unfinished });
  const wentUnanswered = ({ answeredMs, assignedMs }: Conversation): WaitEvent | null =>
    answeredMs === null && assignedMs !== null && after.closedBy === 'visitor'
      ? { ...ended(true), unansweredSinceMs: assignedMs }
      : null;
  if (stands(after)) return runs(before) ? backInLine(before, ended(true), joined) : [joined];
  if (!runs(before)) return [];
  if (!runs(after)) return [wentUnanswered(before) ?? ended(false)];
  if (after.ownerId === before.ownerId) return [];
  return [{ atMs, kind: 'taken', conversationId, agentId: after.ownerId ?? '' }];
}

/** To be given to somebody who says no word ends no wait: what she was told goes on to hold. */
function backInLine(
  { answeredMs, assignedMs }: Conversation,
  ended: WaitEvent,
  joined: Of<'joined'>,
): WaitEvent[] {
  if (answeredMs !== null || assignedMs === null) return [ended, joined];
  return [{ ...joined, unansweredSinceMs: assignedMs }];
}

const isSamePlace = (a: Conversation, b: Conversation) =>
  a.line === b.line && a.orderMs === b.orderMs && a.ticket === b.ticket;

function whyLeft({ state, closedBy }: Conversation, reason: WhyCase | null): Left {
  if (state === 'closed') {
    if (closedBy === 'not_seen') return 'lost';
    return closedBy === 'visitor' ? 'gaveUp' : 'sentAway';
  }
  if (reason === 'missed') return 'lost';
  return reason === 'closing' ? 'sentAway' : 'case';
}
