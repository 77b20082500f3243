import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Outcome, Statement, WorkerOptions } from './sqlite.worker.ts';
import { sqliteError } from './sqlite-error.ts';

interface Pending {
  resolve(outcome: Outcome): void;
  reject(error: Error): void;
}

/** Most statements take a twentieth of this. */
const mostWaitMs = 0.5;
/** So long in one turn of the loop is waited at most, all statements together; then the sockets have their turn. */
const mostInTurnMs = 4;

/**
 * The near end of a SQLite connection that lives on another thread. A unit of work has dozens of statements, and
 * coming back through the event loop after each would cost it a turn of the loop every time, whatever that turn is busy
 * with. So the short ones are waited for where they are said; what reaches the disk, or takes longer, comes by the loop.
 */
export function openThread(options: Omit<WorkerOptions, 'port' | 'answered'>) {
  const { port1: port, port2: far } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: WorkerOptions = { ...options, port: far, answered };
  const worker = new Worker(new URL('./sqlite.worker.ts', import.meta.url), {
    workerData,
    transferList: [far],
  });
  const pending = new Map<number, Pending>();
  let said: Statement[] = [];
  let lastId = 0;
  let ended: Error | null = null;
  let serving = false;
  let turnSinceMs: number | null = null;

  function endWith(error: Error) {
    ended = error;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  }

  port.on('message', settleAll);
  worker.on('error', (error: Error & { errcode?: number }) => {
    // It may refuse to begin; one that breaks later takes the process along.
    if (serving) throw error;
    endWith(sqliteError(error.message, error.errcode));
  });
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      endWith(sqliteError('the database is closed'));
      resolve();
    });
  });

  function settleAll(outcomes: Outcome[]) {
    for (const outcome of outcomes) settle(outcome);
  }

  function settle(outcome: Outcome) {
    serving = true;
    const waiting = pending.get(outcome.id);
    pending.delete(outcome.id);
    if (!waiting) return;
    if (outcome.error) waiting.reject(sqliteError(outcome.error.message, outcome.error.errcode));
    else waiting.resolve(outcome);
  }

  /** Waking the other thread costs more than most statements: what is said in one breath goes in one message. */
  function say(statement: Statement) {
    if (said.push(statement) === 1) process.nextTick(post);
  }

  function post() {
    const [posted, before] = [said, Atomics.load(answered, 0)];
    said = [];
    if (posted.length === 0) return;
    port.postMessage(posted);
    if (!isShort(posted)) return;
    Atomics.wait(answered, 0, before, mostWaitMs);
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port))
      settleAll(next.message);
  }

  /** Nothing else is before it, it does not wait for the disk, and this turn of the loop is young. */
  function isShort(posted: readonly Statement[]): boolean {
    if (pending.size > posted.length || posted.some(({ sql }) => sql === 'commit')) return false;
    const nowMs = performance.now();
    if (turnSinceMs === null) {
      turnSinceMs = nowMs;
      setImmediate(() => {
        turnSinceMs = null;
      });
    }
    return nowMs - turnSinceMs < mostInTurnMs;
  }

  function run(sql: string, parameters: readonly unknown[], width?: number): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      const id = ++lastId;
      pending.set(id, { resolve, reject });
      say({ id, sql, parameters, width });
    });
  }

  function close(): Promise<void> {
    post();
    if (!ended) port.postMessage('close');
    return exited;
  }

  return { run, close };
}

export type SqliteThread = ReturnType<typeof openThread>;
