import type { Agent, Conversation, DatabaseDump, Entry, EntryData, Lease } from '../dump.ts';
import type { Line, Shown } from '../line.ts';
import type { Bug } from './bugs.ts';
import type { Chance } from './chance.ts';
import { chance } from './chance.ts';

export type Client = {
  name: string;
  role: 'visitor' | 'agent';
  personId: string;
  page: number;
  lists: Map<string, Shown[]>;
  open: boolean;
};
export type Visitor = { id: string; siteId: string; client: Client; conversation: Conversation };
type Draft = Pick<Entry, 'kind'> & Partial<Entry>;

const leaseMs = 30_000;
const headStartsMs = [0, 5 * 60_000, 30 * 60_000] as const;

/** A small, correct Straks in memory: one database, its clients, and the history they would write. */
export class World {
  readonly chance: Chance;
  readonly bug: Bug | null;
  readonly lines: Line[] = [];
  readonly conversations: Conversation[] = [];
  readonly entries: Entry[] = [];
  readonly logs = new Map<string, Entry[]>();
  readonly agents: (Agent & { departmentIds: string[]; client: Client; away: boolean })[] = [];
  readonly visitors: Visitor[] = [];
  readonly leases: Lease[] = [];
  readonly reads = new Map<string, { conversationId: string; reader: string; seq: number }>();
  readonly clients: Client[] = [];
  readonly waiting = new Set<Conversation>();
  nowMs = 1_700_000_000_000;
  #commit = 0;
  #tickets = 0;

  constructor(seed: number, bug: Bug | null) {
    this.chance = chance(seed);
    this.bug = bug;
    for (const departmentIds of [['sales'], ['help'], ['sales', 'help'], ['help']]) this.#hire(departmentIds);
    for (const { id } of this.agents) this.showPresence(id, true);
  }

  #hire(departmentIds: string[]): void {
    const id = this.chance.id('agent');
    const client = this.client(`console-${this.agents.length}`, 'agent', id);
    const capacity = 1 + this.chance.below(3);
    this.agents.push({ id, capacity, email: `${id}@shop.example`, departmentIds, client, away: false });
    this.leases.push({ agentId: id, fromMs: this.nowMs, untilMs: this.nowMs + leaseMs });
  }

  client(name: string, role: Client['role'], personId: string): Client {
    const client: Client = { name, role, personId, page: 0, lists: new Map(), open: true };
    this.clients.push(client);
    return client;
  }

  // Distributes over the ops, so each keeps its own shape.
  say<L extends Line>(client: Client | null, line: Said<L>): void {
    const by = client
      ? { client: client.name, role: client.role, page: client.page }
      : { client: 'server', role: 'server' };
    this.lines.push({ t: this.nowMs, phase: 'ok', ...by, ...line } as unknown as Line);
  }

  /** To her colleagues; a sleeping console shows its owner whatever it showed last. */
  showPresence(agentId: string, online: boolean): void {
    for (const { client, id } of this.agents) {
      if (id !== agentId) this.say(client, { op: 'presence', agentId, online });
    }
  }

  /** Time goes on; who is there renews her lease. */
  pass(ms: number): void {
    this.nowMs += ms;
    for (const { id, away } of this.agents) if (!away) this.lifeOf(id).untilMs = this.nowMs + leaseMs;
  }

  lifeOf(agentId: string): Lease {
    const life = this.leases.findLast((lease) => lease.agentId === agentId);
    if (!life) throw new Error(`${agentId} never had a lease`);
    return life;
  }

  /** Several transactions may share a commit, as in a group commit. */
  commit(conversation: Conversation, draft: Draft): Entry {
    if (this.bug !== null || this.chance.below(4) > 0) this.#commit += 1;
    conversation.lastSeq += 1;
    const entry: Entry = {
      conversationId: conversation.id,
      seq: conversation.lastSeq,
      sender: 'system',
      senderId: null,
      clientMessageId: null,
      body: null,
      data: null,
      atMs: this.nowMs,
      commit: this.#commit,
      ...draft,
    };
    this.entries.push(entry);
    const log = this.logs.get(conversation.id);
    if (log) log.push(entry);
    else this.logs.set(conversation.id, [entry]);
    return entry;
  }

  change(conversation: Conversation, kind: string, data: EntryData = {}): void {
    this.announce(this.commit(conversation, { kind, data }));
  }

  open(siteId: string, visitorId: string, departmentId: string): Conversation {
    this.#tickets += 1;
    const conversation: Conversation = {
      id: this.chance.id('conv'),
      siteId,
      departmentId,
      visitorId,
      state: 'waiting',
      kind: 'chat',
      ticket: this.#tickets,
      orderMs: this.nowMs - (headStartsMs[this.chance.below(3)] ?? 0),
      ownerId: null,
      epoch: 0,
      lastSeq: 0,
      openedMs: this.nowMs,
      closedMs: null,
    };
    this.conversations.push(conversation);
    this.waiting.add(conversation);
    return conversation;
  }

  newTicket(): number {
    this.#tickets += 1;
    return this.#tickets;
  }

  /** Everyone who follows the conversation takes the entry in, if her role may see it. */
  announce(entry: Entry, except: Client | null = null): void {
    for (const client of this.clients) {
      if (!client.open || client === except) continue;
      const list = client.lists.get(entry.conversationId);
      if (!list) continue;
      if (client.role === 'visitor') this.#frame(client, entry);
      if (maySee(client, entry)) this.#takeIn(client, list, entry);
    }
  }

  #frame(client: Client, entry: Entry): void {
    if (entry.kind === 'note' && this.bug !== 'notes go to everyone in the room') return;
    const { conversationId, seq, kind, body, clientMessageId: id } = entry;
    const text = `42/visitor,["entry",${JSON.stringify({ conversationId, seq, kind, body, id })}]`;
    this.say(client, { op: 'frame', conversation: conversationId, text });
  }

  #takeIn(client: Client, list: Shown[], entry: Entry): void {
    const head = list.at(-1)?.seq ?? 0;
    if (entry.seq <= head) return;
    for (const missed of this.logs.get(entry.conversationId) ?? []) {
      if (missed.seq <= head || missed.seq > entry.seq || !maySee(client, missed)) continue;
      const shown = shownAs(missed);
      list.push(shown);
      this.say(client, { op: 'receive', conversation: entry.conversationId, ...shown });
    }
  }

  /** A page load or an agent's first look: the list as the database has it. */
  snapshot(client: Client, conversation: Conversation): void {
    const log = this.logs.get(conversation.id) ?? [];
    client.lists.set(conversation.id, log.filter((entry) => maySee(client, entry)).map(shownAs));
  }

  dump(): DatabaseDump {
    return {
      conversations: this.conversations,
      entries: this.entries,
      agents: this.agents.map(({ id, capacity, email, departmentIds }) => ({
        id,
        capacity,
        email,
        departmentIds,
      })),
      leases: this.leases,
      reads: [...this.reads.values()],
    };
  }
}

type Said<L> = L extends Line
  ? Omit<L, 't' | 'client' | 'role' | 'phase' | 'page'> & { phase?: L['phase'] }
  : never;

export const maySee = ({ role }: Client, { kind }: Entry): boolean => role === 'agent' || kind !== 'note';

export const shownAs = (entry: Entry): Shown => ({
  seq: entry.seq,
  id: entry.clientMessageId,
  sender: entry.sender,
  kind: entry.kind,
  body: entry.body,
  ...(entry.revision === undefined ? {} : { revision: entry.revision }),
  ...(entry.deleted === undefined ? {} : { deleted: entry.deleted }),
});
