import { setTimeout as pause } from 'node:timers/promises';
import { diskFull, slowFsync } from './disk.ts';
import { postgresBackends, postgresFast, postgresImmediate, postgresSilent } from './postgres.ts';
import { redisBlip, redisFlush, redisHang, redisKill } from './redis.ts';
import { noted, oneOf, type Scene } from './scene.ts';

export interface Fault {
  says: string;
  usualTimes: number;
  /** It strikes what only several nodes have, or only one with a file of its own. */
  only?: 'several' | 'one';
  /** The stage has wires to PostgreSQL, or a small disk. */
  wired?: true;
  smallDisk?: true;
  run(scene: Scene): Promise<void>;
}

/** Killed in the middle of things. The fault is over when the new process begins, not when it serves. */
async function kill9({ stage, history, random, times, progress }: Scene): Promise<void> {
  for (let n = 1; n <= times; n += 1) {
    await pause(1_500 + random() * 2_000);
    const server = oneOf(stage.nodes, random);
    noted(history, 'kill9', 'invoke');
    await server.kill9();
    noted(history, 'kill9', 'ok');
    const begunMs = performance.now();
    server.begin();
    await server.serving();
    progress(
      `killed and started ${n} of ${times}, serving after ${Math.round(performance.now() - begunMs)} ms`,
    );
  }
}

/** Each node in its turn is asked to stop and started again, as an upgrade does. */
async function rolling({ stage, history, times, progress }: Scene): Promise<void> {
  for (let n = 1; n <= times; n += 1) {
    for (const [place, server] of stage.nodes.entries()) {
      noted(history, 'sigterm', 'invoke');
      await server.stop();
      noted(history, 'sigterm', 'ok');
      server.begin();
      await server.serving();
      await pause(1_500);
      progress(`node ${place + 1} restarted, round ${n} of ${times}`);
    }
  }
}

const flapEveryMs = 60;

/** Lines break all over the house, without a goodbye, visitors' and agents' alike. */
async function flaps({ crowd, history, random, times, progress }: Scene): Promise<void> {
  const clients = [...crowd.seats, ...crowd.desks.map(({ agent }) => agent)];
  noted(history, 'flaps', 'invoke');
  for (let n = 1; n <= times; n += 1) {
    await pause(flapEveryMs * 2 * random());
    oneOf(clients, random).cut();
    if (n % 100 === 0) progress(`cut ${n} of ${times}`);
  }
  noted(history, 'flaps', 'ok');
}

const crashEveryMs = 150;

/** Tabs die with words unsent; the next page finds them in its storage and sends them once. */
async function tabCrash({ crowd, history, random, times, progress }: Scene): Promise<void> {
  const returns: Promise<void>[] = [];
  noted(history, 'tab-crash', 'invoke');
  for (let n = 1; n <= times; n += 1) {
    await pause(crashEveryMs * 2 * random());
    returns.push(oneOf(crowd.seats, random).crash());
    if (n % 50 === 0) progress(`crashed ${n} of ${times}`);
  }
  await Promise.all(returns);
  noted(history, 'tab-crash', 'ok');
}

export const faults = {
  kill9: { says: 'kill -9 of the server', usualTimes: 20, run: kill9 },
  rolling: { says: 'every node stopped and started again, one after the other', usualTimes: 2, run: rolling },
  'redis-kill': {
    says: 'Redis killed for three seconds',
    ...{ usualTimes: 3, only: 'several' },
    run: redisKill,
  },
  'redis-hang': {
    says: 'Redis takes everything and answers nothing for four seconds',
    ...{ usualTimes: 3, only: 'several' },
    run: redisHang,
  },
  'redis-flush': {
    says: 'Redis is emptied',
    ...{ usualTimes: 5, only: 'several' },
    run: redisFlush,
  },
  'redis-blip': {
    says: 'every line to Redis cut, again and again for 0.7 seconds',
    ...{ usualTimes: 6, only: 'several' },
    run: redisBlip,
  },
  'postgres-fast': {
    says: 'PostgreSQL restarted, its connections ended',
    ...{ usualTimes: 3, only: 'several' },
    run: postgresFast,
  },
  'postgres-immediate': {
    says: 'PostgreSQL ended at once, without a word, and recovered',
    ...{ usualTimes: 3, only: 'several' },
    run: postgresImmediate,
  },
  'postgres-backends': {
    says: 'every connection to PostgreSQL ended by its administrator',
    ...{ usualTimes: 6, only: 'several' },
    run: postgresBackends,
  },
  'postgres-silent': {
    says: 'one node hears nothing of PostgreSQL for seven seconds, on lines that stand',
    ...{ usualTimes: 3, only: 'several', wired: true },
    run: postgresSilent,
  },
  'disk-full': {
    says: 'the disk is full until somebody is told so, and four seconds more',
    ...{ usualTimes: 3, only: 'one', smallDisk: true },
    run: diskFull,
  },
  'slow-fsync': {
    says: 'every fsync takes a quarter of a second longer, for six seconds',
    ...{ usualTimes: 3, only: 'one' },
    run: slowFsync,
  },
  flaps: { says: 'connections cut at random', usualTimes: 500, run: flaps },
  'tab-crash': { says: 'tabs that die with words unsent', usualTimes: 200, run: tabCrash },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];
