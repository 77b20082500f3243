import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as first from '../../../migrations/0001-first.ts';
import * as waiting from '../../../migrations/0002-waiting.ts';
import * as mailAndHolds from '../../../migrations/0003-mail-and-holds.ts';
import * as staffing from '../../../migrations/0004-staffing.ts';
import * as callbacks from '../../../migrations/0005-callbacks.ts';
import * as routing from '../../../migrations/0006-routing.ts';
import * as told from '../../../migrations/0007-told.ts';
import * as joined from '../../../migrations/0008-joined.ts';
import * as heartbeat from '../../../migrations/0009-heartbeat.ts';
import type { Schema } from '../../schema.ts';
import { StartRefusal } from '../errors.ts';

export type Steps = Readonly<Record<string, Migration>>;

/** One line of time for both databases; forward only. A step that has been released is never changed. */
export const migrations: Steps = {
  '0001-first': first,
  '0002-waiting': waiting,
  '0003-mail-and-holds': mailAndHolds,
  '0004-staffing': staffing,
  '0005-callbacks': callbacks,
  '0006-routing': routing,
  '0007-told': told,
  '0008-joined': joined,
  '0009-heartbeat': heartbeat,
};

/** Brings the database to this version, all or nothing; refuses one that a newer Straks has written. */
export async function migrate(db: Kysely<Schema>, steps = migrations): Promise<void> {
  await refuseNewer(db, steps);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => steps } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

async function refuseNewer(db: Kysely<Schema>, steps: Steps) {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const unknown = rows.find(({ name }) => !(name in steps));
  if (!unknown) return;
  throw new StartRefusal(
    `The database was written by a newer Straks (it has the migration ${unknown.name}). Start that version, or restore a backup from before the upgrade.`,
  );
}
