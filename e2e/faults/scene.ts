import { setTimeout as pause } from 'node:timers/promises';
import type { History } from '../drivers/history.ts';
import type { Stage } from '../drivers/stage.ts';
import type { Crowd } from './crowd/crowd.ts';

export interface Scene {
  stage: Stage;
  crowd: Crowd;
  history: History;
  random: () => number;
  /** How often the fault strikes. */
  times: number;
  progress(says: string): void;
  /** Something that is wrong beside the invariants. */
  wrong(says: string): void;
}

export const noted = (history: History, kind: string, phase: 'invoke' | 'ok') =>
  history.add({ op: 'fault', kind, phase, client: 'faults', role: 'server' });

export const oneOf = <One>(all: readonly One[], random: () => number): One =>
  all[Math.floor(random() * all.length)] as One;

/** Something fails for a while and comes back, so many times. */
export const outage =
  (kind: string, awayMs: number, begin: (scene: Scene) => unknown, end: (scene: Scene) => unknown) =>
  async (scene: Scene): Promise<void> => {
    const { history, random, times, progress } = scene;
    for (let n = 1; n <= times; n += 1) {
      await pause(1_500 + random() * 1_500);
      noted(history, kind, 'invoke');
      await begin(scene);
      await pause(awayMs);
      await end(scene);
      noted(history, kind, 'ok');
      progress(`${kind} ${n} of ${times}`);
    }
  };
