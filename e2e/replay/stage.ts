import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** The time of the replay, and the one bell that rings whenever anybody's screen has changed. */
export class Stage {
  readonly #bell = new EventEmitter({ captureRejections: false }).setMaxListeners(0);
  readonly #startedMs = performance.now();
  readonly #over: AbortSignal;

  constructor(over: AbortSignal) {
    this.#over = over;
  }

  get isOver(): boolean {
    return this.#over.aborted;
  }

  ring = (): void => {
    this.#bell.emit('changed');
  };

  async at(ms: number): Promise<void> {
    const waitMs = ms - (performance.now() - this.#startedMs);
    if (waitMs > 0) await pause(waitMs, undefined, { signal: this.#over });
  }

  /** Waits until something is so; rejects when the time is over. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await once(this.#bell, 'changed', { signal: this.#over });
  }
}
