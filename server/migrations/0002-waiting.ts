import { type Kysely, sql } from 'kysely';

const text = 'text';
const ms = 'bigint';
const number = 'integer';

/** The truthful wait: rules of routing, lines by need, what the estimator hears and what people were told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await rules(db);
  await conversations(db);
  await waits(db);
}

async function rules(db: Kysely<unknown>) {
  await db.schema.alterTable('site').addColumn('routing', text).execute();
  await db.schema
    .alterTable('site')
    .addColumn('lastJoinedMs', ms, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('site')
    .addColumn('waitSeq', ms, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('department')
    .addColumn('matchLanguage', number, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('department')
    .addColumn('skills', text, (c) => c.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .alterTable('department')
    .addColumn('priority', number, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('department').addColumn('overflowToId', text).execute();
  await db.schema.alterTable('department').addColumn('overflowAfterMs', ms).execute();
  await db.schema
    .alterTable('agent')
    .addColumn('languages', text, (c) => c.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .alterTable('agent')
    .addColumn('skills', text, (c) => c.notNull().defaultTo('[]'))
    .execute();
  // Chats that rang at her in a row without an answer, and as what the line last heard of her.
  await db.schema
    .alterTable('agent')
    .addColumn('unanswered', number, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('agent').addColumn('notedAs', text).execute();
}

async function conversations(db: Kysely<unknown>) {
  const added = [
    ['line', text],
    ['skills', text],
    ['preferredAgentId', text],
    ['acceptedMs', ms],
    ['heldUntilMs', ms],
    ['rungAt', text],
  ] as const;
  for (const [name, type] of added) {
    await db.schema.alterTable('conversation').addColumn(name, type).execute();
  }
  for (const name of ['orderMs', 'escalated'] as const) {
    await db.schema
      .alterTable('conversation')
      .addColumn(name, ms, (c) => c.notNull().defaultTo(0))
      .execute();
  }
  await sql`update "conversation" set "line" = "departmentId", "orderMs" = coalesce("queuedMs", 0), "acceptedMs" = "assignedMs", "priority" = 0`.execute(
    db,
  );
  await sql`drop index "conversationLine"`.execute(db);
  await sql`create index "conversationLine" on "conversation" ("siteId", "line", "orderMs", "ticket") where "state" = 'waiting' and "kind" = 'chat'`.execute(
    db,
  );
}

async function waits(db: Kysely<unknown>) {
  await db.schema
    .createTable('waitEvent')
    .addColumn('siteId', text, (c) => c.notNull().references('site.id'))
    .addColumn('seq', ms, (c) => c.notNull())
    .addColumn('atMs', ms, (c) => c.notNull())
    .addColumn('event', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('waitEventKey', ['siteId', 'seq'])
    .execute();
  await db.schema
    .createTable('told')
    .addColumn('conversationId', text, (c) => c.notNull().references('conversation.id').onDelete('cascade'))
    .addColumn('n', number, (c) => c.notNull())
    .addColumn('siteId', text, (c) => c.notNull())
    .addColumn('departmentId', text, (c) => c.notNull())
    .addColumn('atMs', ms, (c) => c.notNull())
    .addColumn('position', number, (c) => c.notNull())
    .addColumn('q50Ms', ms, (c) => c.notNull())
    .addColumn('q80Ms', ms, (c) => c.notNull())
    .addColumn('q90Ms', ms, (c) => c.notNull())
    .addColumn('aboutMs', ms, (c) => c.notNull())
    .addColumn('withinMs', ms, (c) => c.notNull())
    .addColumn('outcome', text)
    .addColumn('livedMs', ms)
    .addPrimaryKeyConstraint('toldKey', ['conversationId', 'n'])
    .execute();
  await sql`create index "toldWhen" on "told" ("siteId", "atMs")`.execute(db);
}
