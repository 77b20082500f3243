import { type Kysely, sql } from 'kysely';

const text = 'text';
const ms = 'bigint';
const number = 'integer';

/** Mail that waits to be sent, places kept for those who went away, and the links by which they come back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await mail(db);
  await holds(db);
  await links(db);
}

async function mail(db: Kysely<unknown>) {
  await db.schema
    .createTable('mail')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('to', text, (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('data', text, (c) => c.notNull())
    .addColumn('onceKey', text, (c) => c.notNull().unique())
    .addColumn('createdMs', ms, (c) => c.notNull())
    .addColumn('dueMs', ms, (c) => c.notNull())
    .addColumn('attempts', number, (c) => c.notNull())
    .addColumn('leaseUntilMs', ms, (c) => c.notNull())
    .addColumn('sentMs', ms)
    .addColumn('failedMs', ms)
    .addColumn('error', text)
    .execute();
  await sql`create index "mailDue" on "mail" ("dueMs") where "sentMs" is null and "failedMs" is null`.execute(
    db,
  );
  await sql`create index "mailTo" on "mail" ("to", "createdMs")`.execute(db);
  await sql`create index "mailOfSite" on "mail" ("siteId", "createdMs")`.execute(db);
  await db.schema
    .createTable('mailedReply')
    .addColumn('conversationId', text, (c) =>
      c.primaryKey().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('seq', ms, (c) => c.notNull())
    .execute();
  // A case may be closed with its answer: then too the answer is mailed.
  await sql`create index "caseClosed" on "conversation" ("closedMs") where "kind" = 'case' and "state" = 'closed'`.execute(
    db,
  );
}

async function holds(db: Kysely<unknown>) {
  await db.schema
    .createTable('hold')
    .addColumn('conversationId', text, (c) =>
      c.primaryKey().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('visitorId', text, (c) => c.notNull().references('visitor.id'))
    .addColumn('by', text, (c) => c.notNull().check(sql`"by" in ('mail', 'tab', 'phone')`))
    .addColumn('email', text)
    .addColumn('keptMs', ms, (c) => c.notNull())
    .addColumn('calledMs', ms)
    .addColumn('returnByMs', ms)
    .addColumn('backMs', ms)
    .addColumn('passedOnMs', ms)
    .execute();
  await sql`create index "holdOfSite" on "hold" ("siteId")`.execute(db);
  await sql`create index "holdOfVisitor" on "hold" ("visitorId")`.execute(db);
  await sql`create index "holdEmail" on "hold" ("email")`.execute(db);
}

async function links(db: Kysely<unknown>) {
  await db.schema
    .createTable('visitorSession')
    .addColumn('tokenHash', text, (c) => c.primaryKey())
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('visitorId', text, (c) => c.notNull().references('visitor.id').onDelete('cascade'))
    .addColumn('createdMs', ms, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('continueLink')
    .addColumn('tokenHash', text, (c) => c.primaryKey())
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('visitorId', text, (c) => c.notNull().references('visitor.id').onDelete('cascade'))
    .addColumn('createdMs', ms, (c) => c.notNull())
    .addColumn('expiresMs', ms, (c) => c.notNull())
    .addColumn('usedMs', ms)
    .execute();
  await sql`create index "continueLinkExpires" on "continueLink" ("expiresMs")`.execute(db);
}
