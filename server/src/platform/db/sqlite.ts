import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CompiledQuery, Kysely, sql } from 'kysely';
import type { Fact } from '../../facts.ts';
import type { Schema } from '../../schema.ts';
import { StartRefusal } from '../errors.ts';
import type { Database } from './database.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { sqliteError, whatToDo } from './sqlite-error.ts';
import { tellShape } from './sqlite-shape.ts';
import { openThread, type SqliteThread } from './sqlite-thread.ts';
import { asRefusal, isFatal, isStorageFault, StorageError } from './storage-error.ts';

export interface SqliteParts {
  dataDir: string;
  committed(facts: Fact[]): void;
  fatal(error: StorageError): void;
}

/** Opens (and at first makes) the database of a data folder, migrated, or refuses the start with a sentence. */
export async function openSqlite({ dataDir, committed, fatal }: SqliteParts): Promise<Database> {
  const unlock = await lockFolder(dataDir);
  try {
    return await open(dataDir, unlock, committed, fatal);
  } catch (error) {
    unlock();
    if (error instanceof StorageError) throw new StartRefusal(whatToDo(error, dataDir));
    throw error;
  }
}

async function open(
  dataDir: string,
  unlock: () => void,
  committed: SqliteParts['committed'],
  fatal: SqliteParts['fatal'],
): Promise<Database> {
  const path = join(dataDir, 'straks.db');
  const writer = openThread({ path, readOnly: false });
  const write = new Kysely<Schema>({ dialect: sqliteDialect(writer) });
  try {
    await migrate(write);
    await tellShape(write);
  } catch (error) {
    await writer.close();
    throw error;
  }
  const reader = openThread({ path, readOnly: true });
  const read = new Kysely<Schema>({ dialect: sqliteDialect(refusing(reader, fatal)) });
  const say = async (sql: string) => void (await write.executeQuery(CompiledQuery.raw(sql)));
  const group = createGroupCommit<Kysely<Schema>, Fact>({
    trx: write,
    begin: () => say('begin immediate'),
    commit: () => say('commit'),
    say,
    committed,
    fatal,
  });
  return {
    dialect: 'sqlite',
    read,
    write: (work) =>
      new Promise((resolve, reject) =>
        group.add({ work, resolve: resolve as (value: unknown) => void, reject }),
      ),
    reachable: () =>
      sql`select 1`.execute(read).then(
        () => true,
        () => false,
      ),
    async close() {
      await group.idle();
      // The writer last: only it can bring what is still in the log beside into the one file people copy.
      await reader.close();
      await writer.close();
      unlock();
    },
  };
}

/** Answers what the storage cannot do as the group commit does: with a refusal, or with the end. */
function refusing({ run, close }: SqliteThread, fatal: SqliteParts['fatal']): SqliteThread {
  const refuse = (error: unknown) => {
    if (!isStorageFault(error)) throw error;
    if (isFatal(error)) fatal(error);
    throw asRefusal(error);
  };
  return { run: (...statement) => run(...statement).catch(refuse), close };
}

/**
 * One process per data folder. The lock is SQLite's own on a file beside the database,
 * so the system lets go of it however the process ends.
 */
async function lockFolder(dataDir: string): Promise<() => void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const lock = new DatabaseSync(join(dataDir, 'straks.lock'), { timeout: 1_500 });
    try {
      lock.exec('begin exclusive');
    } catch (error) {
      lock.close();
      throw error;
    }
    return () => lock.close();
  } catch (error) {
    const { errcode, message } = error as Error & { errcode?: number };
    if (errcode === 5) {
      throw new StartRefusal(
        `Another Straks is already running on the data folder ${dataDir}. Stop it, or set STRAKS_DATA to another folder.`,
      );
    }
    if (errcode === 13) throw new StartRefusal(whatToDo(sqliteError(message, errcode), dataDir));
    throw new StartRefusal(
      `The data folder ${dataDir} cannot be used: ${message}. Check that it can be written, or set STRAKS_DATA to another folder.`,
    );
  }
}
