import { type Kysely, sql } from 'kysely';

const text = 'text';
const ms = 'bigint';
const number = 'integer';

export async function up(db: Kysely<unknown>): Promise<void> {
  await people(db);
  await conversations(db);
}

async function people(db: Kysely<unknown>) {
  await db.schema
    .createTable('site')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('key', text, (c) => c.notNull().unique())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('brand', text, (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('hours', text, (c) => c.notNull())
    .addColumn('origins', text, (c) => c.notNull())
    .addColumn('categories', text, (c) => c.notNull())
    .addColumn('inboxSeq', ms, (c) => c.notNull().defaultTo(0))
    .addColumn('nextTicket', ms, (c) => c.notNull().defaultTo(1))
    .addColumn('createdMs', ms, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('department')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('createdMs', ms, (c) => c.notNull())
    .addColumn('deletedMs', ms)
    .execute();
  await db.schema
    .createTable('agent')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('email', text, (c) => c.notNull().unique())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('passwordHash', text, (c) => c.notNull())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('capacity', number, (c) => c.notNull().check(sql`"capacity" >= 0`))
    .addColumn('status', text, (c) => c.notNull().defaultTo('away'))
    .addColumn('active', number, (c) => c.notNull().defaultTo(0).check(sql`"active" >= 0`))
    .addColumn('lastAssignedMs', ms)
    .addColumn('disabledMs', ms)
    .addColumn('createdMs', ms, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('agentDepartment')
    .addColumn('agentId', text, (c) => c.notNull().references('agent.id').onDelete('cascade'))
    .addColumn('departmentId', text, (c) => c.notNull().references('department.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('agentDepartmentKey', ['agentId', 'departmentId'])
    .execute();
  await db.schema
    .createTable('session')
    .addColumn('tokenHash', text, (c) => c.primaryKey())
    .addColumn('agentId', text, (c) => c.notNull().references('agent.id').onDelete('cascade'))
    .addColumn('createdMs', ms, (c) => c.notNull())
    .addColumn('expiresMs', ms, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('invite')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('tokenHash', text, (c) => c.notNull().unique())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('capacity', number, (c) => c.notNull())
    .addColumn('departmentIds', text, (c) => c.notNull())
    .addColumn('invitedBy', text, (c) => c.notNull())
    .addColumn('createdMs', ms, (c) => c.notNull())
    .addColumn('expiresMs', ms, (c) => c.notNull())
    .addColumn('usedMs', ms)
    .execute();
  await db.schema
    .createTable('setupToken')
    .addColumn('tokenHash', text, (c) => c.primaryKey())
    .addColumn('createdMs', ms, (c) => c.notNull())
    .addColumn('usedMs', ms)
    .execute();
  await db.schema
    .createTable('agentLease')
    .addColumn('agentId', text, (c) => c.notNull().references('agent.id').onDelete('cascade'))
    .addColumn('connectionId', text, (c) => c.notNull())
    .addColumn('untilMs', ms, (c) => c.notNull())
    .addPrimaryKeyConstraint('agentLeaseKey', ['agentId', 'connectionId'])
    .execute();
}

async function conversations(db: Kysely<unknown>) {
  await db.schema
    .createTable('visitor')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('tokenHash', text, (c) => c.notNull().unique())
    .addColumn('name', text)
    .addColumn('email', text)
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('createdMs', ms, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('conversation')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('departmentId', text, (c) => c.notNull().references('department.id'))
    .addColumn('visitorId', text, (c) => c.notNull().references('visitor.id'))
    .addColumn('kind', text, (c) => c.notNull().check(sql`"kind" in ('chat', 'case')`))
    .addColumn('state', text, (c) => c.notNull().check(sql`"state" in ('waiting', 'active', 'closed')`))
    .addColumn('ticket', ms, (c) => c.notNull())
    .addColumn('priority', number, (c) => c.notNull())
    .addColumn('ownerId', text, (c) => c.references('agent.id'))
    .addColumn('epoch', number, (c) => c.notNull())
    .addColumn('lastSeq', ms, (c) => c.notNull())
    .addColumn('inboxSeq', ms, (c) => c.notNull())
    .addColumn('visitorReadSeq', ms, (c) => c.notNull())
    .addColumn('agentReadSeq', ms, (c) => c.notNull())
    .addColumn('openedMs', ms, (c) => c.notNull())
    .addColumn('queuedMs', ms)
    .addColumn('assignedMs', ms)
    .addColumn('firstResponseMs', ms)
    .addColumn('waitingSinceMs', ms)
    .addColumn('visitorSeenMs', ms, (c) => c.notNull())
    .addColumn('closedMs', ms)
    .addColumn('closedBy', text)
    .addColumn('category', text)
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('pageUrl', text)
    .addColumn('preview', text, (c) => c.notNull())
    .addCheckConstraint(
      'activeHasOwner',
      sql`("state" = 'active') = ("ownerId" is not null) or "state" = 'closed'`,
    )
    .execute();
  await sql`create unique index "oneOpenConversation" on "conversation" ("siteId", "visitorId") where "state" <> 'closed'`.execute(
    db,
  );
  await sql`create index "conversationLine" on "conversation" ("siteId", "departmentId", "priority", "ticket") where "state" = 'waiting' and "kind" = 'chat'`.execute(
    db,
  );
  await sql`create index "conversationOwner" on "conversation" ("ownerId") where "state" = 'active'`.execute(
    db,
  );
  await sql`create index "conversationInbox" on "conversation" ("siteId", "inboxSeq")`.execute(db);
  await sql`create index "conversationAssigned" on "conversation" ("siteId", "assignedMs")`.execute(db);
  await sql`create index "conversationVisitor" on "conversation" ("visitorId", "openedMs")`.execute(db);
  await db.schema
    .createTable('entry')
    .addColumn('conversationId', text, (c) => c.notNull().references('conversation.id').onDelete('cascade'))
    .addColumn('seq', ms, (c) => c.notNull())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('sender', text, (c) => c.notNull())
    .addColumn('senderId', text)
    .addColumn('clientMessageId', text)
    .addColumn('body', text)
    .addColumn('data', text)
    .addColumn('atMs', ms, (c) => c.notNull())
    .addPrimaryKeyConstraint('entryKey', ['conversationId', 'seq'])
    .execute();
  await sql`create unique index "entrySent" on "entry" ("conversationId", "senderId", "clientMessageId") where "clientMessageId" is not null`.execute(
    db,
  );
  await db.schema
    .createTable('rating')
    .addColumn('conversationId', text, (c) =>
      c.primaryKey().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('helped', number, (c) => c.notNull())
    .addColumn('comment', text)
    .addColumn('atMs', ms, (c) => c.notNull())
    .execute();
}
