import type { HostEvents } from './connection/frame.ts';

type Listener = (detail: unknown) => void;
type Call = ArrayLike<unknown>;

/** `straks('open')` and `straks.open()` are the same; before the tag has run, calls wait in `q`. */
export interface HostApi {
  (method: string, ...rest: unknown[]): void;
  q?: Call[];
  isRunning?: true;
  open(): void;
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
  open(): void;
  close(): void;
  destroy(): void;
}

/** Puts the site owner's door on the page, and does what was asked for before it stood there. */
export function openHostApi(doors: Doors) {
  const listeners = new Map<unknown, Set<Listener>>();
  const methods: Record<string, (...rest: unknown[]) => void> = {
    ...doors,
    on(event, listener) {
      if (typeof listener !== 'function') return;
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener as Listener));
    },
  };
  const call = (method: unknown, ...rest: unknown[]) => {
    if (typeof method === 'string' && Object.hasOwn(methods, method)) methods[method]?.(...rest);
  };
  const waiting = window.straks?.q ?? [];
  window.straks = Object.assign(call, methods, { isRunning: true as const }) as unknown as HostApi;

  return {
    doWaiting() {
      for (const one of Array.from(waiting)) call(...(Array.from(one) as [unknown]));
    },
    tell<E extends keyof HostEvents>(event: E, detail: HostEvents[E]) {
      for (const listener of listeners.get(event) ?? []) quietly(() => listener(detail));
    },
    remove() {
      delete window.straks;
    },
  };
}

/** A fault of the host's listener is the host's; it is shown in its console and stops nothing of ours. */
function quietly(work: () => void) {
  try {
    work();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
