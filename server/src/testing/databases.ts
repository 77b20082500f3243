import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Fact } from '../facts.ts';
import type { Database } from '../platform/db/database.ts';
import { openPostgres } from '../platform/db/postgres.ts';
import { openSqlite } from '../platform/db/sqlite.ts';
import type {} from './postgres.setup.ts';
import { freshDatabase } from './postgres-server.ts';

/** A fresh database, and the facts heard from it in order. */
export interface Opened {
  db: Database;
  facts: Fact[];
  /** Called with the facts of a commit, as the app's reactions are. */
  onCommit(listener: (facts: readonly Fact[]) => void): void;
  close(): Promise<void>;
}

type Open = (committed: (facts: Fact[]) => void) => Promise<{ db: Database; close(): Promise<void> }>;

/** Empty where no PostgreSQL is installed: then `npm test` has said so. */
export const postgresUrl = inject('postgres');

/** Where writing waits for no disk, on machines that have such a place: for tests of very many short units. */
export const inMemory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const onSqlite = { name: 'SQLite', open: (folder?: string) => listened(sqlite(folder)) };
const onPostgres = postgresUrl ? [{ name: 'PostgreSQL', open: () => listened(postgres) }] : [];

/**
 * Every database the stores must work on alike: the contract suites run on each (`describe.each`). A test that wants
 * one takes the first: SQLite, and PostgreSQL in the project of that name or with ON_POSTGRES=yes.
 */
export const databases: { name: string; open(folder?: string): Promise<Opened> }[] = process.env.ON_POSTGRES
  ? [...onPostgres, onSqlite]
  : [onSqlite, ...onPostgres];

const sqlite =
  (folder = tmpdir()): Open =>
  async (committed) => {
    const dataDir = await mkdtemp(join(folder, 'straks-contract-'));
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

const postgres: Open = async (committed) => {
  const { url, drop } = await freshDatabase(postgresUrl);
  const db = await node(url, committed);
  return {
    db,
    async close() {
      await db.close();
      await drop();
    },
  };
};

/** A database that nobody has used yet, for a whole program. */
export const freshPostgres = () => freshDatabase(postgresUrl);

/** One of the processes that share a database on PostgreSQL. */
export const node = (url: string, committed: (facts: Fact[]) => void = () => {}) =>
  openPostgres({
    ...{ url: new URL(url), connections: 3, committed },
    lost: () => {},
  });

/** Several processes on one database, and what each hears of its own commits. */
export async function openNodes(count: number): Promise<{ nodes: Opened[]; close(): Promise<void> }> {
  const { url, drop } = await freshDatabase(postgresUrl);
  const one = () =>
    listened(async (committed) => {
      const db = await node(url, committed);
      return { db, close: db.close };
    });
  const nodes = await Promise.all(Array.from({ length: count }, one));
  return {
    nodes,
    async close() {
      await Promise.all(nodes.map((opened) => opened.close()));
      await drop();
    },
  };
}

async function listened(open: Open): Promise<Opened> {
  const facts: Fact[] = [];
  const listeners: ((facts: readonly Fact[]) => void)[] = [];
  const opened = await open((told) => {
    facts.push(...told);
    for (const listener of listeners) listener(told);
  });
  return { ...opened, facts, onCommit: (listener) => void listeners.push(listener) };
}
