import type { Fact } from '../facts.ts';
import type { Announce } from '../platform/wire/announce.ts';
import type { Typing } from './messages.socket.ts';

/** A line of a conversation's log, to all who hear of it. */
export function tellEntry(announce: Announce, fact: Extract<Fact, { kind: 'entry' }>) {
  const { conversationId, entry } = fact;
  announce.toBoth(fact, 'entry', { conversationId, entry });
}

export function tellRead(announce: Announce, fact: Extract<Fact, { kind: 'read' }>) {
  const { conversationId, by, seq } = fact;
  announce.toBoth(fact, 'read', { conversationId, by, seq });
}

/** To the other side only. */
export function sayTyping(announce: Announce, { conversationId, visitorId, ownerId, from, typing }: Typing) {
  const told = { conversationId, from, typing };
  if (from === 'agent') announce.toVisitor({ visitorId }, 'typing', told);
  else announce.toAgents({ ownerId }, 'typing', told);
}
