import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { agentUp, visitorUp } from '@straks/shared/protocol.ts';
import { registerAuth } from './auth/auth.routes.ts';
import { createAuth } from './auth/auth.ts';
import { allowed } from './auth/rules.ts';
import { writeCallbackLetters } from './callbacks/callback-letters.ts';
import {
  callbacksForAgents,
  callbacksForVisitors,
  createCallbackTeller,
} from './callbacks/callbacks.socket.ts';
import { createCallbacks } from './callbacks/callbacks.ts';
import { createCanary } from './connection/canary.ts';
import { createComing } from './connection/coming.ts';
import { acceptConnections } from './connection/connection.ts';
import { createConsoles } from './connection/consoles.ts';
import { registerCors } from './connection/cors.ts';
import { helloForVisitors } from './connection/hello.socket.ts';
import { createHere } from './connection/here.ts';
import { originAllowed, ownOrigins, siteOfHandshake } from './connection/origins.ts';
import { registerPages } from './connection/pages.ts';
import { registerReady } from './connection/ready.ts';
import { seeOff } from './connection/see-off.ts';
import { createConversations } from './conversations/conversations.ts';
import type { Fact } from './facts.ts';
import { beatMs, createHeartbeat } from './heartbeat/heartbeat.ts';
import { writeHoldLetters } from './holds/hold-letters.ts';
import { holdsForVisitors } from './holds/holds.socket.ts';
import { createHolds } from './holds/holds.ts';
import { checkHours } from './hours/hours.ts';
import { inboxForAgents } from './inbox/inbox.socket.ts';
import { createInbox } from './inbox/inbox.ts';
import { siteNow } from './inbox/site-now.ts';
import { createInboxTeller } from './inbox/tell-inbox.ts';
import { registerMessages } from './messages/messages.routes.ts';
import { messagesForAgents, messagesForVisitors, type Typing } from './messages/messages.socket.ts';
import { createMessages } from './messages/messages.ts';
import { sayTyping, tellEntry, tellRead } from './messages/tell-entry.ts';
import { createHeadTeller, turnsInRound } from './messages/tell-heads.ts';
import { measureHouse } from './metrics/metrics.ts';
import { createElsewhere } from './nodes/elsewhere.ts';
import { type Joined, joinOtherNodes } from './nodes/join.ts';
import { createClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { openDatabase } from './platform/db/open.ts';
import { randomIds as ids } from './platform/ids.ts';
import { createLog } from './platform/log.ts';
import { registerMail } from './platform/mail/mail.routes.ts';
import { createMail } from './platform/mail/mail.ts';
import { createMetrics, registerMetrics } from './platform/metrics.ts';
import { createTimers } from './platform/timers.ts';
import { createAnnounce, rooms } from './platform/wire/announce.ts';
import { createGate } from './platform/wire/gate.ts';
import { refuseTyped } from './platform/wire/http.ts';
import { limitConnections } from './platform/wire/limits.ts';
import { createServers } from './platform/wire/servers.ts';
import { createSharedRates } from './platform/wire/shared-rates.ts';
import type { AgentWho, VisitorWho } from './platform/wire/who.ts';
import { presenceForAgents } from './presence/presence.socket.ts';
import { createPresence } from './presence/presence.ts';
import { createColleagueTeller } from './presence/tell-colleagues.ts';
import { createQueue } from './queue/queue.ts';
import { createPlaceTeller } from './queue/tell-places.ts';
import { ratingsForVisitors } from './ratings/ratings.socket.ts';
import { createRatings } from './ratings/ratings.ts';
import { createReactions } from './reactions.ts';
import { createReceipts } from './replies/receipts.ts';
import { createReplies } from './replies/replies.ts';
import { registerReports } from './reports/reports.routes.ts';
import { createReports } from './reports/reports.ts';
import { registerAvailability } from './routing/availability.routes.ts';
import { createAvailability } from './routing/availability.ts';
import { routingForAgents, routingForVisitors } from './routing/routing.socket.ts';
import { createRouting } from './routing/routing.ts';
import { createSiteTeller } from './routing/tell-site.ts';
import { registerSites } from './sites/sites.routes.ts';
import { createSites } from './sites/sites.ts';
import { registerStaffing } from './staffing/staffing.routes.ts';
import { createStaffing } from './staffing/staffing.ts';
import { createLinkAgain } from './visitors/link-again.ts';
import { registerVisitors } from './visitors/visitors.routes.ts';
import { createVisitors } from './visitors/visitors.ts';

const sweepMs = 1_000;
const tickMs = 2_000;
const forgetMs = 3_600_000;
const requestTimeoutMs = 10_000;
/** So long a request under way may go on when everything else has stopped. */
const lingerMs = 2_000;
/**
 * Thousands come back at once after a restart. With Node's 511 the system lets the others knock in vain, again and again after
 * ever longer pauses: the last of 10,000 were back after 21 s, with this after 6. It allows no more than `net.core.somaxconn`.
 */
const mostAtTheDoor = 4_096;

/** Makes and wires everything, by name. Tests start this very one. */
export async function createApp(config: Config, fatal: (sentence: string) => void) {
  const clock = createClock(config.pace);
  const log = createLog(config.logLevel);
  let react: (fact: Fact) => void = () => {};
  let others: Joined | null = null;
  let stopping = false;
  let moving = false;

  const db = await openDatabase({
    ...{ config, log, clock, fatal },
    committed(facts) {
      for (const fact of facts) react(fact);
      others?.committed(facts);
    },
  });
  const sites = createSites({
    ...{ db, clock, ids, checkHours },
    reline: (trx, siteId, departmentId) => routing.relineDepartment(trx, siteId, departmentId),
  });
  await sites.ensureFirst();
  const { publicUrl, signInsPerMinute } = config;
  const rates = createSharedRates();
  const { open: openRates } = rates;
  const auth = createAuth({ db, clock, ids, sites, publicUrl, signInsPerMinute, openRates });
  const visitors = createVisitors({ db, clock, ids });
  const presence = createPresence({
    ...{ db, clock, leaseMs: config.leaseMs },
    wentAway: (trx, tell, agentId) => routing.returnRinging(trx, tell, agentId),
  });
  const conversations = createConversations(db);
  const messages = createMessages(db, conversations, presence, clock);
  const queue = createQueue({
    ...{ db, clock, sites },
    holdsIn: (siteId) => holds.shownIn(siteId),
    onShift: async (siteId, nowMs) =>
      new Set((await staffing.shiftsAt(siteId, nowMs)).map(({ agentId }) => agentId)),
  });
  const mail = createMail({ db, clock, ids, log, settings: config.mail, publicUrl });
  const holds = createHolds({
    ...{ db, clock, sites, visitors, conversations, queue, mail, openRates },
    visitorGraceMs: config.visitorGraceMs,
  });
  writeHoldLetters({ clock, sites, visitors, conversations, holds, mail, publicUrl });
  const availability = createAvailability({ sites, queue, clock, mailIsOn: mail.isOn });
  const { visitorGraceMs, agentGraceMs } = config;
  const routing = createRouting({
    ...{ db, clock, ids, sites, visitors, presence, conversations, messages, queue, availability },
    ...{ visitorGraceMs, agentGraceMs, heldIn: holds.heldIn },
    isAwaited: (trx, conversationId) => callbacks.isAwaited(trx, conversationId),
    acknowledge: (trx, left) => receipts.acknowledge(trx, left),
  });
  const heartbeat = createHeartbeat({
    ...{ db, clock },
    async forgive(trx, downMs) {
      await queue.forgive(trx, downMs);
      await holds.forgive(trx, downMs);
      await presence.forgive(trx, downMs);
    },
  });
  const callbacks = createCallbacks({
    ...{ db, clock, ids, sites, conversations, queue, availability, routing, holds, mail, openRates },
  });
  writeCallbackLetters({ sites, visitors, conversations, mail, publicUrl });
  const ratings = createRatings({ db, clock, conversations });
  const reports = createReports({ db, clock, sites, queue });
  const staffing = createStaffing({ db, clock, ids, sites });
  const here = createHere();
  const elsewhere = createElsewhere(() => performance.now());
  const isOnline = (visitorId: string) => here.isHere(visitorId) || elsewhere.has(visitorId);
  const answering = {
    ...{ clock, sites, visitors, conversations, mail, publicUrl },
    ...{ quietMs: config.replyMailMs, isHere: isOnline },
  };
  const replies = createReplies({ db, ...answering });
  const receipts = createReceipts({ queue, ...answering });
  const inbox = createInbox(conversations, isOnline);

  const own = ownOrigins(publicUrl);
  const mayConnect = (request: IncomingMessage) =>
    originAllowed({ own, mayEmbed: sites.mayEmbed }, request.headers.origin, siteOfHandshake(request));

  const { trustedProxies } = config;
  const { app, io } = createServers({ log, trustedProxies, requestTimeoutMs, mayConnect });
  const cutUnread = limitConnections({
    ...{ io, clock },
    frames: { perSecond: config.requestsPerSecond * 5, burst: config.requestsPerSecond * 10 },
  });
  const announce = createAnnounce(io);

  const heads = createHeadTeller(conversations, announce);
  function sayRead(fact: Extract<Fact, { kind: 'read' }>) {
    heads.readSaid(fact);
    tellRead(announce, fact);
  }
  const places = createPlaceTeller(queue, announce, here.isHere);
  const inboxTeller = createInboxTeller(inbox, announce);
  const siteTeller = createSiteTeller({ availability, announce });
  const colleagueTeller = createColleagueTeller({ presence, announce, clock });
  const consoles = createConsoles({ io, conversations });
  const reactions = createReactions({
    pace: config.pace,
    tellEntry: (fact) => (others ? others.tellEntry(fact) : tellEntry(announce, fact)),
    tellRead: (fact) => (others ? others.tellRead(fact) : sayRead(fact)),
    ...{ announce, routing, places, inbox: inboxTeller, availability, log },
    tellSite: siteTeller.tell,
    tellCallback: createCallbackTeller({ callbacks, announce, clock }),
    tellColleagues: colleagueTeller.tell,
    async refreshSite(siteId) {
      await sites.refresh(siteId);
      queue.rulesChanged(siteId);
      const now = siteNow(sites, siteId);
      if (now) announce.toRoomOfAgents(rooms.colleagues(siteId), 'site', now);
    },
    checkFollowers: consoles.checkFollowers,
    endSockets: consoles.endSockets,
  });
  react = (fact) => {
    if (fact.kind === 'presence') queue.agentsChanged(fact.siteId);
    reactions.react(fact);
  };
  // Whoever shares a database may have company.
  if (config.databaseUrl) {
    others = joinOtherNodes({
      ...{ redisUrl: config.redisUrl, node: ids.id(), io, log, announce, sites, auth, conversations },
      ...{
        rates,
        clock,
        inbox,
        elsewhere,
        hereNow: here.all,
        react,
        lookAgain: reactions.lookAgain,
        lineSaid: reactions.lineSaid,
        sayRead,
      },
    });
  }
  function tellTyping(typing: Typing) {
    sayTyping(announce, typing);
    others?.tell({ kind: 'typing', ...typing });
  }

  const hintsGoRound = () => (config.redisUrl && others ? others.isUp() : null);
  const metrics = createMetrics();
  measureHouse({
    ...{ db, clock, sites, metrics },
    sockets: (namespace) => io.of(namespace).sockets.size,
    hintsGoRound,
  });
  const gate = {
    clock,
    log,
    rate: { perSecond: config.requestsPerSecond, burst: config.requestsPerSecond * 5 },
    timeoutMs: requestTimeoutMs,
    // Every message would pay for numbers that nobody reads.
    answered: config.metricsToken ? metrics.answered : () => {},
  };
  const guardVisitor = createGate<typeof visitorUp, VisitorWho>(
    visitorUp,
    (event) => allowed('visitor', `visitor ${event}`),
    {
      ...helloForVisitors({ clock, conversations, queue, availability, siteTeller, callbacks }),
      ...routingForVisitors(routing, conversations),
      ...messagesForVisitors(messages, conversations, tellTyping, routing.visitorSays),
      ...callbacksForVisitors(callbacks, conversations),
      ...holdsForVisitors(holds),
      ...ratingsForVisitors(ratings),
    },
    gate,
  );
  const guardAgent = createGate<typeof agentUp, AgentWho>(
    agentUp,
    (event, { role }) => allowed(role, `agent ${event}`),
    {
      ...inboxForAgents({
        ...{ clock, sites, presence, conversations, inbox, colleagueTeller },
        isOnline,
      }),
      ...routingForAgents(routing),
      ...callbacksForAgents(callbacks),
      ...messagesForAgents(messages, conversations, tellTyping),
      ...presenceForAgents({ presence, clock, colleagueTeller }),
    },
    gate,
  );

  const coming = createComing({
    ...{ db, clock, here, elsewhere, holds, queue, conversations, announce, others },
  });
  acceptConnections({
    ...{ io, log, here, guardVisitor, guardAgent, inbox: inboxTeller, ownOrigins: own },
    siteIdOf: async (key) => sites.byKey(key)?.id ?? null,
    visitorOf: visitors.who,
    agentOf: auth.whoOfCookie,
    departmentsOf: auth.departmentsOf,
    visitorCame: coming.came,
    visitorLeft: coming.left,
    agentLeft: ({ siteId, agentId, connectionId }) => presence.leave(siteId, agentId, connectionId),
    endings: consoles.endings,
    moving: () => moving,
  });

  refuseTyped(app);
  await registerCors(app, sites);
  registerMetrics(app, metrics, config.metricsToken);
  registerReady(app, {
    stopping: () => stopping,
    database: db.reachable,
    fanOut: createCanary({ io, address: () => app.server.address() as AddressInfo | null }).isHeard,
    hints: hintsGoRound,
  });
  const me = registerAuth(app, { auth, ownOrigins: own, mayEmbed: sites.mayEmbed });
  registerSites(app, { sites, me });
  registerMail(app, { mail, me, site: sites.byId });
  registerStaffing(app, { staffing, me });
  registerReports(app, { reports, me });
  registerAvailability(app, { sites, availability });
  const linkAgain = createLinkAgain({ db, clock, sites, visitors, mail, publicUrl });
  registerVisitors(app, {
    ...{ clock, sites, visitors, linkAgain, openRates, perMinute: config.visitorsPerMinute },
    came: holds.came,
  });
  registerMessages(app, {
    ...{ clock, sites, visitors, says: routing.visitorSays, openRates },
    perSecond: config.requestsPerSecond,
  });
  await registerPages(app, { tag: () => auth.tag(sites.first().key) });

  const { every, seldom } = createTimers(log, config.pace);
  const timers: NodeJS.Timeout[] = [];

  async function listen() {
    await queue.start();
    await others?.start();
    await app.listen({ host: config.host, port: config.port, backlog: mostAtTheDoor });
    await heartbeat.beat();
    timers.push(
      every(beatMs, heartbeat.beat),
      every(sweepMs, cutUnread),
      every(sweepMs, routing.returnOrphans),
      every(sweepMs, routing.returnUnanswered),
      every(sweepMs, routing.endDays),
      every(sweepMs, () => holds.sweep({ isHere: isOnline, cameMs: here.cameMs })),
      every(sweepMs, mail.sendDue),
      every(tickMs, replies.sweep),
      every(sweepMs, callbacks.sweep),
      every(sweepMs, () => routing.leaveUnseen(isOnline)),
      every(tickMs, () => {
        for (const { id } of sites.all()) reactions.tick(id);
      }),
      every(config.headsMs, inboxTeller.tellHeads),
      every(config.headsMs / turnsInRound, heads.tellSome),
      seldom(forgetMs, presence.forget),
      seldom(forgetMs, auth.forget),
      seldom(forgetMs, visitors.forget),
      seldom(forgetMs, mail.forget),
      seldom(forgetMs, queue.forget),
    );
  }

  /** Balancers are told, everybody moves or is told to come back, what was taken is written. */
  async function stop() {
    if (stopping) return;
    stopping = true;
    await seeOff({
      ...{ io, hasCompany: others !== null },
      moving() {
        moving = true;
      },
    });
    for (const timer of timers) clearInterval(timer);
    await Promise.all([reactions.stop(), mail.stop()]);
    const left = new Promise<void>((resolve) => io.close(() => resolve()));
    const linger = setTimeout(() => app.server.closeAllConnections(), lingerMs);
    await left;
    clearTimeout(linger);
    await app.close();
    await others?.stop();
    // Its last group may still be on its way: the others hear of that too.
    await db.close();
    await others?.close();
  }

  return { app, io, db, auth, sites, visitors, clock, log, others, listen, stop, own };
}

export type App = Awaited<ReturnType<typeof createApp>>;
