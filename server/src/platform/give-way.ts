import { readdirSync, readFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

const threads = '/proc/self/task';
const less = 5;
const lowest = 19;

/**
 * V8's helper threads mark and sweep memory while the one thread beside them serves people. Where there are more of
 * them than cores they take turns with it, tens of milliseconds at a time; so they give way. But only a little: it waits
 * for one that has begun and holds what it needs, at the lowest priority 20 to 60 ms on a busy machine. Only Linux lets a
 * single thread be asked.
 */
export function helpersGiveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    const low = Math.min(lowest, getPriority() + less);
    for (const id of readdirSync(threads)) {
      const name = readFileSync(`${threads}/${id}/comm`, 'utf8').trim();
      if (name === 'V8Worker') setPriority(Number(id), low);
    }
  } catch {
    // A system that hides its threads, or one of them ended meanwhile: people are served all the same.
  }
}
