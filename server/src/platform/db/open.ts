import type { Fact } from '../../facts.ts';
import type { KeptClock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import type { Database } from './database.ts';
import { openPostgres } from './postgres.ts';
import { whyNot } from './postgres-error.ts';
import { openSqlite } from './sqlite.ts';
import { whatToDo } from './sqlite-error.ts';
import type { StorageError } from './storage-error.ts';

interface OpenParts {
  config: Config;
  log: Logger;
  /** Kept with the database's when that is another machine: all nodes go by the same time. */
  clock: KeptClock;
  committed(facts: Fact[]): void;
  /** Nothing more may be promised, in one sentence. */
  fatal(sentence: string): void;
}

const followMs = 10_000;

/** The database the settings name: PostgreSQL, or the one in the data folder. */
export async function openDatabase({ config, log, clock, committed, fatal }: OpenParts): Promise<Database> {
  const { databaseUrl, databaseConnections, dataDir } = config;
  if (!databaseUrl) {
    return openSqlite({ dataDir, committed, fatal: (error) => fatal(sentenceOf(error, config)) });
  }
  const db = await openPostgres({
    url: databaseUrl,
    connections: databaseConnections,
    committed,
    // The error carries the whole connection along: only its words are for the log.
    lost: ({ message }) => log.warn({ reason: message }, 'a connection to PostgreSQL was lost'),
  });
  await clock.follow(db.nowMs);
  const following = setInterval(() => clock.follow(db.nowMs).catch(() => {}), followMs);
  return {
    ...db,
    close() {
      clearInterval(following);
      return db.close();
    },
  };
}

/** What is wrong with the storage and what to do, in one sentence for the operator. */
export const sentenceOf = (error: StorageError, { databaseUrl, dataDir }: Config): string =>
  databaseUrl ? whyNot((error.cause ?? error) as Error, databaseUrl) : whatToDo(error, dataDir);
