import { count } from './counting.ts';
import { expose, fade, happen } from './hazard.ts';
import type { AgentStatus, Of } from './wait-event.ts';
import { type Agent, absenceAgesMs, departmentOf, since, type WaitState } from './wait-state.ts';

const agentsRemembered = 60;

export function agentChanged(state: WaitState, event: Of<'agent'>): void {
  const { atMs, agentId, status, capacity, departmentIds } = event;
  for (const departmentId of departmentIds) departmentOf(state, departmentId);
  const before = state.agents.get(agentId);
  if (before && before.status !== status) moved(state, before, status, since(before.sinceMs, atMs));
  const sinceMs = before?.status === status ? before.sinceMs : atMs;
  const team = departmentIds.toSorted().join('\n');
  const chats = before?.chats ?? [];
  state.agents.set(agentId, { status, sinceMs, capacity, departmentIds, team, chats });
}

/** Of whom nothing was heard may take a chat before we hear of her. */
export function agentOf({ agents }: WaitState, agentId: string, atMs: number): Agent {
  const known = agents.get(agentId);
  if (known) return known;
  const agent: Agent = {
    status: 'offline',
    sinceMs: atMs,
    capacity: 0,
    departmentIds: [],
    team: '',
    chats: [],
  };
  agents.set(agentId, agent);
  return agent;
}

/** How long agents stay, and how long they stay away. */
function moved(
  { leaving, returning }: WaitState,
  { status }: Agent,
  next: AgentStatus,
  stayedMs: number,
): void {
  if (status === 'online') {
    const goes = next === 'away' ? 'away' : 'offline';
    count(leaving[goes], stayedMs, agentsRemembered);
    leaving[goes === 'away' ? 'offline' : 'away'].overMs += stayedMs;
  } else {
    const tally = returning[status];
    if (next === 'online') fade(tally, 1 - 1 / agentsRemembered);
    expose(tally, absenceAgesMs, 0, stayedMs);
    if (next === 'online') happen(tally, absenceAgesMs, stayedMs);
  }
}

export function agentGone(state: WaitState, { agentId }: Of<'agentGone'>): void {
  state.agents.delete(agentId);
  for (const [conversationId, chat] of state.chats)
    if (chat.agentId === agentId) state.chats.delete(conversationId);
}
