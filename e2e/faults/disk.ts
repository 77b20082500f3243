import { setTimeout as pause } from 'node:timers/promises';
import { slowDown } from '../drivers/slow-disk.ts';
import type { Stage } from '../drivers/stage.ts';
import { noted, oneOf, type Scene } from './scene.ts';

const fullMs = 4_000;
const fillEveryMs = 100;

/** What is free inside the database's own files lasts for so long at most. */
const tellsWithinMs = 20_000;

/** What room the server makes itself meanwhile is taken too. */
export async function diskFull({ stage, history, random, times, progress, wrong }: Scene): Promise<void> {
  for (let n = 1; n <= times; n += 1) {
    await pause(2_000 + random() * 2_000);
    const from = history.lines.length;
    const isTold = () =>
      history.lines.slice(from).some((line) => line.op === 'send' && line.code === 'storage_full');
    noted(history, 'disk-full', 'invoke');
    await keepFull(stage, tellsWithinMs, isTold);
    if (!isTold()) wrong(`the disk was full ${n} of ${times}, and nobody was told so`);
    await keepFull(stage, fullMs);
    stage.disk?.makeRoom();
    noted(history, 'disk-full', 'ok');
    progress(`the disk was full ${n} of ${times}`);
  }
}

async function keepFull({ disk }: Stage, ms: number, isEnough = () => false): Promise<void> {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs && !isEnough()) {
    disk?.fill();
    await pause(fillEveryMs);
  }
}

const slowMs = 6_000;
const slowerByMs = 250;

/** A disk that takes its time: whoever sends waits, and nothing else does. */
export async function slowFsync({ stage, history, random, times, progress }: Scene): Promise<void> {
  for (let n = 1; n <= times; n += 1) {
    await pause(1_500 + random() * 1_500);
    noted(history, 'slow-fsync', 'invoke');
    const goOn = await slowDown(oneOf(stage.nodes, random).pid, slowerByMs);
    await pause(slowMs);
    await goOn();
    noted(history, 'slow-fsync', 'ok');
    progress(`fsync was slow ${n} of ${times}`);
  }
}
