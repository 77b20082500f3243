import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  agent,
  heardOf,
  messageId,
  owner,
  startServer,
  type TestServer,
  until,
  visitor,
} from '../testing/people.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ STRAKS_HEADS_SECONDS: '0.3' });
});
afterAll(() => server.stop());

interface Head {
  conversationId: string;
  seq: number;
  readByAgentSeq: number;
}

test('ada and bo are told how far their chat has got, and cy is told nothing of it', async () => {
  const bo = await agent(server, await owner(server), { name: 'Bo' });
  const ada = await visitor(server);
  const cy = await visitor(server);
  const asked = await ada.ask('chat:request', {
    clientMessageId: messageId(),
    text: 'Hello',
    language: 'en',
  });
  const id = asked.ok ? asked.conversation.id : '';
  const heads = (person: typeof ada | typeof bo) =>
    heardOf<Head>(person, 'head').filter(({ conversationId }) => conversationId === id);
  await until('both hear of line 3', () => heads(ada).at(-1)?.seq === 3 && heads(bo).at(-1)?.seq === 3);
  await bo.ask('message:read', { conversationId: id, seq: 3 });
  await until('ada hears how far bo has read', () => heads(ada).at(-1)?.readByAgentSeq === 3);
  expect(heardOf<Head>(cy, 'head')).toEqual([]);
});
