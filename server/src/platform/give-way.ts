import { readdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';

const threads = '/proc/self/task';
const lowest = 19;

/**
 * V8's helper threads mark and sweep memory while the one thread beside them serves people. Where there are more of
 * them than cores they take turns with it, tens of milliseconds at a time; so they give way. Only Linux has threads
 * with a priority of their own.
 */
export function helpersGiveWay(): void {
  if (process.platform !== 'linux') return;
  for (const id of readdirSync(threads)) {
    try {
      if (readFileSync(`${threads}/${id}/comm`, 'utf8').trim() === 'V8Worker')
        setPriority(Number(id), lowest);
    } catch {
      // It has ended meanwhile, or may not be asked: people are served all the same.
    }
  }
}
