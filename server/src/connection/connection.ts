import type { Logger } from 'pino';
import type { Namespace, Server, Socket } from 'socket.io';
import type { InboxTeller } from '../inbox/tell-inbox.ts';
import { Refusal, refused } from '../platform/errors.ts';
import { rooms } from '../platform/wire/announce.ts';
import type { AgentWho, VisitorWho } from '../platform/wire/who.ts';
import type { Here } from './here.ts';

export interface ConnectionParts {
  io: Server;
  log: Logger;
  ownOrigins: ReadonlySet<string>;
  siteIdOf(siteKey: string): Promise<string | null>;
  visitorOf(siteId: string, token: string): Promise<string | null>;
  agentOf(
    cookie: string | undefined,
  ): Promise<Omit<AgentWho, 'socket' | 'connectionId' | 'departmentIds' | 'sees'> | null>;
  departmentsOf(agentId: string): Promise<string[]>;
  guardVisitor(socket: Socket, who: VisitorWho): void;
  guardAgent(socket: Socket, who: AgentWho): void;
  inbox: InboxTeller;
  here: Here;
  /** Hidden: her page has come back by itself, behind others; she may be elsewhere. */
  visitorCame(who: VisitorWho, page: { hidden: boolean }): Promise<void>;
  visitorLeft(who: VisitorWho): Promise<void>;
  agentLeft(who: AgentWho): Promise<void>;
  /** How often consoles have been cut because a session ended or what somebody may see changed. */
  endings(): number;
  /** This node is about to end and has asked everybody to move: who goes now comes back elsewhere. */
  moving(): boolean;
}

/** The handshakes: who is at the other end, which rooms the socket hears, and what its going means. */
export function acceptConnections(parts: ConnectionParts) {
  acceptVisitors(parts);
  acceptAgents(parts);
}

function acceptVisitors(parts: ConnectionParts) {
  const { io, here, log } = parts;
  admit(io.of('/visitor'), log, async (socket) => {
    const { site } = socket.handshake.query;
    const { token } = socket.handshake.auth as { token?: unknown };
    const siteId = typeof site === 'string' ? await parts.siteIdOf(site) : null;
    if (!siteId) throw new Refusal('unknown', { detail: 'site' });
    const visitorId = typeof token === 'string' ? await parts.visitorOf(siteId, token) : null;
    if (!visitorId) throw new Refusal('not_signed_in');
    return { visitorId, siteId, socket } satisfies VisitorWho;
  });
  io.of('/visitor').on('connection', (socket) => {
    const who = socket.data as VisitorWho;
    socket.join([rooms.visitor(who.visitorId), rooms.site(who.siteId)]);
    parts.guardVisitor(socket, who);
    const hidden = (socket.handshake.auth as { hidden?: unknown }).hidden === true;
    if (here.enter(who.visitorId))
      parts.visitorCame(who, { hidden }).catch((err) => log.error({ err }, 'arrival'));
    socket.on('disconnect', () => {
      if (!here.leave(who.visitorId) || parts.moving()) return;
      parts.visitorLeft(who).catch((err) => log.error({ err }, 'departure'));
    });
  });
}

function acceptAgents(parts: ConnectionParts) {
  const { io, inbox, log } = parts;
  const endingsBefore = new WeakMap<Socket, number>();
  admit(io.of('/agent'), log, async (socket) => {
    endingsBefore.set(socket, parts.endings());
    const { origin, cookie } = socket.handshake.headers;
    if (origin !== undefined && !parts.ownOrigins.has(origin)) throw new Refusal('foreign_origin');
    const agent = await parts.agentOf(cookie);
    if (!agent) throw new Refusal('not_signed_in');
    const departments = await parts.departmentsOf(agent.agentId);
    const all = agent.role !== 'agent';
    const who: AgentWho = {
      ...agent,
      socket,
      connectionId: socket.id,
      departmentIds: departments,
      sees: ({ siteId, departmentId, ownerId }) =>
        siteId === agent.siteId && (all || ownerId === agent.agentId || departments.includes(departmentId)),
    };
    return who;
  });
  io.of('/agent').on('connection', (socket) => {
    // What was read of her may be over, and nobody could cut her before she was in a room: she asks again.
    if (endingsBefore.get(socket) !== parts.endings()) return socket.disconnect(true);
    const who = socket.data as AgentWho;
    socket.join([rooms.agent(who.agentId), rooms.session(who.session), rooms.colleagues(who.siteId)]);
    parts.guardAgent(socket, who);
    // One who sees only her departments may own a chat outside them: her list is hers alone.
    const key = who.role === 'agent' ? who.agentId : 'all';
    const entered = inbox.enter(who, key);
    entered.catch((err) => {
      log.error({ err }, 'inbox');
      // She would never hear of a change; when she comes back it may be counted.
      socket.disconnect(true);
    });
    socket.on('disconnect', () => {
      // Who was never counted in takes nobody else's place.
      entered.then(
        () => inbox.leave(who.siteId, key),
        () => {},
      );
      if (parts.moving()) return;
      parts.agentLeft(who).catch((err) => log.error({ err }, 'departure'));
    });
  });
}

/** Lets a socket in with who it is, or refuses it with a typed code. */
function admit(namespace: Namespace, log: Logger, identify: (socket: Socket) => Promise<object>) {
  namespace.use((socket, next) => {
    identify(socket).then(
      (who) => {
        socket.data = who;
        next();
      },
      (error: unknown) => {
        const { code, retry } = refused(error);
        if (code === 'internal') log.error({ err: error }, 'a handshake failed');
        next(Object.assign(new Error(code), { data: { code, retry } }));
      },
    );
  });
}
