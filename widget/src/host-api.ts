import type { HostEvents, OpenOptions } from './connection/frame.ts';

type Listener = (detail: unknown) => void;
type Call = [method: string, ...rest: unknown[]];

/** `straks('open')` and `straks.open()` are the same; before the tag has run, calls wait in `q`. */
export interface HostApi {
  (method: string, ...rest: unknown[]): void;
  q?: Call[];
  isRunning?: true;
  open(options?: OpenOptions): void;
  close(): void;
  on(event: keyof HostEvents, listener: Listener): void;
  destroy(): void;
}

declare global {
  interface Window {
    straks?: HostApi;
  }
}

export interface Doors {
  open(options?: OpenOptions): void;
  close(): void;
  destroy(): void;
}

/** Puts the site owner's door on the page, and does what was asked for before it stood there. */
export function openHostApi(doors: Doors) {
  const listeners = new Map<unknown, Set<Listener>>();
  const methods: Record<string, (...rest: unknown[]) => void> = {
    ...(doors as object),
    on(event, listener) {
      if (typeof listener !== 'function') return;
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener as Listener));
    },
  };
  const call = (method: string, ...rest: unknown[]) => methods[method]?.(...rest);
  const waiting = window.straks?.q ?? [];
  window.straks = Object.assign(call, methods, { isRunning: true as const }) as unknown as HostApi;

  return {
    doWaiting() {
      for (const one of waiting) call.apply(null, one);
    },
    tell<E extends keyof HostEvents>(event: E, detail: HostEvents[E]) {
      // A fault of the host's listener stays the host's: it stops nothing of ours.
      for (const listener of listeners.get(event) ?? []) queueMicrotask(() => listener(detail));
    },
    /** Calls do nothing from now on, so that a button of the host's is no fault; a new tag opens it again. */
    remove() {
      delete window.straks?.isRunning;
    },
  };
}
