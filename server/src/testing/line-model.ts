import { agentGraceMs, leaseMs, visitorGraceMs } from './house.ts';

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

  activeOf = (agentId: string) =>
    this.chats.filter(
      ({ ownerId, state, kind }) => ownerId === agentId && state === 'active' && kind === 'chat',
    ).length;

  leaseUntilMs = (agent: ModelAgent) => Math.max(0, ...agent.leases.values());
  isThere = (agent: ModelAgent) =>
    agent.available && !agent.disabled && this.leaseUntilMs(agent) > this.nowMs;
  isFree = (agent: ModelAgent) => this.isThere(agent) && this.activeOf(agent.id) < agent.capacity;
  serves = (agent: ModelAgent, departmentId: string) => agent.departmentIds.includes(departmentId);
  isStaffed = (departmentId: string) =>
    this.agents.some(
      (agent) => this.isThere(agent) && agent.capacity > 0 && this.serves(agent, departmentId),
    );

  /** Those who wait, in the order they are served. */
  line = () =>
    this.chats
      .filter(({ state, kind }) => state === 'waiting' && kind === 'chat')
      .toSorted((a, b) => a.ticket - b.ticket);

  /** Who must be served next: the first whose department has somebody free. */
  next = () =>
    this.line().find(({ departmentId }) =>
      this.agents.some((agent) => this.isFree(agent) && this.serves(agent, departmentId)),
    );

  /** Everybody who may rightly be given this chat: the least loaded, and of those whoever was asked longest ago. */
  mayGet({ departmentId }: ModelChat): string[] {
    const free = this.agents.filter((agent) => this.isFree(agent) && this.serves(agent, departmentId));
    const load = (agent: ModelAgent) => this.activeOf(agent.id) / agent.capacity;
    const least = Math.min(...free.map(load));
    const idle = free.filter((agent) => load(agent) === least);
    const longest = Math.min(...idle.map(({ lastAssignedMs }) => lastAssignedMs));
    return idle.filter(({ lastAssignedMs }) => lastAssignedMs === longest).map(({ id }) => id);
  }

  /** `id` is the name the database gave to what is opened by this. */
  ask(id: string, visitorId: string, departmentId: string, isStaffed: boolean): Outcome {
    const open = this.openOf(visitorId);
    if (open && (open.kind === 'chat' || open.state === 'active')) {
      open.log.push('message');
      return 'ok';
    }
    if (!isStaffed) return 'closed_now';
    const chat = open ?? this.#opens(id, visitorId);
    chat.log.push('message', 'queued');
    Object.assign(chat, { kind: 'chat', departmentId, ticket: this.nextTicket });
    this.nextTicket += 1;
    return 'ok';
  }

  leaveMessage(id: string, visitorId: string, departmentId: string, text: boolean): Outcome {
    const open = this.openOf(visitorId);
    if (!open && !text) return 'bad_request';
    const chat = open ?? this.#opens(id, visitorId);
    if (!open) chat.departmentId = departmentId;
    if (text) chat.log.push('message');
    if (chat.state === 'waiting' && (!open || chat.kind === 'chat')) {
      chat.log.push('left_message');
      Object.assign(chat, { kind: 'case', ticket: 0 });
    }
    return 'ok';
  }

  #opens(id: string, visitorId: string): ModelChat {
    const chat: ModelChat = {
      ...{ id, visitorId, departmentId: '', kind: 'case', state: 'waiting', ownerId: null, epoch: 0 },
      ...{ ticket: 0, seenMs: this.nowMs, log: [] },
    };
    this.chats.push(chat);
    return chat;
  }

  visitorSays(chat: ModelChat): Outcome {
    if (chat.state === 'closed') return 'already_closed';
    chat.log.push('message');
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
    chat.log.push(line);
  }

  take(agent: ModelAgent, chat: ModelChat): Outcome {
    if (!this.serves(agent, chat.departmentId)) return 'unknown';
    if (chat.state === 'closed') return 'already_closed';
    if (chat.state === 'active') return 'already_taken';
    this.give(agent, chat);
    return 'ok';
  }

  give(agent: ModelAgent, chat: ModelChat) {
    Object.assign(chat, { state: 'active', ownerId: agent.id, epoch: chat.epoch + 1 });
    chat.log.push('assigned');
    if (chat.kind === 'chat') agent.lastAssignedMs = this.nowMs;
  }

  #refuses(agent: ModelAgent, chat: ModelChat, epoch: number): Outcome | null {
    if (chat.ownerId !== agent.id || chat.epoch !== epoch) return 'not_yours';
    return chat.state === 'active' ? null : 'already_closed';
  }

  agentSays(agent: ModelAgent, chat: ModelChat, epoch: number): Outcome {
    const refusal = this.#refuses(agent, chat, epoch);
    if (!refusal) chat.log.push('message');
    return refusal ?? 'ok';
  }

  giveBack(agent: ModelAgent, chat: ModelChat, epoch: number): Outcome {
    const refusal = this.#refuses(agent, chat, epoch);
    if (!refusal) this.#returns(chat);
    return refusal ?? 'ok';
  }

  #returns(chat: ModelChat) {
    Object.assign(chat, { state: 'waiting', ownerId: null, epoch: chat.epoch + 1 });
    chat.log.push('returned');
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

  /** The second: who has not been seen for longer than the grace has left. */
  leaveUnseen() {
    for (const chat of this.line()) {
      if (chat.seenMs >= this.nowMs - visitorGraceMs) continue;
      if (this.here.has(chat.visitorId)) chat.seenMs = this.nowMs;
      else this.#ends(chat, 'left');
    }
  }
}
