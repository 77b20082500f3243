import type { Conversation, Entry } from '../dump.ts';
import type { Client, World } from './world.ts';

export type Message = { client: Client; conversation: Conversation; id: string; body: string };

const words = [
  'Hei!',
  'Where is my parcel?',
  'Et øyeblikk',
  'Tack så mycket',
  '👩‍👩‍👧 <b>"fint"</b>',
  'v. 1.2.3.4',
];

export const compose = (world: World, client: Client, conversation: Conversation): Message => ({
  client,
  conversation,
  id: world.chance.uuid(),
  body: `${world.chance.pick(words)} ${world.chance.id('words')}`,
});

export function invoke(world: World, { client, conversation, id, body }: Message): void {
  world.say(client, {
    op: 'send',
    phase: 'invoke',
    conversation: conversation.id,
    id,
    body,
    senderId: client.personId,
  });
  world.pass(world.chance.below(20));
}

export function store(world: World, { client, conversation, id, body }: Message): Entry {
  const { role, personId } = client;
  return world.commit(conversation, {
    kind: 'message',
    sender: role,
    senderId: personId,
    clientMessageId: id,
    body,
  });
}

export function ack(
  world: World,
  { client, conversation, id }: Message,
  seq: number,
  duplicate = false,
): void {
  const told = duplicate ? { duplicate } : {};
  world.say(client, { op: 'send', conversation: conversation.id, id, seq, ...told });
}

/** validate → commit → ack → fan out: the whole way of a message. */
export function send(world: World, message: Message): Entry {
  invoke(world, message);
  const entry = store(world, message);
  ack(world, message, entry.seq);
  world.announce(entry);
  return entry;
}
