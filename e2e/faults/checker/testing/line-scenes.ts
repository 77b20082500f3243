import type { Conversation } from '../dump.ts';
import { assign, close, giveBack, inLine, match, serves } from './assignment.ts';
import type { Scene } from './people.ts';
import { arrive, ownerOf, someoneServed, someoneWaiting } from './people.ts';
import { compose, send } from './sending.ts';
import type { Client, Visitor, World } from './world.ts';

const graceMs = 5 * 60_000;

export const closeOne: Scene = (world) => {
  someoneWaiting(world);
  const { visitor } = someoneServed(world);
  close(world, visitor.conversation, 'closed', { by: 'agent' });
  if (world.bug === 'capacity read, then written') overfill(world);
  if (world.bug === 'owner read, then written') ownTwice(world);
  if (world.bug === 'last in, first out') overtake(world);
  if (world.bug === 'one department starves another') starve(world);
  match(world);
};

const lineOf = (world: World, department: string): Conversation[] =>
  [...world.waiting].filter(({ departmentId }) => departmentId === department).sort(inLine);

/** Whoever came last is given to an agent before the one who waits in front of her. */
function overtake(world: World): void {
  const agent = world.chance.pick(world.agents.filter(({ away }) => !away));
  const [department] = agent.departmentIds;
  const line = () => lineOf(world, department ?? '');
  while (line().length < 2) arrive(world);
  const last = line().at(-1);
  releaseAll(world, agent);
  if (last) assign(world, last, agent);
}

/** An agent of both departments is given one line's head while the other's has waited longer. */
function starve(world: World): void {
  const agent = world.agents.find(({ departmentIds }) => departmentIds.length > 1);
  if (!agent) throw new Error('nobody serves both departments');
  const heads = () => agent.departmentIds.flatMap((department) => lineOf(world, department).slice(0, 1));
  while (heads().length < 2) arrive(world);
  const second = heads().sort(inLine)[1];
  releaseAll(world, agent);
  if (second) assign(world, second, agent);
}

function releaseAll(world: World, { id }: World['agents'][number]): void {
  const slots = world.conversations.filter(({ ownerId, state }) => state === 'active' && ownerId === id);
  for (const conversation of slots) close(world, conversation, 'closed', { by: 'agent' });
}

/** Two matches see the same free slot. */
function overfill(world: World): void {
  match(world);
  const { conversation } = someoneWaiting(world);
  const first = [...world.waiting].sort(inLine);
  const agent = world.agents.find((each) => !each.away && serves(each, conversation));
  const next = agent && first.find((each) => serves(agent, each));
  if (agent && next) assign(world, next, agent);
}

/** Two matches see the same ownerless conversation. */
function ownTwice(world: World): void {
  const { visitor, agent } = someoneServed(world);
  const other = world.agents.find((each) => each !== agent && !each.away);
  if (!other) throw new Error('everyone else is away');
  releaseAll(world, other);
  assign(world, visitor.conversation, other);
}

export const returned: Scene = (world) => {
  const { visitor } = someoneServed(world);
  const before = ownerOf(world, visitor);
  giveBack(world, visitor.conversation);
  if (world.bug === 'stale owner may reply') send(world, compose(world, before.client, visitor.conversation));
  match(world);
};

/** The lid is closed: the lease dies, colleagues see it, her chats go back to the front. */
export const lidClosed: Scene = (world) => {
  const { agent } = someoneServed(world);
  agent.away = true;
  world.pass(30_000 + world.chance.below(4_000));
  if (world.bug !== 'a dead lease stays green') world.showPresence(agent.id, false);
  world.pass(30_000);
  for (const conversation of world.conversations) {
    if (conversation.ownerId === agent.id && conversation.state === 'active') giveBack(world, conversation);
  }
  if (world.bug === 'assigns to a dead lease') toTheDead(world, agent);
  match(world);
  world.pass(20_000);
  agent.away = false;
  world.leases.push({ agentId: agent.id, fromMs: world.nowMs, untilMs: world.nowMs + 30_000 });
  world.showPresence(agent.id, true);
  match(world);
};

function toTheDead(world: World, agent: World['agents'][number]): void {
  const next = [...world.waiting].sort(inLine).find((each) => serves(agent, each));
  if (next) assign(world, next, agent);
}

const tabsOf = (world: World, { id }: Visitor): Client[] =>
  world.clients.filter(({ personId, open }) => personId === id && open);

function goAway(world: World, visitor: Visitor): void {
  const { id, ticket } = visitor.conversation;
  for (const tab of tabsOf(world, visitor)) {
    tab.open = false;
    world.say(tab, { op: 'left', conversation: id, ticket });
  }
}

function comeBack(world: World, visitor: Visitor, ticket: number | null): void {
  const { client, conversation } = visitor;
  client.open = true;
  client.page += 1;
  world.snapshot(client, conversation);
  world.say(client, { op: 'joined', conversation: conversation.id, ticket });
}

export const awayBriefly: Scene = (world) => {
  const visitor = someoneWaiting(world);
  goAway(world, visitor);
  world.pass(60_000 + world.chance.below(graceMs - 70_000));
  if (world.bug === 'leaves her before the grace is over') {
    close(world, visitor.conversation, 'left', { reason: 'not_seen' });
  }
  if (world.bug === 'new chat after a reload') return startOver(world, visitor);
  const ticket = world.bug === 'new ticket after a reload' ? world.newTicket() : visitor.conversation.ticket;
  comeBack(world, visitor, ticket);
};

function startOver(world: World, visitor: Visitor): void {
  close(world, visitor.conversation, 'closed');
  const { siteId, id, conversation, client } = visitor;
  const other = world.open(siteId, id, conversation.departmentId ?? '');
  visitor.conversation = other;
  client.lists.delete(conversation.id);
  client.lists.set(other.id, []);
  world.change(other, 'queued', { ticket: other.ticket, orderMs: other.orderMs });
  comeBack(world, visitor, other.ticket);
}

export const awayTooLong: Scene = (world) => {
  const visitor = someoneWaiting(world);
  goAway(world, visitor);
  world.pass(graceMs + world.chance.below(4_000));
  if (world.bug !== 'never says she left') close(world, visitor.conversation, 'left', { reason: 'not_seen' });
  world.pass(20_000);
  if (world.bug === 'says she left twice') close(world, visitor.conversation, 'left', { reason: 'not_seen' });
  match(world);
};

export const saysGoodbye: Scene = (world) => {
  const visitor = someoneWaiting(world);
  close(world, visitor.conversation, 'left', { reason: 'visitor' });
  for (const tab of tabsOf(world, visitor)) {
    tab.open = false;
    world.say(tab, { op: 'left', conversation: visitor.conversation.id, forGood: true });
  }
};

/** She gives up her place and leaves her words; an agent answers when she can. */
export const leavesMessage: Scene = (world) => {
  const visitor = someoneWaiting(world);
  const { conversation } = visitor;
  world.waiting.delete(conversation);
  Object.assign(conversation, { kind: 'case', ticket: 0 });
  world.change(conversation, 'left_message');
  goAway(world, visitor);
  world.pass(2 * graceMs);
  const agent = world.chance.pick(world.agents.filter(({ away }) => !away));
  assign(world, conversation, agent, true);
  send(world, compose(world, agent.client, conversation));
  close(world, conversation, 'closed', { by: 'agent' });
};
