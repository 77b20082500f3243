import { isAsleep } from './asleep.ts';
import type { WaitEvent } from './estimator/wait-event.ts';
import type { Agent, WaitState } from './estimator/wait-state.ts';
import { agentNoted } from './noted.ts';
import type { Truth } from './waits.store.ts';

/**
 * What must have happened, by the rows as they are, that the state has not heard of: events that were forgotten for
 * their age. Nothing, while all that is not over was noted within what is replayed.
 */
export function corrected(
  state: WaitState,
  truth: Truth,
  { atMs, asleepAfterMs }: { atMs: number; asleepAfterMs: number },
): WaitEvent[] {
  return [
    ...agents(state, truth, atMs),
    ...gone(state, truth, atMs),
    ...joined(state, truth, atMs),
    ...taken(state, truth, { atMs, asleepAfterMs }),
  ];
}

function agents(state: WaitState, truth: Truth, atMs: number): WaitEvent[] {
  const known = new Set(truth.agents.map(({ agentId }) => agentId));
  // Of strangers nothing was ever noted but that they took a chat.
  const isStranger = ({ capacity, chats }: Agent) => capacity === 0 || chats.length > 0;
  const forgotten = [...state.agents].filter(([id, agent]) => !known.has(id) && !isStranger(agent));
  return [
    ...forgotten.map(([agentId]): WaitEvent => ({ atMs, kind: 'agentGone', agentId })),
    ...truth.agents
      .map(({ agentId, notedAs }) => agentNoted(agentId, notedAs, atMs))
      .filter(({ agentId, status, capacity, departmentIds }) => {
        const agent = state.agents.get(agentId);
        return (
          agent?.status !== status ||
          agent.capacity !== capacity ||
          agent.departmentIds.join() !== departmentIds.join()
        );
      }),
  ];
}

function gone({ waiting, chats }: WaitState, truth: Truth, atMs: number): WaitEvent[] {
  const inLine = new Set(truth.inLine.map(({ conversationId }) => conversationId));
  const withAgents = new Set(truth.withAgents.map(({ conversationId }) => conversationId));
  const left = [...waiting.keys()].filter((id) => !inLine.has(id) && !withAgents.has(id));
  const ended = [...chats.keys()].filter((id) => !withAgents.has(id));
  return [
    ...left.map((conversationId): WaitEvent => ({ atMs, kind: 'left', conversationId, why: 'sentAway' })),
    ...ended.map((conversationId): WaitEvent => ({ atMs, kind: 'ended', conversationId, unfinished: true })),
  ];
}

function joined({ waiting }: WaitState, { inLine }: Truth, atMs: number): WaitEvent[] {
  return inLine
    .filter(({ conversationId, line, orderMs, ticket }) => {
      const who = waiting.get(conversationId);
      return who?.departmentId !== line || who.orderMs !== orderMs || who.ticket !== ticket;
    })
    .map(({ line, ...place }) => join(place, line, atMs));
}

/** Those who sleep take no place: whether they were heard of is all the same. */
function taken(
  { waiting, chats }: WaitState,
  { withAgents }: Truth,
  { atMs, asleepAfterMs }: { atMs: number; asleepAfterMs: number },
): WaitEvent[] {
  return withAgents
    .filter(({ conversationId, agentId }) => chats.get(conversationId)?.agentId !== agentId)
    .filter((chat) => !isAsleep(chat, asleepAfterMs, atMs))
    .flatMap(({ conversationId, line, agentId }): WaitEvent[] => {
      const takes: WaitEvent = { atMs, kind: 'taken', conversationId, agentId };
      if (waiting.has(conversationId) || chats.has(conversationId)) return [takes];
      return [join({ conversationId, orderMs: atMs, ticket: 0 }, line, atMs), takes];
    });
}

const join = (
  place: { conversationId: string; orderMs: number; ticket: number },
  departmentId: string,
  atMs: number,
): WaitEvent => ({ atMs, kind: 'joined', ...place, departmentId, headStartMs: 0 });
