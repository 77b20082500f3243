import type { AgentCallback } from '@straks/shared/callbacks/callback.protocol.ts';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';

/** A conversation whose visitor asked to be called. */
export type Call = AgentConversation & { callback: AgentCallback };

/** What to do: call now, when it is her turn, or later. */
export const callSections = ['now', 'turn', 'later'] as const;
export type CallSection = (typeof callSections)[number];

export const isCall = (one: AgentConversation): one is Call =>
  one.callback !== undefined && one.state !== 'closed';

export function sectionOf({ callback, state }: Call, nowMs: number): CallSection {
  // Somebody has it: it was her turn, or she pressed.
  if (state === 'active') return 'now';
  if (callback.dueAt === null) return 'turn';
  return callback.dueAt <= nowMs ? 'now' : 'later';
}

/** The calls to make, in the order in which to make them; `mine` before what others have at hand. */
export function callsIn(
  items: Iterable<AgentConversation>,
  myId: string,
  nowMs: number,
): Record<CallSection, Call[]> {
  const calls: Record<CallSection, Call[]> = { now: [], turn: [], later: [] };
  for (const one of items) if (isCall(one)) calls[sectionOf(one, nowMs)].push(one);
  calls.now.sort((a, b) => nearness(b, myId) - nearness(a, myId) || dueOf(a) - dueOf(b) || byAsking(a, b));
  calls.turn.sort((a, b) => placeOf(a) - placeOf(b) || byAsking(a, b));
  calls.later.sort((a, b) => dueOf(a) - dueOf(b) || byAsking(a, b));
  return calls;
}

/** What I have in hand, then what anybody may take, then what a colleague is at. */
const nearness = ({ ownerId }: Call, myId: string) => (ownerId === myId ? 2 : ownerId === null ? 1 : 0);
const dueOf = ({ callback }: Call) => callback.dueAt ?? 0;
const placeOf = ({ callback }: Call) => callback.position ?? Number.MAX_SAFE_INTEGER;
const byAsking = (a: Call, b: Call) => a.callback.askedAt - b.callback.askedAt;

/** By how much the time that was promised has passed: after the slot's end, or a while after a try was due. */
export function overdueMs({ callback }: Call, nowMs: number): number {
  const { when, dueAt, tries } = callback;
  if (dueAt === null) return 0;
  const until = tries === 0 && when.kind === 'slot' ? when.endsAt : dueAt;
  return Math.max(0, nowMs - until);
}

/** What waits for me at the telephone: mine, and what anybody may take. */
export const toMakeNow = (calls: Record<CallSection, Call[]>, myId: string) =>
  calls.now.filter(({ ownerId }) => ownerId === null || ownerId === myId).length;
