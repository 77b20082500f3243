import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agent, messageId, owner, startServer, type TestServer, until, visitor } from '../testing/people.ts';

const metricsToken = 'a-token-for-prometheus';
let server: TestServer;
beforeAll(async () => {
  server = await startServer({ STRAKS_METRICS_TOKEN: metricsToken });
});
afterAll(() => server.stop());

const look = (headers: Record<string, string> = {}) => fetch(`${server.url}/metrics`, { headers });
const numbers = async () => (await look({ authorization: `Bearer ${metricsToken}` })).text();

test('who bears no token, or another, reads nothing', async () => {
  for (const headers of [
    {},
    { authorization: 'Bearer a-token-for-prometheuz' },
    { authorization: 'Bearer x' },
  ]) {
    const answer = await look(headers as Record<string, string>);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain('straks_');
  }
});

test('without a token set there is no such page', async () => {
  const plain = await startServer();
  expect((await fetch(`${plain.url}/metrics`)).status).toBe(404);
  await plain.stop();
});

test('ada waits, then bo has her: both can be seen, and how quickly we answered; her words cannot', async () => {
  const olga = await owner(server);
  const bo = await agent(server, olga, { name: 'Bo', capacity: 1 });
  const people = [await visitor(server), await visitor(server)];
  for (const person of people) {
    await person.ask('chat:request', {
      ...{ clientMessageId: messageId(), text: 'my secret parcel', language: 'en' },
    });
  }
  const text = await until('one waits and one is served', async () => {
    const all = await numbers();
    return all.includes('straks_waiting{site="Straks",department="Support"} 1') ? all : null;
  });
  expect(text).toContain('straks_chats{site="Straks"} 1');
  expect(text).toMatch(/straks_answer_seconds_count\{event="chat:request",result="ok"\} 2/);
  expect(text).toContain('straks_sockets{who="visitor"} 2');
  expect(text).toContain('straks_database_up 1');
  expect(text).not.toContain('secret');
  (bo.socket as unknown as Socket).emit('made-up', {});
  await bo.ask('presence:beat', {});
  expect(await numbers()).not.toContain('made-up');
});
