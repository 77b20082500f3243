import type { Sent } from '@straks/shared/messages/messages.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import {
  becomeCase,
  type Closed,
  type Conversation,
  isClosed,
  isWaiting,
  reopen,
} from '../conversations/conversation.ts';
import type { Tell, Trx } from '../platform/db/database.ts';
import { Refusal } from '../platform/errors.ts';
import type { Besides, StoryParts, Visitor, Words } from './steps.ts';

/** So long after its end a conversation goes on with her next words. */
const reopenMs = 24 * 3_600_000;

/** How a visitor comes to stand in line, and how her words are kept when she cannot. */
export function createAsking(parts: StoryParts) {
  const { db, clock, ids, sites, presence, conversations, messages, availability, store, steps } = parts;
  const { take, give, say, join, refuseUnknown } = steps;

  /** Opens a chat (or goes on with the open one), adds her words and puts her in line. */
  async function requestChat(visitor: Visitor, words: Words, besides: Besides = {}): Promise<string> {
    refuseUnknown(visitor.siteId, words.departmentId);
    const past = words.reopen ? await conversations.find(words.reopen) : undefined;
    const offered = await placeFor(visitor.siteId, words.departmentId, words);
    const wayBack = past && (await placeFor(visitor.siteId, past.departmentId, neededBy(past)));
    return withBesides(besides, async (trx, tell) => {
      const known = await conversations.holding(trx, visitor.visitorId, words.clientMessageId);
      if (known) return known.id;
      const open = await conversations.openOf(trx, visitor.siteId, visitor.visitorId);
      if (open && (open.kind === 'chat' || !isWaiting(open))) {
        await say(trx, tell, visitor, open.id, words);
        return open.id;
      }
      const closed = open ? null : await reopenable(trx, visitor, words.reopen);
      if (closed) {
        await goOn(trx, tell, closed, wayBack ?? null, () => say(trx, tell, visitor, closed.id, words));
        return closed.id;
      }
      if (!offered) throw new Refusal('closed_now');
      const departmentId = await sites.living(trx, visitor.siteId, offered);
      const conversation = open ?? (await openFor(trx, visitor, departmentId, words));
      await say(trx, tell, visitor, conversation.id, words);
      const before = await waitingOf(trx, visitor, conversation.id);
      // A message she left may become it: she stands for what she asks for now.
      await join(trx, tell, { ...before, ...needsOf(words) }, departmentId, before);
      return conversation.id;
    });
  }

  /** A department that went while she asked has left its people to another. */
  async function placeFor(
    siteId: string,
    departmentId: string | undefined,
    { language, skills = [] }: Pick<Words, 'language' | 'skills'>,
  ) {
    const asked = { language, skills };
    const offered = await availability.placeFor(siteId, departmentId, asked);
    const isGone =
      departmentId !== undefined && !sites.departments(siteId).some(({ id }) => id === departmentId);
    return offered ?? (isGone ? availability.placeFor(siteId, undefined, asked) : null);
  }

  /** What she asked for when it was opened: she stands for the same again. */
  const neededBy = ({ language, skills }: Conversation) => ({
    language: language as Language,
    skills: JSON.parse(skills ?? '[]') as string[],
  });

  /** Leaves a message: opens a case, or makes one of the chat that waits. Her words are kept either way. */
  async function leaveCase(
    visitor: Visitor,
    words: Words,
    besides: Besides & { reason?: 'callback' } = {},
  ): Promise<string> {
    refuseUnknown(visitor.siteId, words.departmentId);
    const { reason } = besides;
    const asked = words.departmentId ?? sites.departments(visitor.siteId)[0]?.id ?? '';
    return withBesides(besides, async (trx, tell) => {
      const before = await conversations.holding(trx, visitor.visitorId, words.clientMessageId);
      if (before && words.text) return before.id;
      const open = await conversations.openOf(trx, visitor.siteId, visitor.visitorId);
      if (!open && !words.text && !reason)
        throw new Refusal('bad_request', { detail: 'a message without words' });
      const departmentId = await sites.living(trx, visitor.siteId, asked);
      const conversation = open ?? (await openFor(trx, visitor, departmentId, words));
      await say(trx, tell, visitor, conversation.id, words);
      const now = await conversations.ofVisitor(trx, conversation.id, visitor.visitorId);
      // A new one is born as a case, but its log does not say so yet.
      if (isWaiting(now) && (now.kind === 'chat' || !open)) {
        await take(trx, tell, now, () => becomeCase(now, reason), reason && { why: reason });
        const { siteId, id: conversationId } = now;
        const { email, language } = words;
        if (email && !reason) await parts.acknowledge?.(trx, { siteId, conversationId, email, language });
      } else if (!words.text) await conversations.touch(trx, tell, now);
      return conversation.id;
    });
  }

  /** Her words. */
  async function visitorSays(
    visitor: Visitor,
    said: { conversationId: string; clientMessageId: string; text: string },
  ): Promise<Sent> {
    try {
      return await messages.send({ ...said, sender: { role: 'visitor', id: visitor.visitorId } });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'already_closed') throw error;
      return sayLate(visitor, said);
    }
  }

  /** Words that came after the end: the conversation goes on, where somebody can answer. */
  async function sayLate(
    visitor: Visitor,
    said: { conversationId: string; clientMessageId: string; text: string },
  ): Promise<Sent> {
    const past = await conversations.find(said.conversationId);
    const wayBack = past ? await placeFor(visitor.siteId, past.departmentId, neededBy(past)) : null;
    const sender = { role: 'visitor' as const, id: visitor.visitorId };
    return db.write(async (trx, tell) => {
      const closed = await reopenable(trx, visitor, said.conversationId);
      let sent: Sent | undefined;
      const speak = async () => {
        sent = await messages.add(trx, tell, { ...said, sender });
      };
      if (closed) await goOn(trx, tell, closed, wayBack, speak);
      else await speak();
      return sent as Sent;
    });
  }

  /** Hers, closed not long ago, and she has no other one open. */
  async function reopenable(trx: Trx, visitor: Visitor, id: string | undefined): Promise<Closed | null> {
    if (id === undefined) return null;
    const row = await conversations.findIn(trx, id);
    if (row?.visitorId !== visitor.visitorId || !isClosed(row)) return null;
    if ((row.closedMs ?? 0) <= clock.nowMs() - reopenMs) return null;
    return (await conversations.openOf(trx, visitor.siteId, visitor.visitorId)) ? null : row;
  }

  /** To the agent she had, if she is here; otherwise to the line; where there is none, it is a left message. */
  async function goOn(
    trx: Trx,
    tell: Tell,
    closed: Closed,
    departmentId: string | null,
    speak: () => Promise<void>,
  ) {
    await conversations.record(trx, tell, reopen(closed, closed.ownerId), clock.nowMs());
    await store.forgetRating(trx, closed.id);
    await speak();
    const row = (await conversations.findIn(trx, closed.id)) as Conversation;
    if (!isWaiting(row)) throw new Error('what was just reopened does not wait');
    const last = row.kind === 'chat' ? await lastAgentHere(trx, row, closed.ownerId) : null;
    const asked = last ? row.departmentId : (departmentId ?? row.departmentId);
    const living = await sites.living(trx, row.siteId, asked);
    if (row.kind === 'case' || !(last || departmentId)) {
      await take(trx, tell, closed, () => becomeCase({ ...row, departmentId: living }));
      return;
    }
    const inLine = await join(trx, tell, row, living, closed);
    // What awakens counts at once, as one that slept on her desk would.
    if (last && (await presence.occupy(trx, last.id))) {
      await give(trx, tell, inLine, last, 'visitor');
    }
  }

  async function lastAgentHere(trx: Trx, { departmentId }: Conversation, agentId: string | null) {
    const agent = agentId === null ? undefined : await presence.find(trx, agentId);
    if (!agent || !presence.isHere(agent)) return null;
    return agent.role !== 'agent' || agent.departmentIds.includes(departmentId) ? agent : null;
  }

  /** A step about a conversation that is found or made on the way, and what else becomes true with it. */
  const withBesides = ({ after }: Besides, work: (trx: Trx, tell: Tell) => Promise<string>) =>
    db.write(async (trx, tell) => {
      const conversationId = await work(trx, tell);
      await after?.(trx, tell, conversationId);
      return conversationId;
    });

  const needsOf = ({ language, skills = [] }: Words) => ({
    language,
    skills: skills.length > 0 ? JSON.stringify(skills) : null,
  });

  async function openFor(trx: Trx, visitor: Visitor, departmentId: string, words: Words) {
    const { language, pageUrl = null, skills = [] } = words;
    const opening = { id: ids.id(), ...visitorIn(visitor), departmentId, language, pageUrl, skills };
    return conversations.open(trx, opening, clock.nowMs());
  }

  const visitorIn = ({ visitorId, siteId }: Visitor) => ({ visitorId, siteId });

  async function waitingOf(trx: Trx, { visitorId }: Visitor, conversationId: string) {
    const row = await conversations.ofVisitor(trx, conversationId, visitorId);
    if (!isWaiting(row)) throw new Refusal('already_taken');
    return row;
  }

  return { requestChat, leaveCase, visitorSays, sayLate };
}
