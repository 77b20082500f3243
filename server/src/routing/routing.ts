import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import {
  assign,
  becomeCase,
  type Conversation,
  close,
  giveBack,
  isActive,
  isOpen,
  isWaiting,
  queue as joinLine,
  leave,
  type Step,
  type Waiting,
} from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Messages } from '../messages/messages.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { Presence } from '../presence/presence.ts';
import type { Queue } from '../queue/queue.ts';
import type { Sites } from '../sites/sites.ts';
import type { Visitors } from '../visitors/visitors.ts';
import type { Availability } from './availability.ts';
import { createHandingOver } from './handing-over.ts';
import { createRinging } from './ringing.ts';

export interface RoutingParts {
  db: Database;
  clock: Clock;
  ids: Ids;
  sites: Sites;
  visitors: Visitors;
  presence: Presence;
  conversations: Conversations;
  messages: Messages;
  queue: Queue;
  availability: Availability;
  visitorGraceMs: number;
  agentGraceMs: number;
}

export interface Words {
  clientMessageId: string;
  text?: string;
  name?: string;
  email?: string;
  departmentId?: string;
  language: Language;
  pageUrl?: string;
}

export interface Visitor {
  visitorId: string;
  siteId: string;
}
export interface Agent {
  agentId: string;
  siteId: string;
  name: string;
}
export interface Act {
  conversationId: string;
  epoch: number;
}

type Part = (trx: Trx, tell: Tell, conversationId: string) => Promise<void>;
/** What else becomes true in the same unit, before the step or after it. */
export interface Besides {
  before?: Part;
  after?: Part;
}

/** How a visitor gets to an agent, and away again. Each function is one story, kept whole or not at all. */
export function createRouting(parts: RoutingParts) {
  const { db, clock, ids, sites, visitors, presence, conversations, messages, queue, availability } = parts;

  /** Opens a chat (or goes on with the open one), adds her words and puts her in line. */
  async function requestChat(visitor: Visitor, words: Words, besides: Besides = {}): Promise<string> {
    refuseUnknown(visitor.siteId, words.departmentId);
    const offered = await availability.placeFor(visitor.siteId, words.departmentId);
    return withBesides(besides, async (trx, tell) => {
      const before = await conversations.holding(trx, visitor.visitorId, words.clientMessageId);
      if (before) return before.id;
      const open = await conversations.openOf(trx, visitor.siteId, visitor.visitorId);
      const inLine = open && (open.kind === 'chat' || !isWaiting(open));
      if (inLine) {
        await say(trx, tell, visitor, open.id, words);
        return open.id;
      }
      if (!offered) throw new Refusal('closed_now');
      const departmentId = await sites.living(trx, visitor.siteId, offered);
      const conversation = open ?? (await openFor(trx, visitor, departmentId, words));
      await say(trx, tell, visitor, conversation.id, words);
      await join(trx, tell, visitor, conversation.id, departmentId);
      return conversation.id;
    });
  }

  /** Leaves a message: opens a case, or makes one of the chat that waits. Her words are kept either way. */
  async function leaveCase(
    visitor: Visitor,
    words: Words,
    besides: Besides & { reason?: 'callback' } = {},
  ): Promise<string> {
    refuseUnknown(visitor.siteId, words.departmentId);
    const asked = words.departmentId ?? sites.departments(visitor.siteId)[0]?.id ?? '';
    return withBesides(besides, async (trx, tell) => {
      const before = await conversations.holding(trx, visitor.visitorId, words.clientMessageId);
      if (before && words.text) return before.id;
      const open = await conversations.openOf(trx, visitor.siteId, visitor.visitorId);
      if (!open && !words.text && !besides.reason)
        throw new Refusal('bad_request', { detail: 'a message without words' });
      const departmentId = await sites.living(trx, visitor.siteId, asked);
      const conversation = open ?? (await openFor(trx, visitor, departmentId, words));
      await say(trx, tell, visitor, conversation.id, words);
      const now = await conversations.ofVisitor(trx, conversation.id, visitor.visitorId);
      // A new one is born as a case, but its log does not say so yet.
      if (isWaiting(now) && (now.kind === 'chat' || !open)) {
        await record(trx, tell, () => becomeCase(now, besides.reason));
      } else if (!words.text) await conversations.touch(trx, tell, now);
      return conversation.id;
    });
  }

  /** A step about a conversation that is found or made on the way, and what else becomes true with it. */
  const withBesides = ({ after }: Besides, work: (trx: Trx, tell: Tell) => Promise<string>) =>
    db.write(async (trx, tell) => {
      const conversationId = await work(trx, tell);
      await after?.(trx, tell, conversationId);
      return conversationId;
    });

  /** One moment for the row and for the line that tells of it: they are compared. */
  function record<To extends Conversation>(trx: Trx, tell: Tell, step: (nowMs: number) => Step<To>) {
    const nowMs = clock.nowMs();
    return conversations.record(trx, tell, step(nowMs), nowMs);
  }

  async function openFor(trx: Trx, visitor: Visitor, departmentId: string, words: Words) {
    const opening = {
      id: ids.id(),
      siteId: visitor.siteId,
      departmentId,
      visitorId: visitor.visitorId,
      language: words.language,
      pageUrl: words.pageUrl ?? null,
    };
    return conversations.open(trx, opening, clock.nowMs());
  }

  /** Her words, and the name and address she gave with them. */
  async function say(trx: Trx, tell: Tell, visitor: Visitor, conversationId: string, words: Words) {
    const { name, email, language, clientMessageId, text } = words;
    await visitors.name(trx, visitor.visitorId, {
      language,
      ...(name && { name }),
      ...(email && { email }),
    });
    if (!text) return;
    const sender = { role: 'visitor' as const, id: visitor.visitorId };
    await messages.add(trx, tell, { conversationId, sender, clientMessageId, text });
  }

  async function join(trx: Trx, tell: Tell, visitor: Visitor, conversationId: string, departmentId: string) {
    const row = await conversations.ofVisitor(trx, conversationId, visitor.visitorId);
    if (!isWaiting(row)) throw new Refusal('already_taken');
    const ticket = await queue.nextTicket(trx, visitor.siteId);
    const joinedMs = clock.nowMs();
    const place = { departmentId, line: departmentId, ticket, joinedMs, priority: 0, orderMs: joinedMs };
    await record(trx, tell, () => joinLine(row, place));
  }

  function refuseUnknown(siteId: string, departmentId: string | undefined) {
    const isKnown = sites.departments(siteId).some(({ id }) => id === departmentId);
    if (departmentId !== undefined && !isKnown) throw new Refusal('unknown', { detail: 'department' });
  }

  const leaveLine = ({ visitorId }: Visitor, conversationId: string) =>
    db.write(async (trx, tell) => {
      const row = await conversations.ofVisitor(trx, conversationId, visitorId);
      if (row.state === 'closed') return;
      if (!isWaiting(row)) throw new Refusal('already_taken');
      // A left message stands in no line: another page of hers is late, and her words are kept.
      if (row.kind === 'case') return;
      await record(trx, tell, (nowMs) => leave(row, 'visitor', nowMs));
    });

  const endChat = ({ visitorId }: Visitor, conversationId: string) =>
    db.write(async (trx, tell) => {
      const row = await conversations.ofVisitor(trx, conversationId, visitorId);
      if (!isOpen(row)) return;
      await record(trx, tell, (nowMs) => close(row, 'visitor', null, nowMs));
      if (isActive(row)) await freeOwner(trx, tell, row);
    });

  /** Gives waiting chats to free agents until there are no more of one or the other. */
  async function assignWaiting(siteId: string): Promise<void> {
    while (await db.write((trx, tell) => assignSome(trx, tell, siteId)));
  }

  const mostAtOnce = 16;

  /** A few at a time, so that messages get their turn between. Answers whether there may be more. */
  async function assignSome(trx: Trx, tell: Tell, siteId: string): Promise<boolean> {
    const open = new Set(
      (await queue.departmentsWaiting(trx, siteId)).map(({ departmentId }) => departmentId),
    );
    for (let given = 0; given < mostAtOnce; ) {
      const next = await queue.first(trx, siteId, [...open]);
      if (!next) return false;
      const agent = await presence.occupy(trx, next.departmentId);
      // Nobody is free for these now; those who wait for others go on.
      if (!agent) open.delete(next.departmentId);
      else {
        await give(trx, tell, next, agent);
        given += 1;
      }
    }
    return true;
  }

  async function give(
    trx: Trx,
    tell: Tell,
    next: Waiting,
    agent: { id: string; name: string },
    byHand = false,
  ) {
    const given = await record(trx, tell, (nowMs) => assign(next, agent, nowMs, byHand ? nowMs : null));
    tell({ kind: 'presence', siteId: next.siteId });
    return given;
  }

  /** An agent takes one herself, beyond her capacity if she wants to. */
  const take = (
    agent: Agent,
    conversationId: string,
    sees: (c: Conversation) => boolean,
    besides: Besides = {},
  ) =>
    db.write(async (trx, tell) => {
      const row = await conversations.waitingFor(trx, conversationId, sees);
      if (row.kind === 'chat') await presence.occupyByHand(trx, tell, agent.siteId, agent.agentId);
      const { epoch } = await give(trx, tell, row, { id: agent.agentId, name: agent.name }, true);
      await besides.after?.(trx, tell, conversationId);
      return { epoch };
    });

  const giveBackToLine = (agent: Agent, { conversationId, epoch }: Act, besides: Besides = {}) =>
    db.write(async (trx, tell) => {
      await besides.before?.(trx, tell, conversationId);
      const row = await conversations.owned(trx, conversationId, agent.agentId, epoch);
      await record(trx, tell, () => giveBack(row, 'given_back'));
      await freeOwner(trx, tell, row);
      await besides.after?.(trx, tell, conversationId);
    });

  const closeChat = (
    agent: Agent,
    { conversationId, epoch }: Act,
    category: string | null,
    besides: Besides = {},
  ) =>
    db.write(async (trx, tell) => {
      await besides.before?.(trx, tell, conversationId);
      const row = await conversations.owned(trx, conversationId, agent.agentId, epoch);
      await record(trx, tell, (nowMs) => close(row, 'agent', category, nowMs));
      await freeOwner(trx, tell, row);
    });

  /** Cases take no place of an agent's capacity, so they free none. */
  async function freeOwner(
    trx: Trx,
    tell: Tell,
    row: { kind: string; siteId: string; ownerId: string | null },
  ) {
    if (row.kind === 'chat' && row.ownerId) await presence.free(trx, tell, row.siteId, row.ownerId);
  }

  /** Chats of agents who have been gone too long go back to the front, at their old place. */
  async function returnOrphans(): Promise<void> {
    const gone = await presence.goneBefore(clock.nowMs() - parts.agentGraceMs);
    for (const { id } of gone) await returnChatsOf(id);
    for (const { id } of await conversations.disabledOwners()) await returnAllOf(id);
  }

  const returnChatsOf = (agentId: string) =>
    db.write(async (trx, tell) => {
      const untilMs = await presence.leaseUntilMs(trx, agentId);
      // She may have come back between the look and this unit.
      if (untilMs >= clock.nowMs() - parts.agentGraceMs) return;
      const owned = await conversations.ownedBy(trx, agentId);
      for (const row of owned) if (row.kind === 'chat') await returnOne(trx, tell, row);
    });

  /** Whose account was disabled comes back to nothing, not to the messages left for her either. */
  const returnAllOf = (agentId: string) =>
    db.write(async (trx, tell) => {
      for (const row of await conversations.ownedBy(trx, agentId)) await returnOne(trx, tell, row);
    });

  async function returnOne(trx: Trx, tell: Tell, row: Conversation) {
    if (!isActive(row)) return;
    await record(trx, tell, () => giveBack(row, 'agent_gone'));
    await freeOwner(trx, tell, row);
  }

  /** Visitors not seen for longer than the grace leave the line; who is connected here has been seen now. */
  async function leaveUnseen(isHere: (visitorId: string) => boolean): Promise<void> {
    const limitMs = clock.nowMs() - parts.visitorGraceMs;
    const unseen = await queue.notSeenSince(limitMs);
    const here = unseen.filter(({ visitorId }) => isHere(visitorId));
    if (here.length > 0) await queue.seen(here.map(({ visitorId }) => visitorId));
    for (const { id, visitorId } of unseen) {
      if (isHere(visitorId)) continue;
      await db.write(async (trx, tell) => {
        const row = await conversations.ofVisitor(trx, id, visitorId);
        if (!isWaiting(row) || row.kind === 'case' || row.visitorSeenMs >= limitMs || isHere(visitorId))
          return;
        await record(trx, tell, (nowMs) => leave(row, 'not_seen', nowMs));
      });
    }
  }

  return {
    requestChat,
    leaveCase,
    leaveLine,
    endChat,
    assignWaiting,
    take,
    giveBack: giveBackToLine,
    close: closeChat,
    returnOrphans,
    leaveUnseen,
    ...createRinging(parts),
    ...createHandingOver(parts),
  };
}

export type Routing = ReturnType<typeof createRouting>;
