import type { Scene } from './people.ts';
import { someoneServed } from './people.ts';
import { ack, compose, invoke, send, store } from './sending.ts';
import type { World } from './world.ts';

export const talk: Scene = (world) => {
  const { visitor, agent } = someoneServed(world);
  const { conversation } = visitor;
  for (let left = 1 + world.chance.below(5); left > 0; left -= 1) {
    send(world, compose(world, world.chance.pick([visitor.client, agent.client]), conversation));
    world.pass(world.chance.below(3_000));
  }
  if (world.bug === 'a group of messages committed in reverse') inReverse(world);
  if (world.bug === 'stores what it refused') refuseAndStore(world);
  if (world.bug === 'ack with the seq of another row') {
    const message = compose(world, visitor.client, conversation);
    invoke(world, message);
    const entry = store(world, message);
    ack(world, message, entry.seq - 1);
    world.announce(entry);
  }
};

function inReverse(world: World): void {
  const { visitor } = someoneServed(world);
  const messages = [1, 2].map(() => compose(world, visitor.client, visitor.conversation));
  for (const message of messages) invoke(world, message);
  for (const message of messages.toReversed()) {
    const entry = store(world, message);
    ack(world, message, entry.seq);
    world.announce(entry);
  }
}

function refuseAndStore(world: World): void {
  const { visitor } = someoneServed(world);
  const message = compose(world, visitor.client, visitor.conversation);
  invoke(world, message);
  const { client, conversation, id } = message;
  world.say(client, {
    op: 'send',
    phase: 'fail',
    conversation: conversation.id,
    id,
    retry: false,
    code: 'too_long',
  });
  world.announce(store(world, message));
}

/** The socket is cut after the commit and before the ack; the outbox sends again. */
export const lostAck: Scene = (world) => {
  const { visitor } = someoneServed(world);
  const message = compose(world, visitor.client, visitor.conversation);
  invoke(world, message);
  const entry = store(world, message);
  world.announce(entry, visitor.client);
  unknown(world, message);
  world.pass(500);
  invoke(world, message);
  if (world.bug === 'no dedupe') {
    const again = store(world, message);
    ack(world, message, again.seq);
    world.announce(again);
  } else {
    ack(world, message, entry.seq, true);
    world.announce(entry);
  }
};

/** kill -9 with a message in flight that was not committed. */
export const killed: Scene = (world) => {
  const { visitor } = someoneServed(world);
  const { conversation, client } = visitor;
  const message = compose(world, client, conversation);
  invoke(world, message);
  if (world.bug === 'ack before commit') ack(world, message, conversation.lastSeq + 1);
  if (world.bug === 'fan-out before commit') fanOutUncommitted(world, message);
  if (world.bug === 'seq from memory leaves a gap') conversation.lastSeq += 1;
  world.say(null, { op: 'fault', phase: 'invoke', kind: 'kill' });
  world.pass(1_000);
  world.say(null, { op: 'fault', phase: 'ok', kind: 'kill' });
  world.pass(300);
  if (world.bug === 'ack before commit') return;
  if (world.bug === 'fan-out before commit') return unknown(world, message);
  unknown(world, message);
  send(world, message);
  if (world.bug === 'seq from memory is given twice') {
    conversation.lastSeq -= 1;
    send(world, compose(world, client, conversation));
  }
};

function unknown(world: World, { client, conversation, id }: ReturnType<typeof compose>): void {
  world.say(client, { op: 'send', phase: 'info', conversation: conversation.id, id });
}

function fanOutUncommitted(
  world: World,
  { client, conversation, id, body }: ReturnType<typeof compose>,
): void {
  const ghost = { seq: conversation.lastSeq + 1, id, sender: client.role, kind: 'message', body };
  for (const other of world.clients) {
    const list = other.lists.get(conversation.id);
    if (!list || other === client) continue;
    list.push(ghost);
    world.say(other, { op: 'receive', conversation: conversation.id, ...ghost });
  }
}

export const reload: Scene = (world) => {
  const { visitor } = someoneServed(world);
  visitor.client.page += 1;
  world.snapshot(visitor.client, visitor.conversation);
  world.say(visitor.client, {
    op: 'joined',
    conversation: visitor.conversation.id,
    ticket: visitor.conversation.ticket,
  });
};

export const secondTab: Scene = (world) => {
  const { visitor } = someoneServed(world);
  const tab = world.client(`${visitor.client.name}-second-${world.clients.length}`, 'visitor', visitor.id);
  world.snapshot(tab, visitor.conversation);
  world.say(tab, { op: 'joined', conversation: visitor.conversation.id });
  send(world, compose(world, tab, visitor.conversation));
  if (world.bug !== 'two tabs open two chats') return;
  const other = world.open(visitor.siteId, visitor.id, visitor.conversation.departmentId ?? '');
  world.waiting.delete(other);
  tab.lists.set(other.id, []);
  world.change(other, 'queued', { ticket: other.ticket, orderMs: other.orderMs });
  world.pass(10);
  // Closed again before the end: it must be seen in the commits.
  other.state = 'closed';
  world.change(other, 'closed', { by: 'visitor' });
};

export const reading: Scene = (world) => {
  const { visitor, agent } = someoneServed(world);
  const { id: conversationId, lastSeq: seq } = visitor.conversation;
  world.reads.set(`${conversationId} visitor`, { conversationId, reader: 'visitor', seq });
  for (const client of [visitor.client, agent.client]) {
    world.say(client, { op: 'read', conversation: conversationId, reader: 'visitor', seq });
  }
};

export const note: Scene = (world) => {
  const { visitor, agent } = someoneServed(world);
  world.announce(
    world.commit(visitor.conversation, {
      kind: 'note',
      sender: 'agent',
      senderId: agent.id,
      clientMessageId: world.chance.uuid(),
      body: `difficult customer, be kind ${world.chance.below(1_000_000)}`,
    }),
  );
};

export const edit: Scene = (world) => {
  const { visitor, agent } = someoneServed(world);
  const entry = send(world, compose(world, agent.client, visitor.conversation));
  const before = {
    seq: entry.seq,
    id: entry.clientMessageId,
    sender: 'agent',
    kind: 'message',
    body: entry.body,
  };
  entry.revision = 1;
  entry.body = `${entry.body} (corrected)`;
  entry.deleted = world.chance.below(2) === 0;
  const { body, revision, deleted } = entry;
  world.pass(50);
  for (const client of world.clients) {
    const shown = client.lists.get(entry.conversationId)?.find(({ seq }) => seq === entry.seq);
    if (!shown || !client.open) continue;
    Object.assign(shown, { body, revision, deleted });
    world.say(client, { op: 'receive', conversation: entry.conversationId, ...shown });
    if (world.bug !== 'edit undone at a client') continue;
    world.pass(1);
    world.say(client, { op: 'receive', conversation: entry.conversationId, ...before });
  }
};

/** A visitor asks for her data to be gone; her lines stay as empty places in the log. */
export const erase: Scene = (world) => {
  const { visitor, agent } = someoneServed(world);
  send(world, compose(world, visitor.client, visitor.conversation));
  send(world, compose(world, agent.client, visitor.conversation));
  const log = world.logs.get(visitor.conversation.id) ?? [];
  const hers = log.filter(({ kind, sender }) => kind === 'message' && sender === 'visitor');
  const ids = hers.map(({ clientMessageId }) => clientMessageId ?? '');
  const bodies = hers.map(({ body }) => body ?? '');
  const gone = { kind: 'erased', sender: 'system', body: null } as const;
  const seqs = new Set(hers.map(({ seq }) => seq));
  for (const entry of hers) {
    Object.assign(entry, gone, { clientMessageId: null, senderId: null });
    if (world.bug === 'erased only in the list') entry.body = bodies[0] ?? null;
  }
  for (const client of world.clients) {
    for (const shown of client.lists.get(visitor.conversation.id) ?? []) {
      if (seqs.has(shown.seq)) Object.assign(shown, gone, { id: null });
    }
  }
  world.say(null, { op: 'erase', ids, bodies });
  world.pass(1_000);
};
