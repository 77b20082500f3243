import type { Entry } from './dump.ts';
import { type Evidence, isMessage } from './evidence.ts';

/** Back in line for a reason of that agent's: she is asked again only when nobody else is here. */
const hers = new Set(['not_accepted', 'silent', 'given_back', 'transferred']);

/** Whether this agent may have been asked for her then, or others first. What cannot be known is not held against it. */
export function mayBeGiven(e: Evidence, agentId: string, conversationId: string, atMs: number): boolean {
  const { avoided, joinedMs, isKnown } = pastOf(e, conversationId, atMs);
  if (avoided.has(agentId)) return false;
  if (isKnown && atMs - joinedMs <= e.options.lastAgentPatienceMs) return false;
  return e.options.eligible(agentId, conversationId, atMs);
}

interface Past {
  avoided: Set<string>;
  joinedMs: number;
  /** She had an agent before, here or in an earlier chat, who is waited for. */
  isKnown: boolean;
}

function pastOf(e: Evidence, conversationId: string, atMs: number): Past {
  const past: Past = { avoided: new Set(), joinedMs: 0, isKnown: e.returning.has(conversationId) };
  let owner: string | null = null;
  for (const entry of e.logs.get(conversationId) ?? []) {
    if (entry.atMs > atMs) break;
    if (entry.kind === 'assigned') owner = entry.data?.agentId ?? entry.senderId;
    if (entry.kind === 'reopened') past.isKnown = true;
    if (entry.kind === 'queued') past.joinedMs = entry.atMs;
    if (entry.kind === 'queued' || (isMessage(entry) && entry.sender === 'agent')) past.avoided.clear();
    if (isHers(entry) && owner) past.avoided.add(owner);
  }
  return past;
}

const isHers = ({ kind, data }: Entry) => kind === 'returned' && hers.has(data?.reason ?? '');
