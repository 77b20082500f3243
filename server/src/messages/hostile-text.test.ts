import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import { limits } from '@straks/shared/wire/wire.protocol.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AgentAtConsole,
  agent,
  heardOf,
  owner,
  startServer,
  type TestServer,
  until,
  type VisitorAtPage,
  visitor,
} from '../testing/people.ts';

let server: TestServer;
let olga: string;
let bo: AgentAtConsole;

beforeAll(async () => {
  server = await startServer();
  olga = await owner(server);
  bo = await agent(server, olga, { name: 'Bo', capacity: 20 });
});
afterAll(() => server.stop());

const texts: Record<string, string> = {
  'a NUL': 'before\0after',
  'lone surrogates': 'a\ud800b\udc00c \udfff',
  'a surrogate pair the wrong way round': '\udc00\ud800',
  'bidi overrides': '\u202egnp.exe\u202c \u2066\u2067\u2068\u2069 abc\u200f\u200e',
  'zero width': '\u200b\u200c\u200d\ufeffx\u2060\u00ad',
  zalgo: `Z${'\u0301\u0489\u036f'.repeat(3_000)}algo`,
  families: '👨‍👩‍👧‍👦👩🏽‍❤️‍💋‍👨🏿🏴󠁧󠁢󠁳󠁣󠁴󠁿🇳🇴'.repeat(200),
  '10,000 emoji': '😀'.repeat(10_000),
  'a word of 10,000 letters': 'x'.repeat(10_000),
  'right to left': 'שלום עולם مرحبا 123 hello',
  'line ends of all kinds': 'a\r\nb\rc\nd\u2028e\u2029f\u0085g\vh\fi',
  controls: Array.from({ length: 31 }, (_, code) => String.fromCharCode(code + 1)).join('x'),
  'a script': '<script>alert(document.cookie)</script>',
  'an image that fails': '"><img src=x onerror=alert(1)>',
  'a link that runs': 'javascript:alert(1)//%0Aalert(1)',
  'a drawing': '<svg/onload=alert(1)><!--\'"--></svg></textarea></style></title></script>',
  'a template': '{{7*7}} <%= 7*7 %> #{7*7} {{constructor.constructor("alert(1)")()}}',
  SQL: "'; drop table entry; -- \" ` \\ %_ '' \u0027 1 or 1=1",
  'a shell': '$(touch /tmp/x) `id` ; rm -rf ~ | && > /dev/null',
  'a format': '%s %d %n %x {0} %00 \\u0000 \\x00 \\0',
  'a formula': "=cmd|'/c calc'!A1 @SUM(1) +1 -1",
  'names of objects': '__proto__ constructor toString null undefined NaN true -0 1e999',
  JSON: '{"__proto__":{"x":1}} [[[[[[[[]]]]]]]] "\\ud800"',
  'a packet of its own': '42/visitor,["message:send",{}]\x1e41',
  'spaces around': '  \t\u00a0\u3000 middle \u2003 ',
  'Norwegian in two spellings': 'a\u030a å A\u0308 Ä',
};

/** What is stored and told: text that both databases can give back. */
const documented = (text: string) => text.toWellFormed().replaceAll('\0', '');

const entries = (person: { heard: { event: string; payload: unknown }[] }) =>
  heardOf<{ entry: Entry }>(person, 'entry').map(({ entry }) => entry);
const textAt = (all: Entry[], seq: number) =>
  all.flatMap((entry) => (entry.seq === seq && entry.kind === 'message' ? [entry.text] : []))[0];

async function chat(ada: VisitorAtPage, more: { name?: string; pageUrl?: string } = {}) {
  const asked = await ada.ask('chat:request', {
    ...{ clientMessageId: crypto.randomUUID(), text: 'Hello', language: 'en' },
    ...more,
  });
  if (!asked.ok) throw new Error(asked.code);
  const { id } = asked.conversation;
  return until('bo has the chat', async () => {
    const opened = await bo.ask('conversation:open', { conversationId: id });
    return opened.ok && opened.conversation.state === 'active' ? opened.conversation : null;
  });
}

describe('whatever ada writes, she and bo and the database have the very same', () => {
  let ada: VisitorAtPage;
  let conversationId: string;
  let epoch: number;

  beforeAll(async () => {
    ada = await visitor(server);
    ({ id: conversationId, epoch } = await chat(ada));
  });

  test.each(Object.keys(texts))('%s', async (which) => {
    const text = texts[which] ?? '';
    const clientMessageId = crypto.randomUUID();
    const sent = await ada.ask('message:send', { conversationId, clientMessageId, text });
    if (!sent.ok) throw new Error(`${sent.code}: ${sent.detail}`);
    const expected = documented(text);
    await until('both hear it', () => textAt(entries(ada), sent.seq) && textAt(entries(bo), sent.seq));
    expect(textAt(entries(ada), sent.seq)).toBe(expected);
    expect(textAt(entries(bo), sent.seq)).toBe(expected);
    const synced = await ada.ask('message:sync', { conversationId, after: sent.seq - 1 });
    expect(synced.ok && textAt(synced.entries, sent.seq)).toBe(expected);
    const { conversation } = (await bo.ask('conversation:open', { conversationId })) as {
      conversation: { preview: string };
    };
    expect(conversation.preview.isWellFormed()).toBe(true);
    const again = await ada.ask('message:send', { conversationId, clientMessageId, text });
    expect(again).toEqual(sent);
  });

  test('what bo writes reaches ada the same way', async () => {
    for (const text of [texts['a NUL'], texts['lone surrogates'], texts['10,000 emoji'], texts['a script']]) {
      const id = crypto.randomUUID();
      const sent = await bo.ask('message:send', {
        conversationId,
        epoch,
        clientMessageId: id,
        text: text ?? '',
      });
      if (!sent.ok) throw new Error(sent.code);
      await until('ada hears it', () => textAt(entries(ada), sent.seq));
      expect(textAt(entries(ada), sent.seq)).toBe(documented(text ?? ''));
    }
  });

  test.each([
    ['nothing', ''],
    ['spaces', ' \t\n\u00a0\u3000'],
    ['NULs', '\0\0\0'],
    ['10,001 letters', 'x'.repeat(limits.messageLength + 1)],
    ['10,001 emoji', '😀'.repeat(limits.messageLength + 1)],
    ['a word of 60 kB', 'x'.repeat(60_000)],
  ])('%s is no message', async (_, text) => {
    const before = await head();
    const refused = await ada.ask('message:send', {
      conversationId,
      clientMessageId: crypto.randomUUID(),
      text,
    });
    expect(refused).toMatchObject({ ok: false, code: 'bad_request', retry: false });
    expect(await head()).toBe(before);
  });

  async function head(): Promise<number> {
    const synced = await ada.ask('message:sync', { conversationId, after: 0 });
    if (!synced.ok) throw new Error(synced.code);
    return synced.head;
  }
});

describe('fields beside the words', () => {
  const short = Object.entries(texts).filter(
    ([, text]) => [...documented(text)].length <= limits.nameLength && /\S/.test(text),
  );

  test.each(short)('%s as a name and as a page', async (_, text) => {
    const ada = await visitor(server);
    const { visitor: seen } = await chat(ada, { name: text, pageUrl: text });
    expect(seen).toMatchObject({ name: documented(text), pageUrl: documented(text) });
    await ada.ask('chat:end', { conversationId: (await current(ada)).id });
    ada.close();
  });

  const current = async (ada: VisitorAtPage) => {
    const hello = await ada.hello();
    if (!hello.ok || !hello.conversation) throw new Error('she has no conversation');
    return hello.conversation;
  };

  test.each([
    ['name', { name: 'x'.repeat(81) }],
    ['name', { name: `a${'\u0301'.repeat(80)}` }],
    ['name', { name: '\0 ' }],
    ['pageUrl', { pageUrl: 'x'.repeat(2_001) }],
    ['language', { language: 'xx' }],
    ['departmentId', { departmentId: "' or 1=1 --" }],
    ['clientMessageId', { clientMessageId: '__proto__' }],
  ])('a wrong %s is refused by its place, and nothing is opened', async (place, wrong) => {
    const ada = await visitor(server);
    const request = { clientMessageId: crypto.randomUUID(), text: 'Hello', language: 'en', ...wrong };
    const refused = await ada.ask('chat:request', request as never);
    expect(refused).toMatchObject({ ok: false, code: 'bad_request' });
    expect((refused as { detail: string }).detail).toContain(place);
    expect(await ada.hello()).toMatchObject({ conversation: null });
    ada.close();
  });

  test.each([
    'ada',
    'ada@',
    '@home.example',
    'ada@home',
    'ada@home..example',
    'a b@home.example',
    '<ada@home.example>',
    'ada@home.example\r\nBcc: all@home.example',
    `${'a'.repeat(250)}@home.example`,
  ])('%s is no address', async (email) => {
    const ada = await visitor(server);
    const left = await ada.ask('case:leave', {
      ...{ clientMessageId: crypto.randomUUID(), text: 'Hello', language: 'en', email },
    });
    expect(left).toMatchObject({ ok: false, code: 'bad_request' });
    ada.close();
  });

  test('a comment with a rating takes what a message takes', async () => {
    const ada = await visitor(server);
    const { id: conversationId } = await chat(ada);
    await ada.ask('chat:end', { conversationId });
    for (const comment of [texts['a NUL'], texts['lone surrogates'], texts['a script'], '']) {
      const rated = await ada.ask('rating:give', { conversationId, helped: true, comment: comment ?? '' });
      expect(rated).toMatchObject({ ok: true });
    }
    ada.close();
  });
});

test('the site’s and a colleague’s names come back as text too', async () => {
  const name = '"><img src=x onerror=alert(1)>\ud800\0';
  const change = await fetch(`${server.url}/api/settings/site`, {
    method: 'PATCH',
    headers: { cookie: olga, origin: server.url, 'content-type': 'application/json' },
    body: JSON.stringify({ name, categories: [name] }),
  });
  expect(await change.json()).toMatchObject({
    ok: true,
    site: { name: documented(name), categories: [documented(name)] },
  });
  const cy = await agent(server, olga, { name: "Cy';--&lt;b&gt;" });
  const hello = await cy.hello();
  expect(hello).toMatchObject({
    ok: true,
    me: { name: "Cy';--&lt;b&gt;" },
    site: { name: documented(name) },
  });
  const state = await fetch(`${server.url}/api/sites/${server.siteKey}/state`);
  expect(state.headers.get('content-type')).toContain('application/json');
  expect(state.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await state.json()).toMatchObject({ name: documented(name) });
  const shop = await fetch(`${server.url}/try/?lang=${encodeURIComponent('"><script>alert(1)</script>')}`);
  expect(await shop.text()).not.toContain('alert(1)');
});
