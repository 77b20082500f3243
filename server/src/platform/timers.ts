import { Refusal } from './errors.ts';
import type { Logger } from './log.ts';

/**
 * Work that is done again and again. A storage that is full or away fails all of it each second: that is said once, and
 * once more when it is over. Until then others need not say it either (`isOfStorage`).
 */
export function createTimers(log: Logger, pace: number) {
  const refused = new Set<() => unknown>();

  async function run(work: () => unknown) {
    try {
      await work();
      if (refused.delete(work) && refused.size === 0) log.warn('the storage does again what it is asked');
    } catch (err) {
      if (!isOfStorage(err)) return log.error({ err }, 'a timer failed');
      if (refused.size === 0) log.error({ err }, 'the storage refuses; said once until it is over');
      refused.add(work);
    }
  }

  return {
    every: (ms: number, work: () => unknown) => setInterval(() => void run(work), ms / pace),
    /** What comes too seldom to say when the storage is well again. */
    seldom: (ms: number, work: () => unknown) =>
      setInterval(() => void run(work).finally(() => refused.delete(work)), ms / pace),
  };
}

export const isOfStorage = (error: unknown) => error instanceof Refusal && /^storage_/.test(error.code);
