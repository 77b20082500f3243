import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type MessagePort, workerData } from 'node:worker_threads';

/**
 * One SQLite connection on a thread of its own, so that neither fsync nor a checkpoint nor a long read
 * stops the event loop that serves the sockets. Statements run strictly in the order they come.
 */
export interface Statement {
  id: number;
  sql: string;
  parameters: readonly unknown[];
  /** When given, the statement is run once for every so many of the parameters. */
  width: number | undefined;
}
export interface Outcome {
  id: number;
  rows?: unknown[];
  changes?: number;
  error?: { message: string; errcode: number };
}
export interface WorkerOptions {
  path: string;
  readOnly: boolean;
  port: MessagePort;
  /** Counts the messages answered, for whoever waits without the event loop. */
  answered: Int32Array<SharedArrayBuffer>;
}

const statementCacheSize = 400;
const { path, readOnly, port, answered } = workerData as WorkerOptions;

const db = new DatabaseSync(path, { readOnly, timeout: 2_000, enableForeignKeyConstraints: true });
if (!readOnly) {
  db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;');
  db.exec('pragma wal_autocheckpoint = 8000; pragma cache_size = -65536;');
}

const statements = new Map<string, { statement: StatementSync; returnsRows: boolean }>();

function prepared(sql: string) {
  const known = statements.get(sql);
  if (known) return known;
  if (statements.size >= statementCacheSize) statements.clear();
  const statement = db.prepare(sql);
  const fresh = { statement, returnsRows: statement.columns().length > 0 };
  statements.set(sql, fresh);
  return fresh;
}

function run({ id, sql, parameters, width }: Statement): Outcome {
  try {
    const { statement, returnsRows } = prepared(sql);
    const values = parameters as SQLInputValue[];
    if (width !== undefined) {
      for (let at = 0; at < values.length; at += width) statement.run(...values.slice(at, at + width));
      return { id, changes: values.length / width };
    }
    if (returnsRows) return { id, rows: statement.all(...values) };
    return { id, changes: Number(statement.run(...values).changes) };
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number };
    return { id, error: { message, errcode: errcode ?? 1 } };
  }
}

port.on('message', (message: Statement[] | 'close') => {
  if (message !== 'close') return answer(message);
  db.close();
  port.close();
});

function answer(statements: Statement[]) {
  const outcomes: Outcome[] = [];
  const isInside = !readOnly && db.isTransaction;
  let undone: Outcome['error'];
  for (const statement of statements) {
    const outcome = undone ? { id: statement.id, error: undone } : run(statement);
    // With some errors SQLite undoes the transaction itself: what was said with it would be kept alone.
    if (isInside && outcome.error && !db.isTransaction) undone = outcome.error;
    outcomes.push(outcome);
  }
  port.postMessage(outcomes);
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
}
