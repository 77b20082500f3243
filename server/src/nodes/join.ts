import type { Logger } from 'pino';
import type { Server } from 'socket.io';
import type { Auth } from '../auth/auth.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Fact } from '../facts.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { noBus } from '../platform/bus/no-bus.ts';
import { redisBus } from '../platform/bus/redis-bus.ts';
import type { Clock } from '../platform/clock.ts';
import { isOfStorage } from '../platform/timers.ts';
import { type Announce, rooms } from '../platform/wire/announce.ts';
import type { SharedRates } from '../platform/wire/shared-rates.ts';
import type { Sites } from '../sites/sites.ts';
import { checkConsoles } from './check-consoles.ts';
import type { Elsewhere } from './elsewhere.ts';
import { createFanOut } from './fan-out.ts';
import { createNodes, type Nodes } from './nodes.ts';

export interface JoinParts {
  redisUrl: string | null;
  node: string;
  io: Server;
  log: Logger;
  announce: Announce;
  sites: Sites;
  auth: Auth;
  conversations: Conversations;
  inbox: Inbox;
  elsewhere: Elsewhere;
  rates: SharedRates;
  clock: Clock;
  hereNow(): string[];
  react(fact: Fact): void;
  lookAgain(siteId: string): void;
  lineSaid(fact: Extract<Fact, { kind: 'entry' }>): Promise<void>;
  sayRead(fact: Extract<Fact, { kind: 'read' }>): void;
}

export interface Joined extends Nodes {
  /** Says a line to those connected here, in its turn. */
  tellEntry(fact: Extract<Fact, { kind: 'entry' }>): void;
  tellRead(fact: Extract<Fact, { kind: 'read' }>): void;
}

/** Makes this node one of many over one database: hints over Redis where there is one, else by looking often. */
export function joinOtherNodes(parts: JoinParts): Joined {
  const { redisUrl, node, io, log, announce, sites, auth, conversations } = parts;
  const failed = (err: unknown) => isOfStorage(err) || log.error({ err }, 'lines could not be told');
  const fanOut = createFanOut({
    ...{ announce, conversations, failed, said: parts.lineSaid, tellRead: parts.sayRead },
    hasAudience: ({ id, visitorId, ownerId }) =>
      hasSockets(io, '/visitor', rooms.visitor(visitorId)) ||
      hasSockets(io, '/agent', rooms.followers(id)) ||
      (ownerId !== null && hasSockets(io, '/agent', rooms.agent(ownerId))),
  });
  const installation = sites.first().key;
  const says = (sentence: string) => log.warn(sentence);
  const nodes = createNodes({
    ...parts,
    openBus: redisUrl ? redisBus({ url: redisUrl, installation, node, says }) : noBus,
    fanOut,
    siteIds: () => sites.all().map(({ id }) => id),
    checkConsoles: () => checkConsoles(io, auth),
  });
  parts.rates.tellWith(nodes.tell);
  return { ...nodes, tellEntry: fanOut.heard, tellRead: fanOut.heardRead };
}

const hasSockets = (io: Server, namespace: string, room: string) =>
  (io.of(namespace).adapter.rooms.get(room)?.size ?? 0) > 0;
