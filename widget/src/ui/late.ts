import { signal } from '@preact/signals-core';

const againMs = 5_000;

/** What most never need is fetched when it may be wanted; where that fails, it is tried again in a while. */
export function createLate<T>(isWanted: () => boolean, load: () => Promise<T>) {
  const here = signal<T | null>(null);
  let isComing = false;

  async function fetch() {
    if (here.value || isComing) return;
    isComing = true;
    try {
      here.value = await load();
    } catch {
      setTimeout(() => {
        isComing = false;
        fetchIfWanted();
      }, againMs);
    }
  }

  /** To be called from an effect. */
  function fetchIfWanted() {
    if (isWanted()) void fetch();
  }

  return { here, fetchIfWanted };
}
