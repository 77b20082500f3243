import { type AgentCallback, whenToCall } from '@straks/shared/callbacks/callback.protocol.ts';
import type {
  AgentConversation,
  VisitorConversation,
} from '@straks/shared/conversations/conversations.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Conversation } from './conversation.ts';
import type { WithVisitor } from './conversations.store.ts';

const common = (row: Conversation, helped: number | null) => ({
  id: row.id,
  kind: row.kind as 'chat' | 'case',
  state: row.state as 'waiting' | 'active' | 'closed',
  lastSeq: row.lastSeq,
  readByVisitorSeq: row.visitorReadSeq,
  readByAgentSeq: row.agentReadSeq,
  openedAt: row.openedMs,
  closedAt: row.closedMs,
  heldUntil: row.heldUntilMs,
  waitingSince: row.waitingSinceMs,
  rating: helped === null ? null : { helped: helped === 1 },
});

/** What the visitor may see of her conversation. */
export function visitorView(
  row: Conversation,
  agent: { name: string } | null,
  helped: number | null,
): VisitorConversation {
  return { ...common(row, helped), agent };
}

/** What an agent may see of it. */
export function agentView(row: WithVisitor, online: boolean): AgentConversation {
  return {
    ...common(row, row.helped),
    inboxSeq: row.inboxSeq,
    departmentId: row.departmentId,
    ticket: row.ticket,
    ownerId: row.ownerId,
    epoch: row.epoch,
    visitor: {
      name: row.visitorName,
      email: row.visitorEmail,
      language: row.language as Language,
      online,
      pageUrl: row.pageUrl,
    },
    lastAt: row.lastAtMs ?? row.openedMs,
    queuedAt: row.queuedMs,
    priority: row.priority,
    assignedAt: row.assignedMs,
    acceptedAt: row.acceptedMs,
    escalated: row.escalated === 1,
    ...callOf(row),
    category: row.category,
    preview: row.preview,
  };
}

/** Whoever had it before was at the phone, not who has it now. */
const isOfAnother = ({ callCallingMs, assignedMs }: WithVisitor) => (callCallingMs ?? 0) < (assignedMs ?? 0);

/** The number is for those who see the conversation: it stands nowhere else. */
function callOf(row: WithVisitor): { callback?: AgentCallback } {
  if (row.callPhone === null || row.state === 'closed') return {};
  const callback = {
    when: whenToCall(row.callStartsMs),
    phone: row.callPhone,
    shown: row.callShown ?? row.callPhone,
    position: row.callPosition,
    askedAt: row.callAskedMs ?? row.openedMs,
    dueAt: row.callDueMs,
    tries: row.callTries ?? 0,
    triedAt: row.callTriedMs,
    // Taken from its owner, nobody is at the phone any more.
    callingSince: row.state === 'active' && !isOfAnother(row) ? row.callCallingMs : null,
  };
  return { callback };
}
