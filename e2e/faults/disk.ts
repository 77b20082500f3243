import { setTimeout as pause } from 'node:timers/promises';
import { slowDown } from '../drivers/slow-disk.ts';
import { noted, oneOf, type Scene } from './scene.ts';

const fullMs = 4_000;
const fillEveryMs = 100;

/** What room the server makes itself meanwhile is taken too. */
export async function diskFull({ stage, history, random, times, progress, wrong }: Scene): Promise<void> {
  for (let n = 1; n <= times; n += 1) {
    await pause(2_000 + random() * 2_000);
    const fromMs = Date.now();
    noted(history, 'disk-full', 'invoke');
    while (Date.now() - fromMs < fullMs) {
      stage.disk?.fill();
      await pause(fillEveryMs);
    }
    stage.disk?.makeRoom();
    noted(history, 'disk-full', 'ok');
    const told = history.lines.some(
      (line) => line.t >= fromMs && line.op === 'send' && line.code === 'storage_full',
    );
    if (!told) wrong(`the disk was full ${n} of ${times}, and nobody was told so`);
    progress(`the disk was full ${n} of ${times}`);
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
