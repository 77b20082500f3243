import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import type { Stage } from '../drivers/stage.ts';
import { outage } from './scene.ts';

export const redisKill = outage(
  'redis-kill',
  3_000,
  ({ stage }) => stage.redis?.kill(),
  ({ stage }) => stage.redis?.start(),
);

export const redisHang = outage(
  'redis-hang',
  4_000,
  ({ stage }) => stage.redis?.hang(),
  ({ stage }) => stage.redis?.goOn(),
);

export const redisFlush = outage(
  'redis-flush',
  500,
  ({ stage }) => say(stage, ['FLUSHALL']),
  () => {},
);

const blipMs = 700;
const everyMs = 50;
const cutAll = [
  ['CLIENT', 'KILL', 'TYPE', 'normal'],
  ['CLIENT', 'KILL', 'TYPE', 'pubsub'],
];

/** Redis itself is well; every line to it breaks, and breaks again, for less than a second. */
export const redisBlip = outage(
  'redis-blip',
  0,
  async ({ stage }) => {
    const endMs = performance.now() + blipMs;
    while (performance.now() < endMs) {
      await say(stage, ...cutAll);
      await pause(everyMs);
    }
  },
  () => {},
);

async function say({ redis }: Stage, ...commands: string[][]): Promise<void> {
  const client = createClient({ url: redis?.url ?? '' });
  await client.connect();
  try {
    for (const command of commands) await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}
