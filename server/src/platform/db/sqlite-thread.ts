import { Worker } from 'node:worker_threads';
import type { Outcome, Statement, WorkerOptions } from './sqlite.worker.ts';
import { sqliteError } from './sqlite-error.ts';

interface Pending {
  resolve(outcome: Outcome): void;
  reject(error: Error): void;
}

/** The near end of a SQLite connection that lives on another thread. */
export function openThread(options: WorkerOptions) {
  const worker = new Worker(new URL('./sqlite.worker.ts', import.meta.url), { workerData: options });
  const pending = new Map<number, Pending>();
  let said: Statement[] = [];
  let lastId = 0;
  let ended: Error | null = null;
  let serving = false;

  function endWith(error: Error) {
    ended = error;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  }

  worker.on('message', (outcomes: Outcome[]) => outcomes.forEach(settle));
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
    if (said.length > 0) worker.postMessage(said);
    said = [];
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
    if (!ended) worker.postMessage('close');
    return exited;
  }

  return { run, close };
}

export type SqliteThread = ReturnType<typeof openThread>;
