import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { visitorsUp } from '@straks/shared/visitors/visitors.protocol.ts';
import type { Static } from 'typebox';
import type { Callbacks } from '../callbacks/callbacks.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Clock } from '../platform/clock.ts';
import { rooms } from '../platform/wire/announce.ts';
import type { Handlers } from '../platform/wire/gate.ts';
import type { VisitorWho } from '../platform/wire/who.ts';
import type { Queue } from '../queue/queue.ts';
import type { Availability } from '../routing/availability.ts';
import type { SiteTeller } from '../routing/tell-site.ts';

export interface HelloParts {
  clock: Clock;
  conversations: Conversations;
  queue: Queue;
  availability: Availability;
  siteTeller: SiteTeller;
  callbacks: Pick<Callbacks, 'openOf'>;
}

/** The visitor's first word: everything she missed, from every door. Her socket hears live lines already. */
export const helloForVisitors = (parts: HelloParts): Handlers<typeof visitorsUp, VisitorWho> => ({
  async hello(asked, who) {
    const room = enterRoom(parts, asked, who);
    const given = await snapshot(parts, asked, who);
    parts.siteTeller.gave(room, given.site);
    return given;
  },
});

type Hello = typeof visitorsUp.hello;
type Asks = Static<Hello['request']>;

/** Among those who hear of the same waits; she may have asked for others before. */
function enterRoom({ siteTeller }: HelloParts, asked: Asks, { siteId, socket }: VisitorWho): string {
  const room = siteTeller.roomFor(siteId, asked);
  for (const other of socket.rooms) {
    if (other !== room && other.startsWith(rooms.alike(siteId, ''))) socket.leave(other);
  }
  socket.join(room);
  return room;
}

async function snapshot(
  { clock, conversations, queue, availability, callbacks }: HelloParts,
  { conversationId, after, language, skills = [] }: Asks,
  { siteId, visitorId }: VisitorWho,
): Promise<Static<Hello['answer']>> {
  const site = await availability.state(siteId, { ...(language && { language }), skills });
  const current = await conversations.currentOf(siteId, visitorId, clock.nowMs());
  const hers = { protocol: protocolVersion, at: clock.nowMs(), visitorId, site };
  if (!current) return { ...hers, conversation: null, entries: [], more: false, place: null };
  const goesOn = current.id === conversationId && after !== undefined;
  const page = await conversations.page(current.id, goesOn ? { after } : {});
  const callback = await callbacks.openOf(current.id);
  const inLine = current.state === 'waiting' && current.kind === 'chat';
  return {
    ...hers,
    conversation: await conversations.seenByVisitor(current),
    ...page,
    place: inLine ? await queue.placeOf(siteId, current.id) : null,
    ...(callback && { callback }),
  };
}
