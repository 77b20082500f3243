import { type Kysely, sql } from 'kysely';

const text = 'text';
const ms = 'bigint';
const number = 'integer';

/** Calls that visitors asked for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('callback')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('conversationId', text, (c) => c.notNull().references('conversation.id').onDelete('cascade'))
    .addColumn('visitorId', text, (c) => c.notNull().references('visitor.id').onDelete('cascade'))
    .addColumn('clientMessageId', text, (c) => c.notNull())
    .addColumn('phone', text, (c) => c.notNull())
    .addColumn('shown', text, (c) => c.notNull())
    .addColumn('startsMs', ms)
    .addColumn('position', number)
    .addColumn('askedMs', ms, (c) => c.notNull())
    .addColumn('dueMs', ms)
    .addColumn('dueTold', number, (c) => c.notNull().defaultTo(0))
    .addColumn('tries', number, (c) => c.notNull().defaultTo(0))
    .addColumn('triedMs', ms)
    .addColumn('callingMs', ms)
    .addColumn('state', text, (c) =>
      c.notNull().check(sql`"state" in ('open', 'done', 'cancelled', 'unreached')`),
    )
    .addColumn('endedMs', ms)
    .execute();
  await sql`create unique index "callbackOpen" on "callback" ("conversationId") where "state" = 'open'`.execute(
    db,
  );
  await sql`create unique index "callbackAsked" on "callback" ("visitorId", "clientMessageId")`.execute(db);
  await sql`create index "callbackSlot" on "callback" ("siteId", "startsMs") where "state" = 'open'`.execute(
    db,
  );
  await sql`create index "callbackDue" on "callback" ("dueMs") where "state" = 'open' and "dueTold" = 0`.execute(
    db,
  );
}
