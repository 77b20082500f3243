import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import {
  assign,
  type Conversation,
  queue as joinLine,
  type Step,
  type Waiting,
} from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Messages } from '../messages/messages.ts';
import type { Clock } from '../platform/clock.ts';
import { allDone } from '../platform/db/attempt.ts';
import type { Database, Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { Presence } from '../presence/presence.ts';
import type { WhyCase } from '../queue/happened.ts';
import type { Queue } from '../queue/queue.ts';
import type { Sites } from '../sites/sites.ts';
import type { Visitors } from '../visitors/visitors.ts';
import type { Availability } from './availability.ts';
import type { RoutingStore } from './routing.store.ts';

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
  /** Whose place is kept while she is away, and who is to be called at the telephone. */
  heldIn?(trx: Trx, siteId: string): Promise<ReadonlyMap<string, 'away' | 'phone'>>;
  /** Whether she is to be called at a time: who leaves the line then stays a case. */
  isAwaited?(trx: Trx, conversationId: string): Promise<boolean>;
  /** A message was left with an address to answer to. */
  acknowledge?(
    trx: Trx,
    left: { conversationId: string; siteId: string; email: string; language: Language },
  ): Promise<void>;
  visitorGraceMs: number;
  agentGraceMs: number;
}

export interface StoryParts extends RoutingParts {
  store: RoutingStore;
  steps: Steps;
}

export interface Words {
  clientMessageId: string;
  text?: string;
  name?: string;
  email?: string;
  departmentId?: string;
  skills?: readonly string[];
  /** Goes on with this conversation of hers, closed not long ago. */
  reopen?: string;
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
export type Sees = (conversation: Conversation) => boolean;

type Part = (trx: Trx, tell: Tell, conversationId: string) => Promise<void>;
/** What else becomes true in the same unit, before the step or after it. */
export interface Besides {
  before?: Part;
  after?: Part;
}

/** What the stories are made of: each is called inside a unit, and leaves nothing half done. */
export function createSteps(parts: RoutingParts, store: RoutingStore) {
  const { clock, sites, presence, conversations, messages, queue, visitors } = parts;

  /**
   * A step of a conversation: the row, the line that tells of it, the wait that is learned from it, and the place on its
   * agent's desk that it leaves. `by` is whose doing it is, where routing would not have done it: then neither capacity nor order were asked.
   */
  async function take<To extends Conversation>(
    trx: Trx,
    tell: Tell,
    before: Conversation,
    step: (nowMs: number) => Step<To>,
    { by, why }: { by?: 'agent' | 'visitor'; why?: WhyCase } = {},
  ): Promise<To> {
    const nowMs = clock.nowMs();
    const taken = step(nowMs);
    const to = isBackInLine(before, taken.to)
      ? { ...taken.to, ...(await queue.placeAgain(trx, taken.to)) }
      : taken.to;
    const { ownerId } = before;
    const frees = isOnDesk(before) && ownerId !== null && !isOnDeskOf(to, ownerId);
    const [after] = await allDone([
      conversations.record(trx, tell, { ...taken, to }, nowMs, by),
      queue.follow(trx, before, to, nowMs, why),
      frees && presence.free(trx, ownerId),
    ]);
    return after;
  }

  /** To an agent whose place is taken already: it rings there. */
  async function give(
    trx: Trx,
    tell: Tell,
    waiting: Waiting,
    agent: { id: string; name: string },
    by?: 'visitor',
  ) {
    return take(trx, tell, waiting, (nowMs) => assign(waiting, agent, nowMs, null), by && { by });
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

  /** Into the line of what she needs. `before`: as what the line last heard of her, if not as the row. */
  async function join(trx: Trx, tell: Tell, row: Waiting, departmentId: string, before: Conversation = row) {
    const skills = JSON.parse(row.skills ?? '[]') as string[];
    const priority = Math.max(row.priority, priorityOf(row.siteId, departmentId));
    const asked = { departmentId, priority, language: row.language, skills };
    const place = await queue.joinLine(trx, row.siteId, asked);
    const preferredAgentId = row.preferredAgentId ?? (await store.lastAgentOf(trx, row.visitorId));
    return take(trx, tell, before, () => joinLine({ ...row, preferredAgentId }, place));
  }

  const priorityOf = (siteId: string, departmentId: string) =>
    sites.departments(siteId).find(({ id }) => id === departmentId)?.priority ?? 0;

  function refuseUnknown(siteId: string, departmentId: string | undefined) {
    const isKnown = sites.departments(siteId).some(({ id }) => id === departmentId);
    if (departmentId !== undefined && !isKnown) throw new Refusal('unknown', { detail: 'department' });
  }

  return { take, give, say, join, refuseUnknown };
}

export type Steps = ReturnType<typeof createSteps>;

const isBackInLine = (before: Conversation, after: Conversation) =>
  before.state === 'active' && after.state === 'waiting' && after.kind === 'chat';

/** Cases take no place of an agent's capacity, so they free none. */
const isOnDesk = ({ kind, state }: Conversation) => kind === 'chat' && state === 'active';
const isOnDeskOf = (row: Conversation, agentId: string) => isOnDesk(row) && row.ownerId === agentId;
