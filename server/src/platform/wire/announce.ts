import type { AgentDown, VisitorDown } from '@straks/shared/protocol.ts';
import type { Namespace, Server } from 'socket.io';
import { eachInBreaths } from '../breaths.ts';

/** The rooms a socket is in. Ids are random and never collide, so a letter tells what one is. */
export const rooms = {
  visitor: (visitorId: string) => `v:${visitorId}`,
  site: (siteId: string) => `s:${siteId}`,
  /** Pages of a site that ask for the same, and are told the same of its waits. */
  alike: (siteId: string, asked: string) => `s:${siteId}:${asked}`,
  agent: (agentId: string) => `a:${agentId}`,
  /** All consoles of one sign-in. */
  session: (tokenHash: string) => `t:${tokenHash}`,
  /** All consoles of a site. */
  colleagues: (siteId: string) => `s:${siteId}`,
  /** Consoles that have the conversation open. */
  followers: (conversationId: string) => `c:${conversationId}`,
};

type Payload<Events, E extends keyof Events> = Events[E] extends (payload: infer P) => void ? P : never;
interface Audience {
  visitorId: string;
}
interface Agents {
  ownerId: string | null;
}

/** Says things to sockets. Only what is committed, or never stored at all, is said here. */
export function createAnnounce(io: Server) {
  const visitors = io.of('/visitor');
  const agents = io.of('/agent');

  return {
    /** To the visitor, to the owner and to whoever has the conversation open. */
    toBoth<E extends keyof VisitorDown & keyof AgentDown & string>(
      { visitorId, ownerId }: Audience & Agents,
      event: E,
      payload: Payload<VisitorDown, E> & Payload<AgentDown, E> & { conversationId: string },
    ) {
      const said = asText(event, payload);
      emit(visitors, [rooms.visitor(visitorId)], said);
      emit(agents, agentsOf(payload.conversationId, ownerId), said);
    },
    toVisitor<E extends keyof VisitorDown & string>(
      { visitorId }: Audience,
      event: E,
      payload: Payload<VisitorDown, E>,
    ) {
      emit(visitors, [rooms.visitor(visitorId)], asText(event, payload));
    },
    /** How many pages of a site hear us. */
    pagesOf: (siteId: string): number => visitors.adapter.rooms.get(rooms.site(siteId))?.size ?? 0,
    isAnyPageIn: (room: string): boolean => visitors.adapter.rooms.has(room),
    /** To every page in a room, thousands perhaps: a few at a time, so that nobody's message waits for it. */
    async toPagesIn<E extends keyof VisitorDown & string>(
      room: string,
      event: E,
      payload: Payload<VisitorDown, E>,
    ) {
      const packet = `${eventPacket}${visitors.name},${asText(event, payload)}`;
      const ids = [...(visitors.adapter.rooms.get(room) ?? [])];
      await eachInBreaths(ids, (id) => void visitors.sockets.get(id)?.conn.write(packet));
    },
    /** To the owner and to whoever has the conversation open. */
    toAgents<E extends keyof AgentDown & string>(
      { ownerId }: Agents,
      event: E,
      payload: Payload<AgentDown, E> & { conversationId: string },
    ) {
      emit(agents, agentsOf(payload.conversationId, ownerId), asText(event, payload));
    },
    /** Once to every console in any of these rooms. */
    toRoomsOfAgents<E extends keyof AgentDown & string>(
      toRooms: string[],
      event: E,
      payload: Payload<AgentDown, E>,
    ) {
      emit(agents, toRooms, asText(event, payload));
    },
    toRoomOfAgents<E extends keyof AgentDown & string>(
      room: string,
      event: E,
      payload: Payload<AgentDown, E>,
    ) {
      emit(agents, [room], asText(event, payload));
    },
  };
}

const agentsOf = (conversationId: string, ownerId: string | null) => {
  const followers = rooms.followers(conversationId);
  return ownerId ? [followers, rooms.agent(ownerId)] : [followers];
};

const asText = (event: string, payload: unknown) => JSON.stringify([event, payload]);

/** An event as a packet of Socket.IO's protocol (5), in a message of Engine.IO's. */
const eventPacket = '2';

/**
 * Writes an event once to every socket in these rooms. Socket.IO's own broadcast does the same for three times
 * the work, and most of what is said here has an audience of one or two.
 */
function emit({ name, adapter, sockets }: Namespace, toRooms: string[], said: string) {
  const packet = `${eventPacket}${name},${said}`;
  const told = new Set<string>();
  for (const room of toRooms) {
    for (const id of adapter.rooms.get(room) ?? []) {
      if (told.has(id)) continue;
      if (toRooms.length > 1) told.add(id);
      sockets.get(id)?.conn.write(packet);
    }
  }
}

export type Announce = ReturnType<typeof createAnnounce>;
