import type { Entry } from '../messages/messages.protocol.ts';
import type { AgentConversation, VisitorConversation } from './conversations.protocol.ts';

/** An old snapshot and the next entry give the new snapshot. Entries already in it change nothing. */
export function apply(conversation: VisitorConversation, entry: Entry): VisitorConversation {
  if (entry.seq <= conversation.lastSeq) return conversation;
  return {
    ...conversation,
    ...changeOf(conversation, entry),
    ...agentOf(conversation, entry),
    lastSeq: entry.seq,
  };
}

/** The same for the agent's view. Owner and inbox number come with the inbox, not with entries. */
export function applyForAgent(conversation: AgentConversation, entry: Entry): AgentConversation {
  if (entry.seq <= conversation.lastSeq) return conversation;
  return {
    ...conversation,
    ...changeOf(conversation, entry),
    preview: entry.kind === 'message' ? preview(entry.text) : conversation.preview,
    epoch: 'epoch' in entry ? entry.epoch : conversation.epoch,
    lastAt: entry.at,
    lastSeq: entry.seq,
  };
}

type Common = Pick<
  VisitorConversation,
  'kind' | 'state' | 'closedAt' | 'rating' | 'heldUntil' | 'waitingSince'
>;

const changeOf = (before: Common, entry: Entry): Partial<Common> => ({
  ...stateOf(entry),
  heldUntil: heldUntil(before.heldUntil, entry),
  waitingSince: waitingSince(before.waitingSince, entry),
});

function stateOf(entry: Entry): Partial<Common> {
  switch (entry.kind) {
    case 'message':
    case 'held':
    case 'resumed':
    case 'callback':
      return {};
    case 'reopened':
      return { state: 'waiting', closedAt: null, rating: null };
    case 'queued':
      return { kind: 'chat', state: 'waiting' };
    case 'left_message':
      return { kind: 'case', state: 'waiting' };
    case 'assigned':
      return { state: 'active' };
    case 'returned':
      return { state: 'waiting' };
    case 'closed':
    case 'left':
      return { state: 'closed', closedAt: entry.at };
    case 'rated':
      return { rating: { helped: entry.helped } };
  }
}

const leavesNobody: ReadonlySet<Entry['kind']> = new Set(['returned', 'queued', 'left_message', 'reopened']);

function agentOf({ agent }: VisitorConversation, entry: Entry): Pick<VisitorConversation, 'agent'> {
  if (entry.kind === 'assigned') return { agent: entry.agent };
  return leavesNobody.has(entry.kind) ? { agent: null } : { agent };
}

/**
 * Since when the visitor waits for an answer. Being assigned does not end the wait, an answer does:
 * an agent who accepts and stays silent keeps her waiting.
 */
export function waitingSince(before: number | null, entry: Entry): number | null {
  switch (entry.kind) {
    case 'message':
      return entry.from === 'agent' ? null : (before ?? entry.at);
    case 'queued':
    case 'left_message':
    case 'returned':
      return before ?? entry.at;
    case 'closed':
    case 'left':
      return null;
    default:
      return before;
  }
}

/** A hold ends with the agent's next word, and with everything that takes the chat from her. */
export function heldUntil(before: number | null, entry: Entry): number | null {
  if (entry.kind === 'held') return entry.until;
  const goesOn = entry.kind === 'rated' || (entry.kind === 'message' && entry.from === 'visitor');
  return goesOn ? before : null;
}

const previewLength = 120;

/** The first line of a text, short enough for a list. */
export function preview(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length <= previewLength ? line : `${line.slice(0, previewLength - 1).toWellFormed()}…`;
}
