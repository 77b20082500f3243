import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MessagePort } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Statement } from './platform/db/sqlite.worker.ts';
import { words } from './testing/house.ts';
import {
  agent,
  heardOf,
  messageId,
  owner,
  startServer,
  type TestServer,
  until,
  visitor,
} from './testing/people.ts';

/** Every statement the program sends to SQLite. */
const said = new Set<string>();
let server: TestServer;

beforeAll(async () => {
  server = await startServer();
  const { postMessage } = MessagePort.prototype;
  vi.spyOn(MessagePort.prototype, 'postMessage').mockImplementation(function (this: MessagePort, message) {
    if (Array.isArray(message)) for (const { sql } of message as Statement[]) said.add(sql);
    postMessage.call(this, message);
  });
});
afterEach(() => said.clear());
afterAll(async () => {
  vi.restoreAllMocks();
  await server.stop();
});

/** Walks through all that ever was: no index, or one that only says whose site it is. */
const walksHistory = (step: string) =>
  /^SCAN (conversation|entry|visitor)$/.test(step) ||
  /^S\w+ conversation USING (COVERING )?INDEX conversation(Queued|Opened|Inbox|Assigned)( \(siteId=\?\))?$/.test(
    step,
  );

function plansOf(statements: Iterable<string>) {
  const db = new DatabaseSync(join(server.dataDir, 'straks.db'), { readOnly: true });
  const plans = [...statements]
    .filter((sql) => /^(select|update|delete|with)\b/.test(sql))
    .map((sql) => ({
      sql,
      steps: db
        .prepare(`explain query plan ${sql}`)
        .all()
        .map(({ detail }) => String(detail)),
    }));
  db.close();
  return plans;
}

const longWays = (statements: Iterable<string>) =>
  plansOf(statements).filter(({ steps }) => steps.some(walksHistory));

test('a morning of a house looks only at what is going on, never through everything that ever was', async () => {
  const olga = await owner(server);
  const bo = await agent(server, olga, { name: 'Bo', capacity: 1 });
  const [ada, cy] = [await visitor(server), await visitor(server)];
  const asked = await ada.ask('chat:request', words('hei'));
  if (!asked.ok) throw new Error(asked.code);
  const { id: conversationId } = asked.conversation;
  const waiting = await cy.ask('chat:request', words('hallo'));
  if (!waiting.ok) throw new Error(waiting.code);
  const given = await until('bo has her', () =>
    heardOf<{ entry: { kind: string; epoch?: number } }>(bo, 'entry').find(
      ({ entry }) => entry.kind === 'assigned',
    ),
  );
  const act = { conversationId, epoch: given.entry.epoch ?? 0 };
  await bo.ask('conversation:open', { conversationId });
  await bo.ask('message:send', { ...act, clientMessageId: messageId(), text: 'on its way' });
  await ada.ask('message:send', { conversationId, clientMessageId: messageId(), text: 'thanks' });
  await bo.ask('conversation:close', { ...act, category: null });
  await ada.ask('rating:give', { conversationId, helped: true });
  await bo.hello();
  await ada.hello();
  await cy.ask('chat:end', { conversationId: waiting.conversation.id });
  // What the house looks at each second.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(said.size).toBeGreaterThan(60);
  expect(longWays(said)).toEqual([]);
});

test('a statement that walks through everything is seen', () => {
  const walking = [
    'select "id" from "conversation" where "state" = ?',
    'select * from "conversation" where "siteId" = ?',
  ];
  expect(longWays(walking).map(({ sql }) => sql)).toEqual(walking);
});
