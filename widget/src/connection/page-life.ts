import type { Signal } from '@preact/signals-core';
import type { Session } from './session.model.ts';

/** Sleeping, waking, leaving and coming back, as the browser tells it. */
export function followPageLife(session: Session, key: string, isSeen: Signal<boolean>): () => void {
  const ending = new AbortController();
  const on = (target: EventTarget, event: string, work: (event: Event) => void) =>
    target.addEventListener(event, work, { signal: ending.signal });

  on(window, 'offline', () => session.restart());
  on(window, 'online', () => session.check());
  on(window, 'pageshow', () => session.check());
  // The socket is closed so that the page may be kept whole for going back to it.
  on(window, 'pagehide', () => session.leavePage());
  on(document, 'visibilitychange', () => {
    isSeen.value = document.visibilityState === 'visible';
    if (isSeen.value) session.check();
  });
  on(window, 'storage', (event) => {
    if ((event as StorageEvent).key?.startsWith(`straks:${key}:`)) session.storageChanged();
  });
  return () => ending.abort();
}
