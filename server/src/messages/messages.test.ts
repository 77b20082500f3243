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

test('forty messages at once, some of them said before: each is kept once, in order, with the first answer', async () => {
  const ada = await visitor(server);
  const asked = await ada.ask('chat:request', {
    clientMessageId: messageId(),
    text: 'Hello',
    language: 'en',
  });
  const id = asked.ok ? asked.conversation.id : '';
  const say = (clientMessageId: string, text: string) =>
    ada.ask('message:send', { conversationId: id, clientMessageId, text });
  const early = messageId();
  const first = await say(early, 'said before');
  const ids = Array.from({ length: 40 }, () => messageId());
  const answers = await Promise.all([
    ...ids.map((one, index) => say(one, `number ${index}`)),
    say(early, 'said before'),
    say(early, 'other words'),
    say(ids[7] as string, 'number 7'),
  ]);
  expect(answers.at(-3)).toEqual(first);
  expect(answers.at(-2)).toMatchObject({ ok: false, code: 'conflict', retry: false });
  expect(answers.at(-1)).toEqual(answers[7]);
  const { entries } = (await ada.ask('message:sync', { conversationId: id, after: 0 })) as {
    entries: { kind: string; seq: number; text?: string }[];
  };
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  const said = entries.flatMap(({ text }) => text ?? []);
  expect(said).toEqual(['Hello', 'said before', ...ids.map((_, index) => `number ${index}`)]);
});

test('of forty messages at once the one to an ended chat opens it again, and the one taken in time is not said twice', async () => {
  const [ada, eve] = [await visitor(server), await visitor(server)];
  const open = async (person: typeof ada) => {
    const asked = await person.ask('chat:request', {
      clientMessageId: messageId(),
      text: 'Hi',
      language: 'en',
    });
    return asked.ok ? asked.conversation.id : '';
  };
  const [hers, ended] = [await open(ada), await open(eve)];
  const inTime = { conversationId: ended, clientMessageId: messageId(), text: 'in time' };
  const first = await eve.ask('message:send', inTime);
  await eve.ask('chat:end', { conversationId: ended });
  const say = (person: typeof ada, conversationId: string) =>
    person.ask('message:send', { conversationId, clientMessageId: messageId(), text: 'now' });
  const answers = await Promise.all([
    ...Array.from({ length: 40 }, () => say(ada, hers)),
    say(eve, ended),
    eve.ask('message:send', inTime),
  ]);
  expect(answers.slice(0, 40).every(({ ok }) => ok)).toBe(true);
  expect(answers.at(-2)).toMatchObject({ ok: true });
  expect(answers.at(-1)).toEqual(first);
  const { entries } = (await eve.ask('message:sync', { conversationId: ended, after: 0 })) as {
    entries: { kind: string; text?: string }[];
  };
  expect(entries.flatMap(({ text }) => text ?? [])).toEqual(['Hi', 'in time', 'now']);
  expect(entries.map(({ kind }) => kind).slice(-4, -1)).toEqual(['closed', 'reopened', 'message']);
});
