import type { Kysely } from 'kysely';

/** When any node was last known to live: one row for the whole house. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('heartbeat')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('atMs', 'bigint', (c) => c.notNull())
    .execute();
}
