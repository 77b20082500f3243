import { heldUntil, waitingSince } from '@straks/shared/conversations/apply.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import { allDone } from '../platform/db/attempt.ts';
import type { Database, Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import {
  type Active,
  type Conversation,
  isActive,
  isWaiting,
  type Step,
  type Waiting,
} from './conversation.ts';
import { createConversationsStore } from './conversations.store.ts';
import { asEntry } from './entry.ts';
import { firstPage, lastPage, pageSize } from './page.ts';
import { visitorView } from './views.ts';

const dayMs = 24 * 3_600_000;

export interface Opening {
  id: string;
  siteId: string;
  departmentId: string;
  visitorId: string;
  language: string;
  pageUrl: string | null;
  /** What an agent must know to help here. */
  skills?: readonly string[];
}

export interface Page {
  entries: Entry[];
  more: boolean;
}

/** Conversations and their log: every change is a line with the next number, in the same transaction. */
export function createConversations(db: Database) {
  const store = createConversationsStore(db);

  /** A new, still empty conversation; its first words and its place come in the same unit. */
  async function open(trx: Trx, { skills, ...opening }: Opening, nowMs: number): Promise<Waiting> {
    const row: Waiting = {
      ...opening,
      kind: 'case',
      state: 'waiting',
      ticket: 0,
      priority: 0,
      orderMs: 0,
      line: opening.departmentId,
      skills: skills?.length ? JSON.stringify(skills) : null,
      preferredAgentId: null,
      acceptedMs: null,
      answeredMs: null,
      heldUntilMs: null,
      rungAt: null,
      escalated: 0,
      ownerId: null,
      epoch: 0,
      lastSeq: 0,
      inboxSeq: 0,
      visitorReadSeq: 0,
      agentReadSeq: 0,
      openedMs: nowMs,
      queuedMs: null,
      assignedMs: null,
      firstResponseMs: null,
      waitingSinceMs: null,
      visitorSeenMs: nowMs,
      closedMs: null,
      closedBy: null,
      category: null,
      preview: '',
    };
    await store.insert(trx, row);
    return row;
  }

  /** Records a transition and the line that tells of it; `by` is whose doing it is, where it is not routing's. */
  async function record<To extends Conversation>(
    trx: Trx,
    tell: Tell,
    { to, line }: Step<To>,
    nowMs: number,
    by: 'system' | 'agent' | 'visitor' = 'system',
  ): Promise<To> {
    const entry = { seq: to.lastSeq + 1, at: nowMs, ...line } as Entry;
    const { kind, ...data } = line;
    const [inboxSeq] = await allDone([
      store.nextInboxSeq(trx, to.siteId),
      store.appendAll(trx, [
        {
          conversationId: to.id,
          seq: entry.seq,
          kind,
          sender: by,
          senderId: to.ownerId,
          clientMessageId: null,
          body: null,
          data: JSON.stringify(data),
          atMs: nowMs,
        },
      ]),
    ]);
    const row = {
      ...to,
      lastSeq: entry.seq,
      inboxSeq,
      waitingSinceMs: waitingSince(to.waitingSinceMs, entry),
      heldUntilMs: heldUntil(to.heldUntilMs, entry),
    };
    await store.save(trx, row);
    const { id: conversationId, siteId, visitorId, ownerId } = row;
    tell({ kind: 'entry', siteId, conversationId, visitorId, ownerId, entry });
    tell({ kind: 'conversation', siteId, conversationId });
    return row;
  }

  /** Lists show something else of it, though no line tells of that: as when its visitor comes or goes. */
  async function touch(trx: Trx, tell: Tell, { id, siteId }: Conversation): Promise<void> {
    await store.setInboxSeq(trx, id, await store.nextInboxSeq(trx, siteId));
    tell({ kind: 'words', siteId });
  }

  /** Its owner has opened it, and may have answered by other means than words: it rings no more. */
  async function accept(
    trx: Trx,
    tell: Tell,
    { id, siteId }: Conversation,
    acceptedMs: number,
    answered: { firstResponseMs?: number } = {},
  ): Promise<void> {
    const answeredMs = answered.firstResponseMs !== undefined && { answeredMs: acceptedMs };
    const inboxSeq = await store.nextInboxSeq(trx, siteId);
    await store.change(trx, id, { ...answered, ...answeredMs, acceptedMs, inboxSeq });
    tell({ kind: 'conversation', siteId, conversationId: id });
  }

  /** Something else about it that no line tells of. */
  async function change(
    trx: Trx,
    tell: Tell,
    { id, siteId }: Conversation,
    columns: Partial<Pick<Conversation, 'priority' | 'orderMs'>>,
  ): Promise<void> {
    await store.change(trx, id, { ...columns, inboxSeq: await store.nextInboxSeq(trx, siteId) });
    tell({ kind: 'conversation', siteId, conversationId: id });
  }

  /** The visitor's open conversation, in her site. */
  const openOf = (trx: Trx, siteId: string, visitorId: string) => store.openOf(trx, siteId, visitorId);

  /** A conversation of this visitor: another's is as unknown as one that never was. */
  async function ofVisitor(trx: Trx, conversationId: string, visitorId: string): Promise<Conversation> {
    const row = await store.find(trx, conversationId);
    if (row?.visitorId !== visitorId) throw new Refusal('unknown');
    return row;
  }

  /** A waiting conversation that somebody may see, to be taken by hand. */
  async function waitingFor(trx: Trx, conversationId: string, sees: (c: Conversation) => boolean) {
    const row = await store.find(trx, conversationId);
    if (!row || !sees(row)) throw new Refusal('unknown');
    if (row.state === 'closed') throw new Refusal('already_closed');
    if (!isWaiting(row)) throw new Refusal('already_taken');
    return row;
  }

  /** The agent's own conversation at the epoch she knows; whatever she holds of an older one is stale. */
  async function owned(trx: Trx, conversationId: string, agentId: string, epoch: number): Promise<Active> {
    const row = await store.find(trx, conversationId);
    // Another's is told of like one that never was.
    if (row?.ownerId !== agentId || row.epoch !== epoch) throw new Refusal('not_yours');
    if (!isActive(row)) throw new Refusal('already_closed');
    return row;
  }

  /** What the visitor sees on arrival: her open conversation, or one closed less than a day ago. */
  async function currentOf(siteId: string, visitorId: string, nowMs: number): Promise<Conversation | null> {
    const open = await store.openOf(db.read, siteId, visitorId);
    if (open) return open;
    const newest = await store.newestOf(db.read, visitorId);
    return newest && (newest.closedMs ?? 0) > nowMs - dayMs ? newest : null;
  }

  async function seenByVisitor(row: Conversation) {
    const [last, rating] = await Promise.all([
      store.lastAssigned(db.read, row.id),
      store.rating(db.read, row.id),
    ]);
    const entry = last && asEntry(last);
    return visitorView(row, entry?.kind === 'assigned' ? entry.agent : null, rating?.helped ?? null);
  }

  async function page(conversationId: string, where: { after?: number; before?: number }): Promise<Page> {
    const rows =
      where.after === undefined
        ? await store.entriesBefore(
            db.read,
            conversationId,
            where.before ?? Number.MAX_SAFE_INTEGER,
            pageSize + 1,
          )
        : await store.entriesAfter(db.read, conversationId, where.after, pageSize + 1);
    // One more than a page was read, to know whether there is more: at the end or at the beginning.
    const kept = where.after === undefined ? lastPage(rows) : firstPage(rows);
    return { entries: kept.map(asEntry), more: kept.length < rows.length };
  }

  return {
    open,
    record,
    touch,
    accept,
    change,
    openOf,
    ofVisitor,
    waitingFor,
    owned,
    currentOf,
    seenByVisitor,
    page,
    holding: store.holding,
    find: (id: string) => store.find(db.read, id),
    findIn: store.find,
    findSeenIn: store.findSeen,
    findSeen: (id: string) => store.findSeen(db.read, id),
    heads: store.heads,
    openInSite: store.openInSite,
    changedSince: store.changedSince,
    inboxHead: store.inboxHead,
    ownedBy: store.ownedBy,
    disabledOwners: store.disabledOwners,
    /** For messages: words and cursors of many conversations at once. */
    words: {
      lock: store.findTalks,
      takenBefore: store.takenBefore,
      nextInboxSeq: store.nextInboxSeq,
      append: store.appendAll,
      save: store.saveWords,
      answered: store.answered,
    },
  };
}

export type Conversations = ReturnType<typeof createConversations>;
