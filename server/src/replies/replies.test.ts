import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type AgentAtConsole,
  agent,
  messageId,
  owner,
  post,
  startServer,
  type TestServer,
  until,
  type VisitorAtPage,
  visitor,
} from '../testing/people.ts';
import { linkIn, type PostOffice, postOffice } from '../testing/post-office.ts';

/** Places are kept for seconds here; a busy machine takes its own. */
vi.setConfig({ testTimeout: 40_000 });
const withinMs = 15_000;

let server: TestServer;
let office: PostOffice;
let olga: string;
let bo: AgentAtConsole;

beforeEach(async () => {
  office = await postOffice();
  server = await startServer({
    STRAKS_SMTP_URL: office.url,
    STRAKS_MAIL_FROM: 'chat@shop.example',
    STRAKS_REPLY_MAIL_SECONDS: '1',
  });
  olga = await owner(server);
  bo = await agent(server, olga, { name: 'Bo' });
});
afterEach(async () => {
  bo.close();
  await server.stop();
  await office.close();
});

async function leavesMessage(ada: VisitorAtPage, email = 'ada@home.example') {
  const left = await ada.ask('case:leave', {
    ...{ clientMessageId: messageId(), text: 'Min hemmelighet er 42', name: 'Ada <b>' },
    ...{ email, language: 'nb' },
  });
  if (!left.ok) throw new Error(left.code);
  const conversationId = left.conversation.id;
  const taken = await bo.ask('conversation:take', { conversationId });
  if (!taken.ok) throw new Error(taken.code);
  return { conversationId, epoch: taken.epoch };
}

const says = (to: { conversationId: string; epoch: number }, text: string) =>
  bo.ask('message:send', { ...to, clientMessageId: messageId(), text });

const mails = (count: number) =>
  until(`${count} mails have come`, () => office.taken.length >= count, withinMs);
/** As long as any mail could still be on its way. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 4_500));

test('ada has left a message and gone: what bo answers comes as one mail, with a way back into the chat', async () => {
  const ada = await visitor(server);
  const hers = await leavesMessage(ada);
  ada.close();
  await says(hers, 'Hei! Pakken er funnet.');
  await says(hers, 'Den kommer i morgen <script>alert(1)</script>');
  await mails(1);
  const [mail] = office.taken;
  expect(mail?.to).toEqual(['ada@home.example']);
  expect(mail?.mail.subject).toBe('Svar fra Straks');
  expect(mail?.mail.text).toMatch(/Pakken er funnet[\s\S]*Den kommer i morgen/);
  expect(mail?.mail.text).toContain('Bo har svart deg');
  // Her own words could have been written by anybody: a mail repeats none of them.
  expect(mail?.raw).not.toContain('hemmelighet');
  expect(mail?.mail.html).not.toContain('<script');
  const link = mail && linkIn(mail);
  const { answer } = await post<{ token: string; visitorId: string }>(
    server,
    `/api/sites/${link?.key}/continue`,
    { token: link?.token },
  );
  const back = await visitor(server, answer);
  expect(await back.hello()).toMatchObject({ ok: true, conversation: { id: hers.conversationId } });
  back.close();

  await says(hers, 'Én ting til');
  await mails(2);
  expect(office.taken[1]?.mail.text).toContain('Én ting til');
  expect(office.taken[1]?.mail.text).not.toContain('Pakken er funnet');
});

test('what she read on the page, and what stands in a live chat, is not mailed', async () => {
  const ada = await visitor(server);
  const hers = await leavesMessage(ada);
  const sent = await says(hers, 'Hei Ada');
  if (!sent.ok) throw new Error(sent.code);
  await ada.ask('message:read', { conversationId: hers.conversationId, seq: sent.seq });
  const cy = await visitor(server);
  const asked = await cy.ask('chat:request', { clientMessageId: messageId(), text: 'Hi', language: 'en' });
  if (!asked.ok) throw new Error(asked.code);
  const conversationId = asked.conversation.id;
  const chat = await until('bo has the chat', async () => {
    const opened = await bo.ask('conversation:open', { conversationId });
    return opened.ok && opened.conversation.state === 'active' && opened.conversation;
  });
  await says({ conversationId, epoch: chat.epoch }, 'Hi cy');
  ada.close();
  cy.close();
  await aWhile();
  expect(office.taken).toEqual([]);
});

test('a case that is closed with its answer is answered by mail too, and the owner sees whether mail works', async () => {
  const ada = await visitor(server);
  const hers = await leavesMessage(ada, 'nobody@gone.example');
  ada.close();
  await says(hers, 'Svaret ditt');
  await bo.ask('conversation:close', { ...hers, category: null });
  await mails(1);
  const status = await until('it is noted as sent', async () => {
    const response = await fetch(`${server.url}/api/settings/mail`, { headers: { cookie: olga } });
    const told = (await response.json()) as { lastSentAt: number | null; waiting: number };
    return told.lastSentAt !== null && told.waiting === 0 && told;
  });
  expect(status).toMatchObject({ ok: true, on: true, from: 'chat@shop.example', waiting: 0, troubles: [] });
});

test('nobody answers ada’s message and she has gone: she is told that we have it, once, and nothing of what she wrote', async () => {
  const ada = await visitor(server);
  const left = await ada.ask('case:leave', {
    ...{ clientMessageId: messageId(), text: 'Min hemmelighet er 42', name: 'Ada' },
    ...{ email: 'ada@home.example', language: 'nb' },
  });
  expect(left.ok).toBe(true);
  ada.close();
  await mails(1);
  await aWhile();
  expect(office.taken).toHaveLength(1);
  const [receipt] = office.taken;
  expect(receipt?.to).toEqual(['ada@home.example']);
  expect(receipt?.mail.text).toContain('Takk, vi har meldingen din');
  expect(receipt?.mail.text).not.toContain('flere enn vanlig');
  expect(receipt?.raw).not.toContain('hemmelighet');
  expect(receipt && linkIn(receipt).token).toMatch(/^[\w-]{43,}$/);
});

test('a stranger’s address is not filled: three receipts an hour and no more', async () => {
  for (let n = 0; n < 5; n += 1) {
    const mallory = await visitor(server);
    await mallory.ask('case:leave', {
      ...{ clientMessageId: messageId(), text: `number ${n}` },
      ...{ email: 'eve@home.example', language: 'en' },
    });
    mallory.close();
  }
  await mails(3);
  await aWhile();
  expect(office.taken).toHaveLength(3);
});
