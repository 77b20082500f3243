import type { Fact } from '../../facts.ts';
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
  committed(facts: Fact[]): void;
  /** Nothing more may be promised, in one sentence. */
  fatal(sentence: string): void;
}

/** The database the settings name: PostgreSQL, or the one in the data folder. */
export function openDatabase({ config, log, committed, fatal }: OpenParts): Promise<Database> {
  const { databaseUrl, databaseConnections, dataDir } = config;
  if (!databaseUrl) {
    return openSqlite({ dataDir, committed, fatal: (error) => fatal(sentenceOf(error, config)) });
  }
  return openPostgres({
    url: databaseUrl,
    connections: databaseConnections,
    committed,
    lost: (err) => log.warn({ err }, 'a connection to PostgreSQL was lost'),
  });
}

/** What is wrong with the storage and what to do, in one sentence for the operator. */
export const sentenceOf = (error: StorageError, { databaseUrl, dataDir }: Config): string =>
  databaseUrl ? whyNot((error.cause ?? error) as Error, databaseUrl) : whatToDo(error, dataDir);
