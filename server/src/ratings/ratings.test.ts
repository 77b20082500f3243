import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
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
  server = await startServer();
});
afterAll(() => server.stop());

const rated = (person: { heard: { event: string; payload: unknown }[] }) =>
  heardOf<{ entry: Entry }>(person, 'entry')
    .map(({ entry }) => entry)
    .filter(({ kind }) => kind === 'rated');

test('ada says that it helped, then why; bo reads both once, and cy may not rate for her', async () => {
  const bo = await agent(server, await owner(server), { name: 'Bo' });
  const ada = await visitor(server);
  const cy = await visitor(server);
  const asked = await ada.ask('chat:request', {
    clientMessageId: messageId(),
    text: 'Hello',
    language: 'en',
  });
  const conversationId = asked.ok ? asked.conversation.id : '';
  const early = await ada.ask('rating:give', { conversationId, helped: true });
  expect(early).toMatchObject({ ok: false, code: 'bad_request' });
  await bo.ask('conversation:open', { conversationId });
  await ada.ask('chat:end', { conversationId });
  expect(await cy.ask('rating:give', { conversationId, helped: false })).toMatchObject({ code: 'unknown' });
  await ada.ask('rating:give', { conversationId, helped: true });
  await ada.ask('rating:give', { conversationId, helped: true, comment: 'Quick and kind' });
  await ada.ask('rating:give', { conversationId, helped: true, comment: 'Quick and kind' });
  const told = [{ helped: true }, { helped: true, comment: 'Quick and kind' }];
  await until('bo has read why', () => rated(bo).length >= told.length);
  expect(rated(bo)).toMatchObject(told);
  expect(rated(ada)).toMatchObject(told);
  expect(rated(cy)).toEqual([]);
  const hello = await ada.hello();
  expect(hello).toMatchObject({ conversation: { rating: { helped: true } } });
});
