import { type Kysely, sql } from 'kysely';

const text = 'text';
const ms = 'bigint';
const number = 'integer';

/** Who is to work when, and how quickly a site wants to answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('shift')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('agentId', text, (c) => c.notNull().references('agent.id').onDelete('cascade'))
    .addColumn('startMs', ms, (c) => c.notNull())
    .addColumn('endMs', ms, (c) => c.notNull())
    .addCheckConstraint('shiftHasLength', sql`"endMs" > "startMs"`)
    .execute();
  await sql`create index "shiftWhen" on "shift" ("siteId", "startMs")`.execute(db);
  await sql`create index "shiftWhose" on "shift" ("agentId", "startMs")`.execute(db);
  await db.schema
    .createTable('staffingTarget')
    .addColumn('siteId', text, (c) => c.primaryKey().references('site.id'))
    .addColumn('percent', number, (c) => c.notNull())
    .addColumn('withinMs', ms, (c) => c.notNull())
    .execute();
  // Staffing reads the past day by day.
  await sql`create index "conversationOpened" on "conversation" ("siteId", "openedMs")`.execute(db);
}
