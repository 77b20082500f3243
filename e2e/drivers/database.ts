import { DatabaseSync } from 'node:sqlite';
import { say } from '@straks/server/testing/postgres-server.ts';
import type { Agent, Conversation, DatabaseDump, Entry, EntryData } from '../faults/checker/dump.ts';

type Row = Record<string, string | number | null>;

/** Reads without writing, beside a server that runs or after it has ended. */
function reading<T>(file: string, work: (all: (sql: string) => Row[]) => T): T {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return work((sql) => database.prepare(sql).all() as Row[]);
  } finally {
    database.close();
  }
}

export const siteKeyIn = (file: string): string =>
  reading(file, (all) => String(all('select "key" from "site"')[0]?.key));

/** "ok", or what is broken. */
export const integrityOf = (file: string): string =>
  reading(file, (all) =>
    all('pragma integrity_check')
      .map((row) => Object.values(row)[0])
      .join('\n'),
  );

/** All the checker asks of the database, as one reading. */
export function dumpOf(file: string): DatabaseDump {
  return reading(file, (all) => dumpFrom(Object.fromEntries(asked.map((sql) => [sql, all(sql)]))));
}

/** The same of an installation on PostgreSQL. */
export async function dumpOfPostgres(url: string): Promise<DatabaseDump> {
  const answers: Record<string, Row[]> = {};
  for (const sql of asked) answers[sql] = (await say(url, sql === entries ? numbered : sql)).map(withNumbers);
  return dumpFrom(answers);
}

const conversations = 'select * from "conversation"';
const entries = 'select * from "entry" order by "conversationId", "seq"';
/** All nodes write one after the other, so the number of the transaction is the order of their commits. */
const numbered = `select *, "xmin"::text::bigint as "commit" from "entry" order by "conversationId", "seq"`;
const memberships = 'select * from "agentDepartment"';
const people = 'select "id", "email", "capacity" from "agent"';
const asked = [conversations, entries, memberships, people];

/** Its driver gives counters of 64 bits as text. */
const withNumbers = (row: Record<string, unknown>): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      /Ms$|[sS]eq$|^ticket$|^commit$/.test(name) && value !== null ? Number(value) : (value as Row[string]),
    ]),
  );

function dumpFrom(answers: Record<string, Row[]>): DatabaseDump {
  const of = (sql: string) => answers[sql] ?? [];
  return {
    conversations: of(conversations).map(conversation),
    entries: of(entries).map(entry),
    agents: agents(of(people), of(memberships)),
    reads: of(conversations).flatMap((row) => [
      { conversationId: String(row.id), reader: 'visitor', seq: Number(row.visitorReadSeq) },
      { conversationId: String(row.id), reader: 'agent', seq: Number(row.agentReadSeq) },
    ]),
  };
}

const conversation = (row: Row): Conversation => ({
  ...(row as unknown as Conversation),
  ticket: row.kind === 'case' ? null : Number(row.ticket),
});

function entry(row: Row): Entry {
  const told = JSON.parse(String(row.data ?? '{}')) as EntryData;
  if (row.kind !== 'assigned') return { ...(row as unknown as Entry), data: told };
  // The wire names the agent; who she is stands in the row, and whose doing it was if not routing's.
  const whose = row.senderId === null ? {} : { agentId: row.senderId as string };
  const manual = row.sender !== 'system' && { manual: true };
  return { ...(row as unknown as Entry), sender: 'system', data: { ...told, ...whose, ...manual } };
}

function agents(all: Row[], membershipsOfAll: Row[]): Agent[] {
  const departments = Map.groupBy(membershipsOfAll, (row) => row.agentId);
  return all.map((row) => ({
    ...(row as unknown as Agent),
    departmentIds: (departments.get(row.id ?? null) ?? []).map((each) => String(each.departmentId)),
  }));
}

/** One conversation's messages as the database holds them. */
export interface StoredMessage {
  conversationId: string;
  from: 'visitor' | 'agent';
  text: string;
}

const messages = `select "conversationId", "sender", "body" from "entry" where "kind" = 'message' order by "conversationId", "seq"`;

const message = (row: Row): StoredMessage => ({
  conversationId: String(row.conversationId),
  from: row.sender as StoredMessage['from'],
  text: String(row.body),
});

export const messagesIn = (file: string): StoredMessage[] =>
  reading(file, (all) => all(messages).map(message));

export const messagesInPostgres = async (url: string): Promise<StoredMessage[]> =>
  (await say(url, messages)).map((row) => message(row as Row));
