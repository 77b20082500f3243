import type { SiteNow } from '@straks/shared/inbox/inbox.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Desk } from '../conversations/desk.model.ts';
import type { Inbox } from '../inbox/inbox.model.ts';
import type { Presence } from '../presence/presence.model.ts';
import type { Link } from './link.ts';

export interface Listeners {
  link: Link;
  inbox: Inbox;
  presence: Presence;
  desk: Desk;
  siteChanged(now: SiteNow): void;
}

/** Who hears what the server says unasked. */
export function listen({ link, inbox, presence, desk, siteChanged }: Listeners) {
  link.on('inbox', (changes) => quietly(inbox.receive(changes)));
  link.on('inbox:head', ({ upTo }) => quietly(inbox.head(upTo)));
  link.on('colleagues', presence.receive);
  link.on('site', siteChanged);
  link.on('visitor:online', ({ conversationId, online }) => inbox.online(conversationId, online));
  link.on('entry', ({ conversationId, entry }) => quietly(hearEntry(conversationId, entry)));
  link.on('read', ({ conversationId, by, seq }) => inbox.read(conversationId, by, seq));
  link.on('typing', ({ conversationId, from, typing }) => {
    if (from === 'visitor') desk.opened(conversationId)?.hearTyping(typing);
  });
  link.on('head', ({ conversationId, seq, readByVisitorSeq, readByAgentSeq }) => {
    inbox.read(conversationId, 'visitor', readByVisitorSeq);
    inbox.read(conversationId, 'agent', readByAgentSeq);
    quietly(hearHead(conversationId, seq));
  });

  /** An entry goes through the timeline where there is one, so that nothing is applied over a gap. */
  async function hearEntry(conversationId: string, entry: Entry) {
    const chat = desk.opened(conversationId);
    const known = inbox.find(conversationId)?.lastSeq ?? 0;
    if (chat?.timeline.loaded()) await chat.timeline.receive(entry);
    else if (entry.seq > known + 1) await refill(conversationId);
    else inbox.applyEntry(conversationId, entry);
    const isOver = inbox.find(conversationId)?.state === 'closed';
    if (isOver && desk.isOnDesk(conversationId)) desk.noteOver(conversationId);
  }

  async function hearHead(conversationId: string, seq: number) {
    const chat = desk.opened(conversationId);
    if (chat?.timeline.loaded()) await chat.timeline.head(seq);
    else if (seq > (inbox.find(conversationId)?.lastSeq ?? seq)) await refill(conversationId);
  }

  /** For a conversation whose log is not open here: only what the list shows of it. */
  async function refill(conversationId: string) {
    const after = inbox.find(conversationId)?.lastSeq;
    if (after === undefined) return;
    const answer = await link.ask('message:sync', { conversationId, after });
    if (answer.ok) for (const entry of answer.entries) inbox.applyEntry(conversationId, entry);
  }
}

/** The connection may break under any request; what was missed comes with the next catching up. */
const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);
