import { assign, match } from './assignment.ts';
import { compose, send } from './sending.ts';
import type { Visitor, World } from './world.ts';

export type Scene = (world: World) => void;
type Agent = World['agents'][number];

export function arrive(world: World): Visitor {
  const id = world.chance.id('visitor');
  const client = world.client(`tab-${world.visitors.length}`, 'visitor', id);
  const conversation = world.open('shop', id, world.chance.pick(['sales', 'help']));
  const visitor = { id, siteId: 'shop', client, conversation };
  world.visitors.push(visitor);
  client.lists.set(conversation.id, []);
  world.say(client, { op: 'joined', conversation: conversation.id, ticket: conversation.ticket });
  world.change(conversation, 'queued', { ticket: conversation.ticket, orderMs: conversation.orderMs });
  send(world, compose(world, client, conversation));
  match(world);
  world.pass(world.chance.below(2_000));
  return visitor;
}

/** Somebody who is there and waits, with others behind or before her. */
export function someoneWaiting(world: World): Visitor {
  const waiting = () => world.visitors.filter((v) => v.client.open && world.waiting.has(v.conversation));
  while (waiting().length < 4) arrive(world);
  return world.chance.pick(waiting());
}

/** Somebody who is there and has an agent. */
export function someoneServed(world: World): { visitor: Visitor; agent: Agent } {
  const served = () => world.visitors.filter((v) => v.client.open && v.conversation.state === 'active');
  while (served().length < 2) {
    for (const agent of world.agents) agent.away = false;
    arrive(world);
    if (served().length < 2) takeByHand(world);
  }
  const visitor = world.chance.pick(served());
  return { visitor, agent: ownerOf(world, visitor) };
}

export function ownerOf(world: World, { conversation }: Visitor): Agent {
  const agent = world.agents.find(({ id }) => id === conversation.ownerId);
  if (!agent) throw new Error(`${conversation.id} has no owner`);
  return agent;
}

/** An agent takes somebody over her capacity, whatever the line says. */
export const takeByHand: Scene = (world) => {
  const { conversation } = someoneWaiting(world);
  assign(world, conversation, world.chance.pick(world.agents), true);
};
