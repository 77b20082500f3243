import { firstRules } from '../sites/first-rules.ts';
import { agentGraceMs, leaseMs, visitorGraceMs } from './house.ts';

const { acceptMs, silentMs, ringsToEscalate, lastAgentPatienceMs, asleepAfterMs, headStartMs } = firstRules;
const headStarts = [0, headStartMs.high, headStartMs.urgent];

/** What the line should do, as plainly as it can be said. It knows no database; a test compares the two. */
export interface ModelChat {
  id: string;
  visitorId: string;
  departmentId: string;
  kind: 'chat' | 'case';
  state: 'waiting' | 'active' | 'closed';
  ownerId: string | null;
  epoch: number;
  ticket: number;
  priority: number;
  joinedMs: number;
  orderMs: number;
  assignedMs: number;
  acceptedMs: number | null;
  answeredMs: number | null;
  heldUntilMs: number | null;
  preferredAgentId: string | null;
  /** Who let it ring or gave it back, and how often it rang in vain. */
  avoid: string[];
  rings: number;
  escalated: boolean;
  /** Whether she waits for an answer of ours, and when the newest line was written. */
  isOwed: boolean;
  lastAtMs: number;
  seenMs: number;
  /** Kinds of the lines of its log, in order. */
  log: string[];
}

export interface ModelAgent {
  id: string;
  departmentIds: string[];
  capacity: number;
  available: boolean;
  disabled: boolean;
  leases: Map<string, number>;
  lastAssignedMs: number;
  /** Chats that rang at her in a row in vain. */
  unanswered: number;
}

export type Outcome = 'ok' | string;

export class LineModel {
  nowMs: number;
  nextTicket: number;
  chats: ModelChat[] = [];
  agents: ModelAgent[] = [];
  here = new Set<string>();
  words = new Set<string>();

  constructor(nowMs: number, nextTicket: number) {
    this.nowMs = nowMs;
    this.nextTicket = nextTicket;
  }

  openOf = (visitorId: string) =>
    this.chats.find((chat) => chat.visitorId === visitorId && chat.state !== 'closed');

  chatsOf = (agentId: string) =>
    this.chats.filter(
      ({ ownerId, state, kind }) => ownerId === agentId && state === 'active' && kind === 'chat',
    );

  /** New or waiting for her 1, on hold a half, asleep nothing. */
  weight = ({ isOwed, lastAtMs, heldUntilMs }: ModelChat) => {
    if (!isOwed && this.nowMs - lastAtMs >= asleepAfterMs) return 0;
    return heldUntilMs !== null && heldUntilMs > this.nowMs ? 0.5 : 1;
  };
  load = (agent: ModelAgent) => this.chatsOf(agent.id).reduce((sum, chat) => sum + this.weight(chat), 0);

  leaseUntilMs = (agent: ModelAgent) => Math.max(0, ...agent.leases.values());
  isThere = (agent: ModelAgent) =>
    agent.available && !agent.disabled && this.leaseUntilMs(agent) > this.nowMs;
  isFree = (agent: ModelAgent) => this.isThere(agent) && this.load(agent) + 1 <= agent.capacity;
  serves = (agent: ModelAgent, departmentId: string) => agent.departmentIds.includes(departmentId);
  isStaffed = (departmentId: string) =>
    this.agents.some(
      (agent) => this.isThere(agent) && agent.capacity > 0 && this.serves(agent, departmentId),
    );

  /** Those who wait, in the order they are served. */
  line = () =>
    this.chats
      .filter(({ state, kind }) => state === 'waiting' && kind === 'chat')
      .toSorted((a, b) => a.orderMs - b.orderMs || a.ticket - b.ticket);

  /** Who may be asked: her department, everybody when it rang too often, and for a while only whom she knows. */
  mayAsk({ departmentId, escalated, avoid, preferredAgentId, joinedMs }: ModelChat): ModelAgent[] {
    const there = this.agents.filter((agent) => this.isThere(agent) && agent.capacity > 0);
    const able = there.filter((agent) => escalated || this.serves(agent, departmentId));
    const others = able.filter(({ id }) => !avoid.includes(id));
    const known = others.filter(({ id }) => id === preferredAgentId);
    if (known.length > 0 && this.nowMs - joinedMs < lastAgentPatienceMs) return known;
    return others.length > 0 ? others : able;
  }

  /** Who must be served next: the first for whom somebody is free. */
  next = () => this.line().find((chat) => this.mayAsk(chat).some(this.isFree));

  /** Everybody who may rightly be given this chat: whom she knows, her department, the least loaded, the idlest. */
  mayGet(chat: ModelChat): string[] {
    const free = this.mayAsk(chat).filter(this.isFree);
    const known = free.filter(({ id }) => id === chat.preferredAgentId && !chat.avoid.includes(id));
    if (known.length > 0) return known.map(({ id }) => id);
    const members = free.filter((agent) => this.serves(agent, chat.departmentId));
    const first = members.length > 0 ? members : free;
    const share = (agent: ModelAgent) => this.load(agent) / agent.capacity;
    const least = Math.min(...first.map(share));
    const idle = first.filter((agent) => share(agent) === least);
    const longest = Math.min(...idle.map(({ lastAssignedMs }) => lastAssignedMs));
    return idle.filter(({ lastAssignedMs }) => lastAssignedMs === longest).map(({ id }) => id);
  }

  /** A line of the log, and what it means for who waits for whom. */
  #write(chat: ModelChat, kind: string, from?: 'visitor' | 'agent') {
    chat.log.push(kind);
    chat.lastAtMs = this.nowMs;
    if (from !== 'visitor') chat.heldUntilMs = null;
    if (from === 'visitor' || ['queued', 'left_message', 'returned'].includes(kind)) chat.isOwed = true;
    if (from === 'agent' || kind === 'closed' || kind === 'left') chat.isOwed = false;
  }

  /** `id` is the name the database gave to what is opened by this. */
  ask(id: string, visitorId: string, departmentId: string, isStaffed: boolean): Outcome {
    const open = this.openOf(visitorId);
    if (open && (open.kind === 'chat' || open.state === 'active')) {
      this.#write(open, 'message', 'visitor');
      return 'ok';
    }
    if (!isStaffed) return 'closed_now';
    const chat = open ?? this.#opens(id, visitorId);
    this.#write(chat, 'message', 'visitor');
    this.#joins(chat, departmentId);
    return 'ok';
  }

  #joins(chat: ModelChat, departmentId: string) {
    const last = this.chats.findLast(
      (other) => other.visitorId === chat.visitorId && other.state === 'closed' && other.ownerId !== null,
    );
    Object.assign(chat, {
      ...{ kind: 'chat', departmentId, ticket: this.nextTicket, joinedMs: this.nowMs },
      ...{ orderMs: this.nowMs - (headStarts[chat.priority] ?? 0), avoid: [], rings: 0, escalated: false },
      preferredAgentId: chat.preferredAgentId ?? last?.ownerId ?? null,
    });
    this.nextTicket += 1;
    this.#write(chat, 'queued');
  }

  leaveMessage(id: string, visitorId: string, departmentId: string, text: boolean): Outcome {
    const open = this.openOf(visitorId);
    if (!open && !text) return 'bad_request';
    const chat = open ?? this.#opens(id, visitorId);
    if (!open) chat.departmentId = departmentId;
    if (text) this.#write(chat, 'message', 'visitor');
    if (chat.state === 'waiting' && (!open || chat.kind === 'chat')) this.#becomesCase(chat);
    return 'ok';
  }

  #becomesCase(chat: ModelChat) {
    Object.assign(chat, { kind: 'case', ticket: 0, avoid: [], rings: 0, escalated: false });
    this.#write(chat, 'left_message');
  }

  #opens(id: string, visitorId: string): ModelChat {
    const chat: ModelChat = {
      ...{ id, visitorId, departmentId: '', kind: 'case', state: 'waiting', ownerId: null, epoch: 0 },
      ...{
        ticket: 0,
        priority: 0,
        joinedMs: 0,
        orderMs: 0,
        assignedMs: 0,
        acceptedMs: null,
        answeredMs: null,
      },
      ...{ heldUntilMs: null, preferredAgentId: null, avoid: [], rings: 0, escalated: false },
      ...{ isOwed: false, lastAtMs: this.nowMs, seenMs: this.nowMs, log: [] },
    };
    this.chats.push(chat);
    return chat;
  }

  visitorSays(chat: ModelChat): Outcome {
    if (chat.state === 'closed') return 'already_closed';
    this.#write(chat, 'message', 'visitor');
    return 'ok';
  }

  /** Words after the end: to whom she had, if he is here, or to the line; without a line they are kept. */
  visitorSaysLate(chat: ModelChat): Outcome {
    if (chat.state !== 'closed') return this.visitorSays(chat);
    const last = this.agents.find(({ id }) => id === chat.ownerId);
    Object.assign(chat, {
      ...{ state: 'waiting', preferredAgentId: chat.ownerId, ownerId: null, acceptedMs: null },
      ...{ answeredMs: null, avoid: [], rings: 0, escalated: false },
    });
    this.#write(chat, 'reopened');
    this.#write(chat, 'message', 'visitor');
    const isHere = last && this.isThere(last) && this.serves(last, chat.departmentId);
    if (chat.kind === 'case' || !(isHere || this.isStaffed(chat.departmentId))) this.#becomesCase(chat);
    else {
      this.#joins(chat, chat.departmentId);
      if (isHere) this.give(last, chat);
    }
    return 'ok';
  }

  leaveLine(chat: ModelChat): Outcome {
    if (chat.state === 'active') return 'already_taken';
    if (chat.state === 'waiting' && chat.kind === 'chat') this.#ends(chat, 'left');
    return 'ok';
  }

  endChat(chat: ModelChat): Outcome {
    if (chat.state !== 'closed') this.#ends(chat, 'closed');
    return 'ok';
  }

  #ends(chat: ModelChat, line: 'left' | 'closed') {
    chat.state = 'closed';
    this.#write(chat, line);
  }

  take(agent: ModelAgent, chat: ModelChat): Outcome {
    if (!this.serves(agent, chat.departmentId)) return 'unknown';
    if (chat.state === 'closed') return 'already_closed';
    if (chat.state === 'active') return 'already_taken';
    this.give(agent, chat);
    chat.acceptedMs = this.nowMs;
    agent.unanswered = 0;
    return 'ok';
  }

  give(agent: ModelAgent, chat: ModelChat) {
    Object.assign(chat, {
      ...{ state: 'active', ownerId: agent.id, epoch: chat.epoch + 1 },
      ...{ assignedMs: this.nowMs, acceptedMs: null, answeredMs: null },
    });
    this.#write(chat, 'assigned');
    if (chat.kind === 'chat') agent.lastAssignedMs = this.nowMs;
  }

  #refuses(agent: ModelAgent, chat: ModelChat, epoch: number): Outcome | null {
    if (chat.ownerId !== agent.id || chat.epoch !== epoch) return 'not_yours';
    return chat.state === 'active' ? null : 'already_closed';
  }

  accept(agent: ModelAgent, chat: ModelChat, epoch: number): Outcome {
    const refusal = this.#refuses(agent, chat, epoch);
    if (refusal) return refusal;
    if (chat.acceptedMs === null) agent.unanswered = 0;
    chat.acceptedMs ??= this.nowMs;
    return 'ok';
  }

  agentSays(agent: ModelAgent, chat: ModelChat, epoch: number): Outcome {
    const refusal = this.#refuses(agent, chat, epoch);
    if (refusal) return refusal;
    if (chat.answeredMs === null || chat.heldUntilMs !== null) {
      agent.unanswered = 0;
      Object.assign(chat, { avoid: [], rings: 0, escalated: false });
    }
    chat.acceptedMs ??= this.nowMs;
    chat.answeredMs ??= this.nowMs;
    this.#write(chat, 'message', 'agent');
    return 'ok';
  }

  hold(agent: ModelAgent, chat: ModelChat, epoch: number, untilMs: number | null): Outcome {
    const refusal = this.#refuses(agent, chat, epoch);
    if (refusal) return refusal;
    if (untilMs === chat.heldUntilMs) return 'ok';
    this.#write(chat, untilMs === null ? 'resumed' : 'held');
    chat.heldUntilMs = untilMs;
    return 'ok';
  }

  giveBack(agent: ModelAgent, chat: ModelChat, epoch: number): Outcome {
    const refusal = this.#refuses(agent, chat, epoch);
    if (refusal) return refusal;
    this.#returns(chat);
    chat.avoid.push(agent.id);
    return 'ok';
  }

  transfer(agent: ModelAgent, chat: ModelChat, epoch: number, to: string | ModelAgent): Outcome {
    const refusal = this.#refuses(agent, chat, epoch);
    if (refusal) return refusal;
    if (typeof to !== 'string') {
      if (to === agent || to.disabled) return 'unknown';
      if (!this.serves(to, chat.departmentId)) return 'not_in_department';
      if (chat.kind === 'chat' && !this.isThere(to)) return 'absent';
    } else if (chat.kind === 'chat' && !this.isStaffed(to)) return 'absent';
    this.#returns(chat);
    Object.assign(chat, { avoid: [agent.id], rings: 0, escalated: false });
    if (typeof to === 'string') chat.departmentId = to;
    else this.give(to, chat);
    return 'ok';
  }

  prioritise(agent: ModelAgent, chat: ModelChat, priority: number): Outcome {
    if (!this.serves(agent, chat.departmentId)) return 'unknown';
    if (chat.state === 'closed') return 'already_closed';
    if (chat.kind === 'chat' && chat.priority !== priority)
      chat.orderMs = chat.joinedMs - (headStarts[priority] ?? 0);
    chat.priority = priority;
    return 'ok';
  }

  #returns(chat: ModelChat) {
    Object.assign(chat, { state: 'waiting', ownerId: null, epoch: chat.epoch + 1 });
    Object.assign(chat, { acceptedMs: null, answeredMs: null });
    this.#write(chat, 'returned');
  }

  close(agent: ModelAgent, chat: ModelChat, epoch: number): Outcome {
    const refusal = this.#refuses(agent, chat, epoch);
    if (!refusal) this.#ends(chat, 'closed');
    return refusal ?? 'ok';
  }

  beat(agent: ModelAgent, connection: string) {
    agent.leases.set(connection, this.nowMs + leaseMs);
  }

  disconnect(agent: ModelAgent, connection: string) {
    const untilMs = agent.leases.get(connection);
    if (untilMs !== undefined) agent.leases.set(connection, Math.min(untilMs, this.nowMs + 5_000));
  }

  seen(visitorId: string) {
    const open = this.openOf(visitorId);
    if (open) open.seenMs = this.nowMs;
  }

  /** The first look of every second: whose agent has been gone too long goes back. */
  returnOrphans() {
    for (const agent of this.agents) {
      const isGone = this.leaseUntilMs(agent) < this.nowMs - agentGraceMs;
      for (const chat of this.chats) {
        if (chat.ownerId !== agent.id || chat.state !== 'active') continue;
        if (agent.disabled || (isGone && chat.kind === 'chat')) this.#returns(chat);
      }
    }
  }

  /** The second: who is here is noted in good time, also while she talks; who has not been seen for longer than the grace has left. */
  leaveUnseen() {
    const talking = this.chats.filter(({ kind, state }) => kind === 'chat' && state === 'active');
    for (const chat of [...this.line(), ...talking]) {
      const unseenMs = this.nowMs - chat.seenMs;
      if (this.here.has(chat.visitorId)) {
        if (unseenMs > visitorGraceMs / 2) chat.seenMs = this.nowMs;
      } else if (chat.state === 'waiting' && unseenMs > visitorGraceMs) this.#ends(chat, 'left');
    }
  }

  /** The third: what nobody opened or answered in time goes back, and leads hear of what rang too often. */
  returnUnanswered() {
    for (const chat of this.chats) {
      if (chat.kind !== 'chat' || chat.state !== 'active') continue;
      const agent = this.agents.find(({ id }) => id === chat.ownerId) as ModelAgent;
      const { acceptedMs, answeredMs, heldUntilMs, assignedMs } = chat;
      const rang = acceptedMs === null && assignedMs <= this.nowMs - acceptMs;
      const isHeld = heldUntilMs !== null && heldUntilMs > this.nowMs;
      const silent =
        acceptedMs !== null && answeredMs === null && acceptedMs <= this.nowMs - silentMs && !isHeld;
      if (!rang && !silent) continue;
      this.#ringsInVain(chat, agent);
      if (silent) continue;
      agent.unanswered += 1;
      if (agent.unanswered >= 2) this.goesAway(agent);
    }
  }

  #ringsInVain(chat: ModelChat, agent: ModelAgent) {
    this.#returns(chat);
    chat.avoid.push(agent.id);
    chat.rings += 1;
    if (chat.rings >= ringsToEscalate) chat.escalated = true;
  }

  /** What still rings at her goes back; what she has opened stays hers. */
  goesAway(agent: ModelAgent) {
    agent.available = false;
    for (const chat of this.chatsOf(agent.id)) {
      if (chat.acceptedMs !== null) continue;
      if (chat.assignedMs <= this.nowMs - acceptMs) this.#ringsInVain(chat, agent);
      else this.#returns(chat);
    }
  }
}
