import { signal } from '@lit-labs/signals';
import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import { describe, expect, it } from 'vitest';
import type { Ask } from '../connection/ask.ts';
import { conversation } from '../demo/conversations.ts';
import { createInbox } from '../inbox/inbox.model.ts';
import { createSending } from '../messages/sending.model.ts';
import { memoryShelf } from '../storage/shelf.ts';
import { createChat } from './chat.model.ts';

const ada = 'agent-ada-000000000';
const bo = 'agent-bo-0000000000';
const said = (seq: number, from: 'visitor' | 'agent'): Entry => ({
  seq,
  at: seq * 1_000,
  kind: 'message',
  from,
  id: `id-${seq}`,
  text: `line ${seq}`,
});

/** Ada's chat with Ingrid, in front of a wire that notes what goes over it. */
async function chatOf(one: AgentConversation, log: Entry[]) {
  const asked: [string, object][] = [];
  const ready = signal(true);
  const shelf = memoryShelf();
  const ask = (async (event: string, request: object) => {
    asked.push([event, request]);
    if (event === 'conversation:open') return { ok: true, conversation: one, entries: log, more: false };
    return { ok: true, seq: 99, at: 99_000, epoch: 1 };
  }) as unknown as Ask;
  const inbox = createInbox({ ask, myId: () => ada, onDesk: () => true, changed: () => undefined });
  inbox.load(1, [one]);
  const sending = createSending({
    ...{ ask, shelf, myId: () => ada, ready: () => ready.get() },
    exclusive: (_, work) => work(),
    wait: async () => undefined,
    nowMs: () => 1,
    newId: () => '00000000-0000-4000-8000-000000000000',
    givenBack: () => undefined,
  });
  const chat = createChat({
    ...{ id: one.id, ask, shelf, windowShelf: memoryShelf(), inbox, sending },
    ...{ myId: () => ada, ready: () => ready.get(), nowMs: () => 1_000_000 },
  });
  await chat.open();
  const sent = () => asked.filter(([event]) => event === 'message:send').map(([, request]) => request);
  return { chat, inbox, ready, asked, sent };
}

const mine = conversation({ ownerId: ada, epoch: 4, lastSeq: 2, readByAgentSeq: 0 });
const log = [said(1, 'visitor'), said(2, 'agent')];

describe('a chat on the desk', () => {
  it('is answered with the epoch it has now', async () => {
    const { chat, sent } = await chatOf(mine, log);
    chat.write('straks!', 7);
    expect(chat.send()).toBe(true);
    expect(sent()).toEqual([expect.objectContaining({ epoch: 4, text: 'straks!', conversationId: mine.id })]);
    expect(chat.composer.text.get()).toBe('');
  });

  it('lets nothing out while nobody knows whose it is, and keeps the words', async () => {
    const { chat, ready, sent } = await chatOf(mine, log);
    chat.write('straks!', 7);
    ready.set(false);
    expect(chat.block.get()).toBe('not_connected');
    expect(chat.send()).toBe(false);
    expect(sent()).toEqual([]);
    expect(chat.composer.text.get()).toBe('straks!');
  });

  it('cannot be answered by ada once it is with bo', async () => {
    const { chat, inbox, sent } = await chatOf(mine, log);
    chat.write('for sent', 8);
    await inbox.receive({ after: 1, upTo: 2, items: [{ ...mine, ownerId: bo, epoch: 6, inboxSeq: 2 }] });
    expect(chat.block.get()).toBe('colleague');
    expect(chat.send()).toBe(false);
    expect(sent()).toEqual([]);
  });

  it('cannot be answered while it stands in line, nor when it is closed', async () => {
    const { chat, inbox } = await chatOf(mine, log);
    inbox.applyEntry(mine.id, { seq: 3, at: 3, kind: 'returned', reason: 'given_back', epoch: 5 });
    expect(chat.block.get()).toBe('in_line');
    inbox.applyEntry(mine.id, { seq: 4, at: 4, kind: 'closed', by: 'visitor' });
    expect(chat.block.get()).toBe('closed');
  });

  it('stays known after it has left the list, until it is put away', async () => {
    const { chat, inbox } = await chatOf(mine, log);
    inbox.applyEntry(mine.id, { seq: 3, at: 3, kind: 'closed', by: 'visitor' });
    await inbox.receive({ after: 1, upTo: 2, items: [{ id: mine.id, inboxSeq: 2, gone: true }] });
    expect(chat.conversation.get()?.state).toBe('closed');
    inbox.forget(mine.id);
    expect(chat.conversation.get()).toBeNull();
  });

  it('tells what the visitor wrote since ada began to write', async () => {
    const { chat } = await chatOf(mine, log);
    chat.write('Hei', 3);
    await chat.timeline.receive(said(3, 'visitor'));
    expect(chat.newSinceBegun.get()).toBe(1);
  });

  it('is read only when ada looks at it', async () => {
    const { chat, asked } = await chatOf(mine, log);
    const reads = () => asked.filter(([event]) => event === 'message:read');
    await chat.timeline.receive(said(3, 'visitor'));
    expect(reads()).toEqual([]);
    chat.attend();
    expect(reads()).toEqual([['message:read', { conversationId: mine.id, seq: 3 }]]);
    chat.attend();
    expect(reads()).toHaveLength(1);
  });
});
