import { type Kysely, sql } from 'kysely';

/** Who joined the line is counted by the log, which forgets nobody: neither who left a message nor who came again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index "entryQueued" on "entry" ("atMs", "conversationId", "seq") where "kind" = 'queued'`.execute(
    db,
  );
  await sql`drop index "conversationQueued"`.execute(db);
}
