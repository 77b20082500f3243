import { setTimeout as pause } from 'node:timers/promises';
import { say } from '@straks/server/testing/postgres-server.ts';
import { createClient } from 'redis';
import type { History } from '../drivers/history.ts';
import type { Server } from '../drivers/server.ts';
import type { Crowd } from './crowd/crowd.ts';
import type { Stage } from './stage.ts';

export interface Scene {
  stage: Stage;
  crowd: Crowd;
  history: History;
  random: () => number;
  /** How often the fault strikes. */
  times: number;
  progress(says: string): void;
}

interface Fault {
  says: string;
  usualTimes: number;
  /** It strikes what only a cluster has. */
  needsCluster?: true;
  run(scene: Scene): Promise<void>;
}

const noted = (history: History, kind: string, phase: 'invoke' | 'ok') =>
  history.add({ op: 'fault', kind, phase, client: 'faults', role: 'server' });

const oneOf = ({ stage, random }: Scene): Server =>
  stage.nodes[Math.floor(random() * stage.nodes.length)] as Server;

/** Killed in the middle of things. The fault is over when the new process begins, not when it serves. */
async function kill9(scene: Scene): Promise<void> {
  const { history, random, times, progress } = scene;
  for (let n = 1; n <= times; n += 1) {
    await pause(1_500 + random() * 2_000);
    const server = oneOf(scene);
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

/** Something beside the nodes fails for a while and comes back. */
const outage =
  (kind: string, awayMs: number, begin: (stage: Stage) => unknown, end: (stage: Stage) => unknown) =>
  async ({ stage, history, random, times, progress }: Scene): Promise<void> => {
    for (let n = 1; n <= times; n += 1) {
      await pause(1_500 + random() * 1_500);
      noted(history, kind, 'invoke');
      await begin(stage);
      await pause(awayMs);
      await end(stage);
      noted(history, kind, 'ok');
      progress(`${kind} ${n} of ${times}`);
    }
  };

const redisFlush = (url: string) => {
  const client = createClient({ url });
  return client
    .connect()
    .then(() => client.flushAll())
    .finally(() => client.destroy());
};

/** All connections of the nodes to PostgreSQL are ended by its administrator. */
const endBackends = ({ postgres }: Stage) =>
  say(
    postgres?.url ?? '',
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
  );

const flapEveryMs = 60;

/** Lines break all over the house, without a goodbye, visitors' and agents' alike. */
async function flaps({ crowd, history, random, times, progress }: Scene): Promise<void> {
  const clients = [...crowd.seats, ...crowd.desks.map(({ agent }) => agent)];
  noted(history, 'flaps', 'invoke');
  for (let n = 1; n <= times; n += 1) {
    await pause(flapEveryMs * 2 * random());
    clients[Math.floor(random() * clients.length)]?.cut();
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
    const seat = crowd.seats[Math.floor(random() * crowd.seats.length)];
    if (seat) returns.push(seat.crash());
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
    ...{ usualTimes: 3, needsCluster: true },
    run: outage(
      'redis-kill',
      3_000,
      ({ redis }) => redis?.kill(),
      ({ redis }) => redis?.start(),
    ),
  },
  'redis-hang': {
    says: 'Redis takes everything and answers nothing for four seconds',
    ...{ usualTimes: 3, needsCluster: true },
    run: outage(
      'redis-hang',
      4_000,
      ({ redis }) => redis?.hang(),
      ({ redis }) => redis?.goOn(),
    ),
  },
  'redis-flush': {
    says: 'Redis is emptied',
    ...{ usualTimes: 5, needsCluster: true },
    run: outage(
      'redis-flush',
      500,
      ({ redis }) => redisFlush(redis?.url ?? ''),
      () => {},
    ),
  },
  'postgres-fast': {
    says: 'PostgreSQL restarted, its connections ended',
    ...{ usualTimes: 3, needsCluster: true },
    run: outage(
      'postgres-fast',
      300,
      ({ postgres }) => postgres?.stop('SIGINT'),
      ({ postgres }) => postgres?.start(),
    ),
  },
  'postgres-immediate': {
    says: 'PostgreSQL ended at once, without a word, and recovered',
    ...{ usualTimes: 3, needsCluster: true },
    run: outage(
      'postgres-immediate',
      300,
      ({ postgres }) => postgres?.stop('SIGQUIT'),
      ({ postgres }) => postgres?.start(),
    ),
  },
  'postgres-backends': {
    says: 'every connection to PostgreSQL ended by its administrator',
    ...{ usualTimes: 6, needsCluster: true },
    run: outage('postgres-backends', 200, endBackends, () => {}),
  },
  flaps: { says: 'connections cut at random', usualTimes: 500, run: flaps },
  'tab-crash': { says: 'tabs that die with words unsent', usualTimes: 200, run: tabCrash },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];
