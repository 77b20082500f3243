import type { Conversation, EntryData } from '../dump.ts';
import type { World } from './world.ts';

type Agent = World['agents'][number];

const load = (world: World, { id }: Agent): number =>
  world.conversations.filter(({ ownerId, state }) => state === 'active' && ownerId === id).length;

const isFree = (world: World, agent: Agent): boolean => !agent.away && load(world, agent) < agent.capacity;

/** Gives waiting conversations to free agents until one of the two runs out. */
export function match(world: World): void {
  for (let next = nextPair(world); next; next = nextPair(world)) assign(world, next.conversation, next.agent);
}

function nextPair(world: World): { conversation: Conversation; agent: Agent } | null {
  for (const conversation of [...world.waiting].sort(inLine)) {
    const agent = world.agents.find((each) => isFree(world, each) && serves(each, conversation));
    if (agent) return { conversation, agent };
  }
  return null;
}

export const inLine = (a: Conversation, b: Conversation): number =>
  a.orderMs - b.orderMs || (a.ticket ?? 0) - (b.ticket ?? 0);

export const serves = (agent: Agent, { departmentId }: Conversation): boolean =>
  agent.departmentIds.includes(departmentId ?? '');

export function assign(world: World, conversation: Conversation, agent: Agent, manual = false): void {
  if (world.bug !== 'epoch not counted up' || conversation.epoch === 0) conversation.epoch += 1;
  conversation.state = 'active';
  conversation.ownerId = agent.id;
  world.waiting.delete(conversation);
  const { ticket, orderMs, epoch } = conversation;
  const data = { agentId: agent.id, epoch, ticket, orderMs, ...(manual ? { manual } : {}) };
  world.change(conversation, 'assigned', data);
  world.snapshot(agent.client, conversation);
  const told = { conversation: conversation.id, agentId: agent.id, epoch, owns: true };
  world.say(agent.client, { op: 'owner', ...told, ...(manual ? { byHand: true } : {}) });
}

export function giveBack(world: World, conversation: Conversation): void {
  const { ownerId: agentId, epoch, ticket, orderMs } = conversation;
  conversation.state = 'waiting';
  conversation.ownerId = null;
  world.waiting.add(conversation);
  world.change(conversation, 'returned', { agentId: agentId ?? '', epoch, ticket, orderMs });
}

export function close(
  world: World,
  conversation: Conversation,
  kind: 'closed' | 'left',
  why: EntryData = {},
): void {
  conversation.state = 'closed';
  conversation.ownerId = null;
  conversation.closedMs = world.nowMs;
  world.waiting.delete(conversation);
  world.change(conversation, kind, why);
}
