import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fact } from '../facts.ts';
import type { Database } from '../platform/db/database.ts';
import { openSqlite } from '../platform/db/sqlite.ts';

/** A fresh database, and the facts heard from it in order. */
export interface Opened {
  db: Database;
  facts: Fact[];
  /** Called with the facts of a commit, as the app's reactions are. */
  onCommit(listener: (facts: readonly Fact[]) => void): void;
  close(): Promise<void>;
}

type Open = (committed: (facts: Fact[]) => void) => Promise<{ db: Database; close(): Promise<void> }>;

/** Every database the stores must work on alike: the contract suites run on each (`describe.each`). */
export const databases: { name: string; open(): Promise<Opened> }[] = [
  { name: 'SQLite', open: () => listened(sqlite) },
];

const sqlite: Open = async (committed) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'straks-contract-'));
  const db = await openSqlite({
    dataDir,
    committed,
    fatal: (error) => {
      throw error;
    },
  });
  return {
    db,
    async close() {
      await db.close();
      await rm(dataDir, { recursive: true });
    },
  };
};

async function listened(open: Open): Promise<Opened> {
  const facts: Fact[] = [];
  const listeners: ((facts: readonly Fact[]) => void)[] = [];
  const opened = await open((told) => {
    facts.push(...told);
    for (const listener of listeners) listener(told);
  });
  return { ...opened, facts, onCommit: (listener) => void listeners.push(listener) };
}
