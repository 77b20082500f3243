import { setTimeout as pause } from 'node:timers/promises';
import type { History } from '../drivers/history.ts';
import type { Server } from '../drivers/server.ts';
import type { Crowd } from './crowd/crowd.ts';

export interface Scene {
  server: Server;
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
  run(scene: Scene): Promise<void>;
}

const noted = (history: History, kind: string, phase: 'invoke' | 'ok') =>
  history.add({ op: 'fault', kind, phase, client: 'faults', role: 'server' });

/** Killed in the middle of things. The fault is over when the new process begins, not when it serves. */
async function kill9({ server, history, random, times, progress }: Scene): Promise<void> {
  for (let n = 1; n <= times; n += 1) {
    await pause(1_500 + random() * 2_000);
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
  flaps: { says: 'connections cut at random', usualTimes: 500, run: flaps },
  'tab-crash': { says: 'tabs that die with words unsent', usualTimes: 200, run: tabCrash },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
export const faultNames = Object.keys(faults) as FaultName[];
