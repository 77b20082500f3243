import { Signal } from '@lit-labs/signals';

/** Runs again, shortly after, whenever a signal it read has changed. */
export function effect(run: () => void): () => void {
  const computed = new Signal.Computed(run);
  let queued = false;
  const watcher = new Signal.subtle.Watcher(() => {
    if (queued) return;
    queued = true;
    queueMicrotask(() => {
      queued = false;
      watcher.watch();
      computed.get();
    });
  });
  watcher.watch(computed);
  computed.get();
  return () => watcher.unwatch(computed);
}
