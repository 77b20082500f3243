import { type Kysely, sql } from 'kysely';

/** Chats ring until they are opened, and go on when nothing is said: when their owner first answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('conversation').addColumn('answeredMs', 'bigint').execute();
  await sql`update "conversation" set "answeredMs" = "assignedMs" where "firstResponseMs" is not null`.execute(
    db,
  );
  await sql`create index "conversationOnDesk" on "conversation" ("siteId", "acceptedMs", "assignedMs") where "state" = 'active' and "kind" = 'chat'`.execute(
    db,
  );
}
