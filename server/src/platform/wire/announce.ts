import type { AgentDown, VisitorDown } from '@straks/shared/protocol.ts';
import type { Server } from 'socket.io';

/** The rooms a socket is in. Ids are random and never collide, so a letter tells what one is. */
export const rooms = {
  visitor: (visitorId: string) => `v:${visitorId}`,
  site: (siteId: string) => `s:${siteId}`,
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
    toVisitor<E extends keyof VisitorDown & string>(
      { visitorId }: Audience,
      event: E,
      payload: Payload<VisitorDown, E>,
    ) {
      visitors.to(rooms.visitor(visitorId)).emit(event, payload);
    },
    toVisitorsOf<E extends keyof VisitorDown & string>(
      siteId: string,
      event: E,
      payload: Payload<VisitorDown, E>,
    ) {
      visitors.to(rooms.site(siteId)).emit(event, payload);
    },
    /** To the owner and to whoever has the conversation open. */
    toAgents<E extends keyof AgentDown & string>(
      { ownerId }: Agents,
      event: E,
      payload: Payload<AgentDown, E> & { conversationId: string },
    ) {
      const followers = agents.to(rooms.followers(payload.conversationId));
      (ownerId ? followers.to(rooms.agent(ownerId)) : followers).emit(event, payload);
    },
    toRoomOfAgents<E extends keyof AgentDown & string>(
      room: string,
      event: E,
      payload: Payload<AgentDown, E>,
    ) {
      agents.to(room).emit(event, payload);
    },
  };
}

export type Announce = ReturnType<typeof createAnnounce>;
