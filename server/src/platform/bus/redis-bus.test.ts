import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../testing/people.ts';
import { type RedisServer, redisProgram, startRedis } from '../../testing/redis-server.ts';
import type { Bus } from './bus.ts';
import type { Hint } from './hint.ts';
import { redisBus } from './redis-bus.ts';

let redis: RedisServer;
const ends: (() => unknown)[] = [];
beforeAll(async () => {
  if (redisProgram()) redis = await startRedis();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(() => redis?.kill());

function node(url: string, name = 'node') {
  const heard: Hint[] = [];
  const said: string[] = [];
  let looks = 0;
  const open = redisBus({ url, installation: 'shop', node: name, says: (sentence) => said.push(sentence) });
  const bus: Bus = open({ heard: (hint) => heard.push(hint), back: () => (looks += 1) });
  ends.push(() => bus.close());
  return { bus, heard, said, looks: () => looks };
}

async function operator() {
  const client = await createClient({ url: redis.url })
    .on('error', () => {})
    .connect();
  ends.push(() => client.destroy());
  return (command: string) => client.sendCommand(command.split(' '));
}

const urlOf = (user: string) => redis.url.replace('redis://', `redis://${user}@`);
const awayMs = 4_500;

describe.runIf(redisProgram())('Redis that cannot be used', () => {
  test('a wrong password: it is told once and why, without the password, and again that it works', async () => {
    const tell = await operator();
    await tell('ACL SETUSER straks on >right ~* &* +@all');
    const { bus, said } = node(urlOf('straks:hem%2Fmelig'));
    await until('it is told', () => said.length > 0, awayMs);
    expect(said).toEqual([expect.stringMatching(/^Redis does not carry hints \(WRONGPASS .*each second/)]);
    await pause(1_200);
    expect(said).toHaveLength(1);
    expect(said.join()).not.toMatch(/hem.{1,3}melig/);
    await tell('ACL SETUSER straks >hem/melig');
    await until('hints go round', bus.isUp);
    expect(said.slice(1)).toEqual(['Redis carries hints between nodes.']);
  }, 15_000);

  test('a user who may not listen: it is told, and tried until she may', async () => {
    const tell = await operator();
    await tell('ACL SETUSER deaf on >right ~* +@all resetchannels');
    const { bus, said } = node(urlOf('deaf:right'));
    await until('it is told', () => said.some((sentence) => sentence.includes('NOPERM')), awayMs);
    await tell('ACL SETUSER deaf &*');
    await until('hints go round', bus.isUp);
  }, 15_000);

  test('another reason is told too: nobody is there, and then who is there is no Redis', async () => {
    const server: Server = createServer();
    server.listen(0, '127.0.0.1');
    await until('there is a port', () => server.listening);
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { bus, said } = node(`redis://127.0.0.1:${port}`);
    await until('it is told', () => said.length > 0, awayMs);
    expect(said).toEqual([expect.stringContaining('ECONNREFUSED')]);
    server.listen(port, '127.0.0.1');
    await until('the other reason is told', () => said.length > 1, awayMs);
    expect(bus.isUp()).toBe(false);
    server.close();
  }, 15_000);

  test('a server that repeats what it did not understand makes nobody tell the password', async () => {
    const echo = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) =>
        socket.write(`-ERR unknown command ${String(data).replace(/\s+/g, ' ')}\r\n`),
      );
    }).listen(0, '127.0.0.1');
    await until('there is a port', () => echo.listening);
    ends.push(() => echo.close());
    const { port } = echo.address() as AddressInfo;
    const { said } = node(`redis://:hemmelig@127.0.0.1:${port}`);
    await until('it is told', () => said.some((sentence) => sentence.includes('unknown command')), awayMs);
    expect(said.join()).toMatch(/HELLO.*…/);
    expect(said.join()).not.toContain('hemmelig');
  });
});

describe.runIf(redisProgram())('what strangers say on the channel', () => {
  const id = 'x'.repeat(22);
  const hash = 'h'.repeat(43);
  const strange: unknown[] = [
    {
      kind: 'entry',
      siteId: id,
      conversationId: id,
      visitorId: id,
      ownerId: null,
      entry: { kind: 'message' },
    },
    { kind: 'read', conversationId: id, visitorId: id, ownerId: null, by: 'agent', seq: 1 },
    { kind: 'words', siteId: id },
    { kind: '__proto__' },
    { kind: 'signedOut', agentId: id },
    { kind: 'signedOut', agentId: '*', exceptTokenHash: null },
    { kind: 'sessionEnded', agentId: id, tokenHash: ['*'] },
    { kind: 'typing', conversationId: id, visitorId: id, ownerId: null, from: 'owner', typing: true },
    { kind: 'here', node: id, visitorIds: 'everybody' },
    { kind: 'here', node: id },
    { kind: 'took', rate: 'visitors', key: hash.slice(1) },
    { kind: 'changed' },
    null,
    'changed',
    [],
  ];
  const told: Hint[] = [
    { kind: 'changed', siteId: id },
    { kind: 'signedOut', agentId: id, exceptTokenHash: hash },
    { kind: 'typing', conversationId: id, visitorId: id, ownerId: null, from: 'agent', typing: true },
    { kind: 'took', rate: 'sign-ins from', key: hash },
    { kind: 'here', node: id, visitorIds: [id, id] },
  ];

  test('is not heard: neither words, nor kinds nobody knows, nor known ones of another form; what comes after is', async () => {
    const { bus, heard, looks } = node(redis.url);
    const stranger = await createClient({ url: redis.url })
      .on('error', () => {})
      .connect();
    ends.push(() => stranger.destroy());
    await until('hints go round', bus.isUp);
    let count = 0;
    const say = (packet: object) => stranger.publish('straks:shop', JSON.stringify(packet));
    for (const text of ['', '{', 'null', '[]', '7', '{"from":7}', '{"from":"x"}', '{"from":"x","told":-1}']) {
      await stranger.publish('straks:shop', text);
    }
    for (const hint of [...strange, ...told]) {
      count += 1;
      await say({ from: 'stranger', told: count, hint });
    }
    await until('the last is heard', () => heard.length >= told.length);
    expect(heard).toEqual(told);
    expect(looks()).toBe(1);
  });
});
