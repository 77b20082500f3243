import { type Kysely, sql } from 'kysely';

/** When the turn of those came who did not wait for it; arrivals of an hour are counted, today and in past weeks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('told').addColumn('shadowMs', 'bigint').execute();
  await sql`create index "conversationQueued" on "conversation" ("siteId", "queuedMs")`.execute(db);
}
