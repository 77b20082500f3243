import { apply, applyForAgent } from '@straks/shared/conversations/apply.ts';
import type {
  AgentConversation,
  VisitorConversation,
} from '@straks/shared/conversations/conversations.protocol.ts';
import type { InboxChanges } from '@straks/shared/inbox/inbox.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Colleague } from '@straks/shared/presence/presence.protocol.ts';
import { protocolVersion } from '@straks/shared/protocol-version.ts';
import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import { type AgentAtConsole, console_, type TestServer, type VisitorAtPage, visitor } from './people.ts';

/** What one conversation looks like to somebody who took a snapshot once and has listened since. */
interface Followed<C> {
  conversation: C;
  entries: Entry[];
  /** Lines that came before the answer that brings the ones before them. */
  early: Entry[];
}

/** Takes the lines whose turn it is; the others wait for it. */
function hear<C extends { lastSeq: number }>(
  { conversation, entries, early }: Followed<C>,
  heard: readonly Entry[],
  applied: (conversation: C, entry: Entry) => C,
): Followed<C> {
  const now = { conversation, entries: [...entries], early: [] as Entry[] };
  for (const entry of [...early, ...heard].toSorted((a, b) => a.seq - b.seq)) {
    const last = now.entries.at(-1)?.seq ?? entry.seq - 1;
    if (entry.seq > last + 1) now.early.push(entry);
    else now.conversation = applied(now.conversation, entry);
    if (entry.seq === last + 1) now.entries.push(entry);
  }
  return now;
}

interface Reads {
  readByVisitorSeq: number;
  readByAgentSeq: number;
}

function readTo<C extends Reads>(conversation: C, by: 'visitor' | 'agent', seq: number): C {
  const field = by === 'visitor' ? 'readByVisitorSeq' : 'readByAgentSeq';
  return { ...conversation, [field]: Math.max(conversation[field], seq) };
}

/** A question whose page was closed before the answer came. */
export function cutOff(error: Error): null {
  if (error.message === 'socket has been disconnected') return null;
  throw error;
}

/** A visitor's page that says hello once and after that believes what it is told. */
export async function visitorMirror(server: TestServer) {
  let followed: Followed<VisitorConversation> | null = null;
  let place: Place | null = null;
  let site: SiteState | null = null;
  let page: VisitorAtPage;
  let greeting = Promise.resolve();

  /** Also when a line of a conversation comes that this page has not heard of: another tab began it. */
  async function greet() {
    // Asked on a page that is closed it would wait for an answer that cannot come.
    if (!page.socket.connected) return;
    const cursor = followed && {
      conversationId: followed.conversation.id,
      after: followed.entries.at(-1)?.seq ?? 0,
    };
    const hello = await page.ask('hello', { protocol: protocolVersion, ...cursor }).catch(cutOff);
    if (!hello) return;
    if (!hello.ok) throw new Error(hello.code);
    site = hello.site;
    place = hello.place;
    adopt(hello.conversation, hello.entries);
  }

  function adopt(snapshot: VisitorConversation | null, entries: readonly Entry[]) {
    if (!snapshot) followed = null;
    else if (followed?.conversation.id !== snapshot.id) {
      followed = { conversation: snapshot, entries: [], early: [] };
    } else followed = { ...followed, conversation: newer(followed.conversation, snapshot) };
    take(entries);
  }

  function newer(old: VisitorConversation, fresh: VisitorConversation): VisitorConversation {
    const told = fresh.lastSeq >= old.lastSeq ? fresh : old;
    const read = readTo(told, 'visitor', Math.max(old.readByVisitorSeq, fresh.readByVisitorSeq));
    return readTo(read, 'agent', Math.max(old.readByAgentSeq, fresh.readByAgentSeq));
  }

  function take(entries: readonly Entry[]) {
    if (!followed) return;
    followed = hear(followed, entries, apply);
    const { kind, state } = followed.conversation;
    if (kind !== 'chat' || state !== 'waiting') place = null;
  }

  async function open(as?: { token: string; visitorId: string }) {
    page = await visitor(server, as);
    const { socket } = page;
    socket.on('entry', ({ conversationId, entry }) => {
      if (conversationId === followed?.conversation.id) take([entry]);
      else greeting = greeting.then(greet);
    });
    socket.on('read', ({ conversationId, by, seq }) => {
      if (followed?.conversation.id !== conversationId) return;
      followed = { ...followed, conversation: readTo(followed.conversation, by, seq) };
    });
    socket.on('place', (told) => {
      if (told.conversationId === followed?.conversation.id && told.at >= (place?.at ?? 0)) place = told;
    });
    socket.on('site', (told) => {
      if (told.at >= (site?.at ?? 0)) site = told;
    });
    await greet();
  }
  await open();

  return {
    page: () => page,
    /** Closes the page; what it knew is kept, as in a phone that sleeps. */
    async close() {
      await greeting;
      page.close();
    },
    reopen: () => open({ token: page.token, visitorId: page.visitorId }),
    conversation: () => followed?.conversation ?? null,
    /** What it shows now, but for the moment at which it was told. */
    async shows() {
      await greeting;
      return visitorShows({
        conversation: followed?.conversation ?? null,
        entries: [...(followed?.entries ?? []), ...(followed?.early ?? [])],
        place,
        site: site as SiteState,
      });
    },
    /** What a page that opens now shows. */
    async fresh() {
      const other = await visitor(server, page);
      const hello = await other.hello();
      if (!hello.ok) throw new Error(hello.code);
      const id = hello.conversation?.id;
      const log = id ? await other.ask('message:sync', { conversationId: id, after: 0 }) : null;
      other.close();
      return visitorShows({ ...hello, entries: log?.ok ? log.entries : [] });
    },
  };
}

interface VisitorShows {
  conversation: VisitorConversation | null;
  entries: readonly Entry[];
  place: Place | null;
  site: SiteState;
}

const visitorShows = ({ conversation, entries, place, site }: VisitorShows) => ({
  conversation,
  // A page that was opened late holds the newest page of a long log only.
  entries: entries.slice(-50),
  position: place && [place.position, place.wait.kind, place.since],
  site: roughly({ ...site, at: 0 }),
});

/** A wait is reckoned anew for whoever asks; that it is a range is told, how long it is only when it matters. */
const roughly = (told: unknown): unknown =>
  JSON.parse(JSON.stringify(told, (key, value) => (/^(likely|within)Ms$/.test(key) ? 'some time' : value)));

/** A console that says hello once and after that believes what it is told. */
export async function agentMirror(server: TestServer, cookie: string) {
  /** Changes of the list that never came. */
  const lost: string[] = [];
  let upTo = 0;
  let items = new Map<string, AgentConversation>();
  let colleagues: { at: number; colleagues: Colleague[] } = { at: 0, colleagues: [] };
  const desk = new Map<string, Followed<AgentConversation>>();
  const beforeTheAnswer = new Map<string, Entry[]>();
  let greeting = Promise.resolve();
  const at = await console_(server, cookie);

  async function greet() {
    const hello = await at.hello().catch(cutOff);
    if (!hello) return;
    if (!hello.ok) throw new Error(hello.code);
    colleagues = { at: hello.at, colleagues: hello.colleagues };
    upTo = hello.inbox.upTo;
    items = new Map(hello.inbox.items.map((item) => [item.id, merge(items.get(item.id), item)]));
    for (const id of desk.keys()) await follow(id);
  }

  function change(id: string, how: (conversation: AgentConversation) => AgentConversation) {
    const item = items.get(id);
    if (item) items.set(id, how(item));
    const followed = desk.get(id);
    if (followed) desk.set(id, { ...followed, conversation: how(followed.conversation) });
  }

  function take(id: string, entry: Entry) {
    const item = items.get(id);
    if (item) items.set(id, applyForAgent(item, entry));
    const followed = desk.get(id);
    if (followed) desk.set(id, hear(followed, [entry], applyForAgent));
    else beforeTheAnswer.set(id, [...(beforeTheAnswer.get(id) ?? []), entry]);
  }

  function receive(changes: InboxChanges) {
    if (changes.after > upTo) lost.push(`${upTo} to ${changes.after}`);
    if (changes.upTo <= upTo) return;
    upTo = changes.upTo;
    for (const item of changes.items) {
      const followed = desk.get(item.id);
      if ('gone' in item) {
        items.delete(item.id);
        // What is not closed and yet gone is out of her sight.
        if (followed && followed.conversation.state !== 'closed') desk.delete(item.id);
      } else {
        items.set(item.id, merge(items.get(item.id), item));
        if (followed) desk.set(item.id, { ...followed, conversation: merge(followed.conversation, item) });
      }
    }
  }

  /** Has a conversation open, also when it is no longer in the list. */
  async function follow(conversationId: string) {
    const opened = await at.ask('conversation:open', { conversationId }).catch(cutOff);
    if (!opened) return;
    if (!opened.ok) return void desk.delete(conversationId);
    const before = desk.get(conversationId);
    const heard = before ? [...before.entries, ...before.early] : (beforeTheAnswer.get(conversationId) ?? []);
    const conversation = merge(before?.conversation, opened.conversation);
    const last = opened.entries.at(-1)?.seq ?? 0;
    const later = heard.filter(({ seq }) => seq > last);
    desk.set(
      conversationId,
      hear({ conversation, entries: opened.entries, early: [] }, later, applyForAgent),
    );
  }

  at.socket.on('entry', ({ conversationId, entry }) => take(conversationId, entry));
  at.socket.on('read', ({ conversationId, by, seq }) =>
    change(conversationId, (conversation) => readTo(conversation, by, seq)),
  );
  at.socket.on('visitor:online', ({ conversationId, online }) =>
    change(conversationId, (conversation) => ({
      ...conversation,
      visitor: { ...conversation.visitor, online },
    })),
  );
  at.socket.on('inbox', receive);
  at.socket.on('colleagues', (told) => {
    if (told.at >= colleagues.at) colleagues = told;
  });
  // Whose rights change is cut off, and comes again by herself.
  at.socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') at.socket.connect();
  });
  at.socket.on('connect', () => {
    greeting = greeting.then(greet);
  });
  await greet();

  return {
    at,
    follow,
    items: () => [...items.values()],
    /** Its list, its colleagues and the conversations it has open. */
    async shows() {
      await greeting;
      return { upTo, lost, ...agentShows(items.values(), colleagues.colleagues, desk) };
    },
    async fresh() {
      await greeting;
      const other: AgentAtConsole = await console_(server, cookie);
      const hello = await other.hello();
      if (!hello.ok) throw new Error(hello.code);
      const opened = new Map<string, Followed<AgentConversation>>();
      for (const conversationId of desk.keys()) {
        const answer = await other.ask('conversation:open', { conversationId });
        if (answer.ok) opened.set(conversationId, { ...answer, early: [] });
      }
      other.close();
      return { upTo: hello.inbox.upTo, lost: [], ...agentShows(hello.inbox.items, hello.colleagues, opened) };
    },
  };
}

/** Two views of one conversation: words from the one with more lines, the rest from the later list. */
function merge(old: AgentConversation | undefined, fresh: AgentConversation): AgentConversation {
  if (!old) return fresh;
  const told = fresh.lastSeq >= old.lastSeq ? fresh : old;
  const { inboxSeq, departmentId, ticket, ownerId, visitor, category } =
    fresh.inboxSeq >= old.inboxSeq ? fresh : old;
  const merged = { ...told, inboxSeq, departmentId, ticket, ownerId, visitor, category };
  const epoch = Math.max(old.epoch, fresh.epoch);
  const read = readTo(merged, 'visitor', Math.max(old.readByVisitorSeq, fresh.readByVisitorSeq));
  return { ...readTo(read, 'agent', Math.max(old.readByAgentSeq, fresh.readByAgentSeq)), epoch };
}

function agentShows(
  items: Iterable<AgentConversation>,
  colleagues: readonly Colleague[],
  desk: ReadonlyMap<string, Followed<AgentConversation>>,
) {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return {
    items: [...items].toSorted(byId),
    colleagues: colleagues.map((one) => ({ ...one, departmentIds: one.departmentIds.toSorted() })),
    desk: [...desk.values()]
      .map(({ conversation, entries, early }) => ({
        ...onDesk(conversation),
        entries: [...entries, ...early].slice(-50),
      }))
      .toSorted(byId),
  };
}

/** A closed conversation is in no list any more: what only the list tells is as it was when it went. */
function onDesk(conversation: AgentConversation) {
  if (conversation.state !== 'closed') return conversation;
  const { id, kind, state, lastSeq, closedAt, rating, epoch, waitingSince, preview } = conversation;
  const { readByVisitorSeq, readByAgentSeq } = conversation;
  return {
    ...{ id, kind, state, lastSeq, closedAt, rating, epoch, waitingSince, preview },
    ...{ readByVisitorSeq, readByAgentSeq },
  };
}
