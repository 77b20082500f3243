import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';

/** Why a colleague cannot be given a conversation. */
export type Hindrance = 'not_in' | 'away' | 'unreachable';

export interface Taker {
  colleague: Colleague;
  hindrance: Hindrance | null;
}

/** To whom a conversation may be passed: who can take it first, of those whoever has most room. */
export function takers(
  { kind, departmentId }: Pick<AgentConversation, 'kind' | 'departmentId'>,
  colleagues: readonly Colleague[],
  myId: string,
): Taker[] {
  return colleagues
    .filter(({ id }) => id !== myId)
    .map((colleague) => ({ colleague, hindrance: hindranceOf(colleague, departmentId, kind) }))
    .sort(
      (a, b) =>
        Number(a.hindrance !== null) - Number(b.hindrance !== null) ||
        room(b.colleague) - room(a.colleague) ||
        a.colleague.name.localeCompare(b.colleague.name),
    );
}

function hindranceOf(colleague: Colleague, departmentId: string, kind: 'chat' | 'case'): Hindrance | null {
  if (!colleague.departmentIds.includes(departmentId)) return 'not_in';
  // A left message has time until she is back.
  if (kind === 'case') return null;
  if (colleague.status === 'away') return 'away';
  return colleague.reachable ? null : 'unreachable';
}

const room = ({ capacity, active }: Colleague) => capacity - active;

/** How many of a department are there to take chats now. */
export const presentIn = (departmentId: string, colleagues: readonly Colleague[]) =>
  colleagues.filter(
    ({ departmentIds, status, reachable }) =>
      departmentIds.includes(departmentId) && status === 'available' && reachable,
  ).length;
