import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { LineVisitor } from './queue-people.ts';
import { type Door, inTurn } from './straks.ts';

const atOnce = 25;

/** What was seen of everybody who waits. */
export interface Look {
  waiting: number;
  /** Of the one who was told most often. */
  mostFrames: number;
  /** How many know no new number yet. */
  unmoved: number;
  lastMovedMs: number;
}

/** Everybody who has come so far, in the order they joined. */
export class Crowd {
  readonly #all: LineVisitor[] = [];
  readonly #door: () => Door;

  constructor(doors: readonly Door[]) {
    this.#door = inTurn(doors);
  }

  async arrive(count: number): Promise<LineVisitor[]> {
    const arrived: LineVisitor[] = [];
    while (arrived.length < count) {
      const few = Math.min(atOnce, count - arrived.length);
      arrived.push(
        ...(await Promise.all(Array.from({ length: few }, () => LineVisitor.arrive(this.#door())))),
      );
    }
    this.#all.push(...arrived);
    return arrived;
  }

  async grow(count: number): Promise<void> {
    for (let n = 0; n < count; n += atOnce) {
      const few = await this.arrive(Math.min(atOnce, count - n));
      await Promise.all(few.map((visitor) => visitor.join()));
    }
  }

  /** What was seen so far counts no more. */
  forget(): void {
    for (const visitor of this.#all) visitor.forget();
  }

  look(): Look {
    const behind = this.#all.filter(({ isWaiting }) => isWaiting);
    return {
      waiting: behind.length,
      mostFrames: Math.max(0, ...behind.map(({ frames }) => frames)),
      unmoved: behind.filter(({ movedMs }) => movedMs === null).length,
      lastMovedMs: Math.max(0, ...behind.map(({ movedMs }) => movedMs ?? 0)),
    };
  }
}

export type Call = { do: 'grow'; count: number } | { do: 'forget' } | { do: 'look' };

/**
 * A crowd on a thread of its own. Thousands who are told their places at once keep a thread busy; whoever holds the
 * watch over somebody else must not wait for it.
 */
export function farCrowd(doors: readonly Door[]) {
  const worker = new Worker(new URL('./queue-crowd.worker.ts', import.meta.url), { workerData: doors });
  async function ask(call: Call): Promise<Look> {
    worker.postMessage(call);
    const [look] = await once(worker, 'message');
    return look;
  }
  return {
    grow: (count: number) => ask({ do: 'grow', count }),
    forget: () => ask({ do: 'forget' }),
    look: () => ask({ do: 'look' }),
    close: () => worker.terminate(),
  };
}

export type FarCrowd = ReturnType<typeof farCrowd>;
