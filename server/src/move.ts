import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { postgresUrl } from './platform/config.ts';
import { claim, identity, move } from './platform/db/move.ts';
import { preparePostgres } from './platform/db/postgres.ts';
import { patientClient } from './platform/db/postgres-connection.ts';
import { whyNot } from './platform/db/postgres-error.ts';
import { openSqlite } from './platform/db/sqlite.ts';
import { StorageError } from './platform/db/storage-error.ts';
import { Refusal, StartRefusal } from './platform/errors.ts';

const usage =
  'npm run move -- --to postgres://user:password@host:5432/database [--from data]\n' +
  'copies the installation in the data folder into an empty database on PostgreSQL. Stop Straks first.';

/** From the one file to PostgreSQL. Nothing in the data folder is changed, but for migrations to this version. */
async function moveAll(): Promise<void> {
  const { to, from } = asked();
  const url = postgresUrl(to ?? '');
  if (!url) throw new StartRefusal(usage);
  const dataDir = resolve(from ?? (process.env.STRAKS_DATA || 'data'));
  if (!existsSync(join(dataDir, 'straks.db'))) {
    throw new StartRefusal(`There is no Straks in ${dataDir}. Name its data folder with --from.`);
  }
  const embedded = await openSqlite({
    dataDir,
    committed() {},
    fatal(error) {
      throw error;
    },
  });
  try {
    const source = await identity(embedded);
    await preparePostgres(url, (db) => claim(db, source));
    const client = patientClient(url);
    client.on('error', () => {});
    try {
      await client.connect();
      const rows = await move({
        from: embedded,
        source,
        to: client,
        tell: (sentence) => console.log(sentence),
      });
      console.log(`\nMoved ${rows} rows. Start Straks with STRAKS_DATABASE_URL set to the new database.`);
    } catch (error) {
      const isOurs =
        error instanceof StartRefusal || error instanceof Refusal || error instanceof StorageError;
      throw isOurs ? error : new StartRefusal(brokenOff(error as Error, url));
    } finally {
      await client.end().catch(() => {});
    }
  } finally {
    await embedded.close();
  }
}

function asked() {
  try {
    return parseArgs({ options: { to: { type: 'string' }, from: { type: 'string' } } }).values;
  } catch (error) {
    throw new StartRefusal(`${(error as Error).message}\n${usage}`);
  }
}

const brokenOff = (error: Error, url: URL) =>
  `The copy broke off: ${whyNot(error, url)} Nothing is lost; the same command goes on where it was.`;

moveAll().catch((error) => {
  console.error(error instanceof StartRefusal ? error.message : error);
  process.exitCode = error instanceof StartRefusal ? 2 : 1;
});
