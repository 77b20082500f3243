import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../platform/db/database.ts';
import { openSqlite } from '../platform/db/sqlite.ts';
import { freshPostgres, node, postgresUrl } from '../testing/databases.ts';
import { agent, messageId, owner, startServer, type TestServer, until, visitor } from '../testing/people.ts';

type Place = { env: Record<string, string>; open(): Promise<Database>; drop(): Promise<unknown> };

async function onDisk(): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'straks-down-'));
  const open = () => openSqlite({ dataDir, committed() {}, fatal() {} });
  return { env: { STRAKS_DATA: dataDir }, open, drop: () => rm(dataDir, { recursive: true }) };
}

async function shared(): Promise<Place> {
  const { url, drop } = await freshPostgres();
  return { env: { STRAKS_DATABASE_URL: url }, open: () => node(url), drop };
}

let place: Place;
let servers: TestServer[];
let pages: { close(): void }[];

async function start(graceSeconds: number) {
  const server = await startServer({ ...place.env, STRAKS_VISITOR_GRACE_SECONDS: String(graceSeconds) });
  servers.push(server);
  return server;
}

/** Cy stands in line behind somebody whom Bo helps. */
async function standsInLine(server: TestServer) {
  const bo = await agent(server, await owner(server), { name: 'Bo', capacity: 1 });
  const asks = async () => {
    const page = await visitor(server);
    const one = { clientMessageId: messageId(), text: 'hei', language: 'en' as const };
    const asked = await page.ask('chat:request', one);
    if (!asked.ok) throw new Error(asked.code);
    return { ...page, conversationId: asked.conversation.id };
  };
  const ada = await asks();
  await until('bo has ada', async () => (await stateOf(server, ada.conversationId)) === 'active');
  const cy = await asks();
  pages.push(bo, ada, cy);
  return { bo, cy };
}

async function stateOf({ straks: { db } }: TestServer, id: string) {
  const row = await db.read
    .selectFrom('conversation')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.state;
}

beforeEach(() => {
  servers = [];
  pages = [];
});
afterEach(async () => {
  for (const page of pages) page.close();
  await Promise.all(servers.map((server) => server.stop()));
  await place.drop();
});

const houses = [
  { name: 'SQLite', make: onDisk },
  ...(postgresUrl ? [{ name: 'PostgreSQL', make: shared }] : []),
];

test.each(houses)(
  'down for an hour, on $name: cy is still in line, and has her grace to come back',
  async ({ make }) => {
    place = await make();
    const before = await start(30);
    const { cy } = await standsInLine(before);
    for (const page of pages) page.close();
    await before.stop();
    const db = await place.open();
    await db.write(async (trx) => {
      const hourMs = 3_600_000;
      await trx
        .updateTable('heartbeat')
        .set({ atMs: sql<number>`"atMs" - ${hourMs}` })
        .execute();
      await trx
        .updateTable('conversation')
        .set({ visitorSeenMs: sql<number>`"visitorSeenMs" - ${hourMs}` })
        .execute();
    });
    await db.close();
    const after = await start(30);
    await pause(1_500);
    expect(await stateOf(after, cy.conversationId)).toBe('waiting');
  },
);

describe.runIf(postgresUrl)('two nodes', () => {
  test('one that starts again and again keeps nobody who has gone', async () => {
    place = await shared();
    const lives = await start(2);
    const { cy } = await standsInLine(lives);
    cy.close();
    let isOver = false;
    const restarts = (async () => {
      while (!isOver) await (await start(2)).stop();
    })();
    const left = until(
      'she is counted out',
      async () => (await stateOf(lives, cy.conversationId)) === 'closed',
      6_000,
    );
    await left.finally(() => {
      isOver = true;
    });
    await restarts;
    expect(servers.length).toBeGreaterThan(2);
  }, 20_000);
});
