import type { DatabaseDump } from '../dump.ts';
import type { Line } from '../line.ts';
import type { Bug } from './bugs.ts';
import * as delivery from './delivery-scenes.ts';
import * as line from './line-scenes.ts';
import type { Scene } from './people.ts';
import { someoneServed, takeByHand } from './people.ts';
import { compose, send } from './sending.ts';
import { World } from './world.ts';

export type Run = { history: Line[]; dump: DatabaseDump };

const scenes: Scene[] = [takeByHand, ...Object.values(delivery), ...Object.values(line)];

/** A story in which every scene comes up at least once; without a bug, one that keeps every promise. */
export function run(seed: number, bug: Bug | null = null, extraScenes = 20): Run {
  const world = new World(seed, bug);
  // What was erased proves nothing any more: a bug must not hide behind it.
  const told =
    bug === null || bug === 'erased only in the list' ? scenes : scenes.filter((s) => s !== delivery.erase);
  const order = [...told, ...Array.from({ length: extraScenes }, () => world.chance.pick(told))];
  for (let left = order.length; left > 0; left -= 1) {
    const [scene] = order.splice(world.chance.below(left), 1);
    scene?.(world);
    world.pass(world.chance.below(5_000));
  }
  end(world);
  return { history: world.lines, dump: world.dump() };
}

function end(world: World): void {
  const { visitor, agent } = someoneServed(world);
  for (const client of [visitor.client, agent.client, visitor.client, agent.client]) {
    send(world, compose(world, client, visitor.conversation));
  }
  if (world.bug === 'last entry lost on the way') visitor.client.lists.get(visitor.conversation.id)?.pop();
  world.pass(10_000);
  for (const client of world.clients) {
    if (!client.open) continue;
    for (const [conversation, entries] of client.lists) {
      world.say(client, { op: 'list', conversation, entries: structuredClone(entries) });
    }
  }
}
