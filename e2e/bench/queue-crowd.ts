import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endsWithUs } from '../drivers/children.ts';
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

const program = fileURLToPath(new URL('queue-crowd.process.ts', import.meta.url));

/**
 * A crowd in a process of its own that gives way to others. Thousands who are told their places keep a thread busy and
 * leave much garbage; they have machines of their own, and neither whoever holds the watch nor the server waits for them.
 */
export function farCrowd(doors: readonly Door[]) {
  const command = ['-n', '10', process.execPath, program, JSON.stringify(doors)];
  const child = spawn('nice', command, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  endsWithUs(child);
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the crowd has ended with ${code}`);
  });
  gone.catch(() => {});
  async function ask(call: Call): Promise<Look> {
    child.send(call);
    const [look] = await Promise.race([once(child, 'message'), gone]);
    return look;
  }
  return {
    grow: (count: number) => ask({ do: 'grow', count }),
    forget: () => ask({ do: 'forget' }),
    look: () => ask({ do: 'look' }),
    close: () => child.kill(),
  };
}

export type FarCrowd = ReturnType<typeof farCrowd>;
