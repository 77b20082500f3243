import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  colleague,
  owner,
  startServer,
  type TestServer,
  token,
  until,
  visitor,
} from '../../testing/people.ts';
import { frame, opcodes, type RawSocket, rawConnection, rawMember, rawUpgrade } from '../../testing/raw.ts';

let server: TestServer;
let ada: Awaited<ReturnType<typeof visitor>>;

let slow: Awaited<ReturnType<typeof dropByDrop>>;

beforeAll(async () => {
  server = await startServer();
  ada = await visitor(server);
  slow = await dropByDrop();
});
afterAll(() => server.stop());

/** A body and a head that never end; begun first and looked at last. */
async function dropByDrop() {
  const body = await rawConnection(server.url);
  const path = `/api/sites/${server.siteKey}/visitors`;
  const type = 'Content-Type: application/json';
  body.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${type}\r\nContent-Length: 900\r\n\r\n`);
  const head = await rawConnection(server.url);
  head.write('GET /healthz HTTP/1.1\r\nHost: x\r\n');
  const drops = setInterval(() => {
    body.write(' ');
    head.write('X: y\r\n');
  }, 200);
  return { bothCut: () => body.ended() && head.ended(), stop: () => clearInterval(drops) };
}

/** Whatever somebody else sent, ada is answered. */
const adaIsAnswered = async () => expect(await ada.hello()).toMatchObject({ ok: true });

async function mallory(): Promise<RawSocket> {
  const { token: secret } = await token(server);
  return rawMember(server.url, '/visitor', { site: server.siteKey, token: secret });
}

const ask = (event: string) => `42/visitor,7[${event}]`;
const hello = '"hello",{"protocol":1}';
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('a frame that can be answered gets one typed error', () => {
  test.each([
    ['a payload of null', ask('"hello",null'), 'bad_request'],
    ['no payload', ask('"hello"'), 'bad_request'],
    ['two payloads', ask(`${hello},{}`), 'bad_request'],
    ['a list for an object', ask('"hello",[]'), 'bad_request'],
    ['a field too many', ask('"hello",{"protocol":1,"admin":true}'), 'bad_request'],
    ['a prototype', ask('"hello",{"protocol":1,"__proto__":{"role":"owner"}}'), 'bad_request'],
    ['a constructor', ask('"hello",{"protocol":1,"constructor":{"prototype":{"role":1}}}'), 'bad_request'],
    ['deep JSON', ask(`"hello",${nested(30_000)}`), 'bad_request'],
    ['deep JSON in a field', ask(`"hello",{"protocol":${nested(30_000)}}`), 'bad_request'],
    [
      'very many fields',
      ask(`"hello",{${Array.from({ length: 5_000 }, (_, i) => `"k${i}":1`)}}`),
      'bad_request',
    ],
    ['a placeholder without its attachment', ask('"hello",{"_placeholder":true,"num":0}'), 'bad_request'],
    ['a number too big', ask('"hello",{"protocol":1e999}'), 'bad_request'],
    ['an event of nobody', ask('"nothing",{}'), 'unknown_event'],
    ['__proto__', ask('"__proto__",{}'), 'unknown_event'],
    ['constructor', ask('"constructor",{}'), 'unknown_event'],
    ['toString', ask('"toString",{}'), 'unknown_event'],
    ['error', ask('"error",{}'), 'unknown_event'],
    ['an agent’s event', ask('"inbox:sync",{"after":0}'), 'unknown_event'],
    ['a number for a name', ask('5'), 'unknown_event'],
    ['an event without a name', '42/visitor,7', 'unknown_event'],
    ['half a surrogate for a name', ask('"\\ud800",{}'), 'unknown_event'],
    ['a very long name', ask(`"${'x'.repeat(60_000)}",{}`), 'unknown_event'],
  ])('%s', async (_, payload, code) => {
    const socket = await mallory();
    socket.say(payload);
    const told = await socket.hears('an answer', /^43\/visitor,7\[/);
    expect(JSON.parse(told.slice('43/visitor,7'.length))).toMatchObject([{ ok: false, code, retry: false }]);
    socket.say(`42/visitor,8[${hello}]`);
    await socket.hears('the next answer', /^43\/visitor,8\[\{"ok":true/);
    expect(socket.texts().filter((text) => text.startsWith('43/visitor,7'))).toHaveLength(1);
    socket.destroy();
  });
});

describe('a frame that cannot be answered ends its own connection at most', () => {
  test.each<[string, string | Buffer, number?]>([
    ['a request without an ack', '42/visitor,["hello",null]'],
    ['an ack nobody asked for', '43/visitor,999["x"]'],
    ['an ack of an ack', '43/visitor,7[{"ok":true}]'],
    ['a reserved event', ask('"disconnect"')],
    ['another reserved event', ask('"newListener",{}')],
    ['JSON that is not', ask('"hello",{"protocol":')],
    ['an unknown kind of packet', '49/visitor,7["x"]'],
    ['an attachment that never comes', `451-/visitor,7["hello",{"_placeholder":true,"num":0}]`],
    ['a placeholder of another place', `451-/visitor,7["hello",{"_placeholder":true,"num":"length"}]`],
    ['a million attachments', `451000000-/visitor,7["hello",{}]`],
    ['binary for text', Buffer.from([0x34, 0x32, 0, 1, 2]), opcodes.binary],
    ['text that is not UTF-8', Buffer.from([0x34, 0x32, 0xff, 0xfe]), opcodes.text],
    ['more than 64 kB', ask(`"${'x'.repeat(70_000)}"`)],
    ['an opcode of nothing', 'x', 5],
    ['a close frame with a code of nothing', Buffer.from([0, 1]), opcodes.close],
    ['a ping of its own', '2'],
    ['a second opening', '0{"sid":"x"}'],
    ['a packet of nothing', ''],
    ['a namespace of nobody', '40/nowhere,{}'],
    ['a namespace called __proto__', '40/__proto__,{"token":"x"}'],
    ['a second welcome', '40/visitor,{"token":{"deep":[]}}'],
    ['the agents’ namespace', '40/agent,{"token":["x"]}'],
    ['an error of its own', '44/visitor,{"message":"x"}'],
    ['a farewell', '41/visitor,'],
  ])('%s', async (_, payload, opcode) => {
    const socket = await mallory();
    socket.say(payload, opcode);
    await adaIsAnswered();
    socket.destroy();
  });

  test('an attachment that came is refused like any other wrong payload', async () => {
    const socket = await mallory();
    socket.say('451-/visitor,7["hello",{"_placeholder":true,"num":0}]');
    socket.say(Buffer.from([1, 2, 3]), opcodes.binary);
    expect(await socket.hears('an answer', /^43\/visitor,7/)).toContain('bad_request');
    socket.destroy();
  });
});

describe('handshakes', () => {
  test.each([
    ['an unknown session', 'EIO=4&transport=polling&sid=wrong'],
    ['the protocol before last', 'EIO=3&transport=polling'],
    ['no protocol', ''],
    ['a transport of nothing', 'EIO=4&transport=carrier-pigeon'],
    ['a session called __proto__', 'EIO=4&transport=polling&sid=__proto__'],
  ])('%s is refused', async (_, query) => {
    const response = await fetch(`${server.url}/socket/?${query}`);
    expect(response.status).toBe(400);
    await adaIsAnswered();
  });

  test('a visitor without, with a foreign or with a made-up token is told so', async () => {
    for (const auth of [
      '{}',
      '{"token":"x"}',
      '{"token":{"a":1}}',
      '{"token":null}',
      '{"__proto__":{"token":"x"}}',
    ]) {
      const socket = await rawUpgrade(server.url, { site: server.siteKey, headers: { Origin: server.url } });
      socket.say(`40/visitor,${auth}`);
      expect(await socket.hears('a refusal', /^44\/visitor/)).toContain('"not_signed_in"');
      socket.destroy();
    }
  });

  test('a site of nobody is unknown', async () => {
    for (const site of ['', 'aaaaaaaaaaaaaaaa', '__proto__', '%00']) {
      const socket = await rawUpgrade(server.url, { site });
      socket.say(`40/visitor,{"token":"${ada.token}"}`);
      expect(await socket.hears('a refusal', /^44\/visitor/)).toContain('"unknown"');
      socket.destroy();
    }
  });

  test('300 that go no further do not keep ada from being answered', async () => {
    const idle = await Promise.all(
      Array.from({ length: 300 }, () => rawUpgrade(server.url, { site: server.siteKey })),
    );
    const before = performance.now();
    await adaIsAnswered();
    expect(performance.now() - before).toBeLessThan(500);
    for (const socket of idle) socket.destroy();
  });
});

describe('HTTP', () => {
  const visitors = () => `/api/sites/${server.siteKey}/visitors`;
  const send = (body: string | Buffer, type = 'application/json') =>
    fetch(server.url + visitors(), { method: 'POST', headers: { 'content-type': type }, body });

  test.each<[string, string | Buffer, string?]>([
    ['half a JSON', '{'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a prototype', '{"__proto__":{"role":"owner"},"language":"en"}'],
    ['a constructor', '{"constructor":{"prototype":{"role":1}},"language":"en"}'],
    ['deep JSON', nested(30_000)],
    ['text that is not UTF-8', Buffer.from('7b226c616e6775616765223a22ff227d', 'hex')],
    ['plain text', '{"language":"en"}', 'text/plain'],
    ['a form', 'language=en', 'application/x-www-form-urlencoded'],
    ['a kind of nothing', '{"language":"en"}', '\u00ff/;;'],
  ])('a body of %s is a bad request', async (_, body, type) => {
    const response = await send(body, type);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ ok: false, code: 'bad_request', retry: false });
    expect(({} as { role?: unknown }).role).toBeUndefined();
  });

  test('a body over 64 kB is too large', async () => {
    const response = await send(`"${'x'.repeat(70_000)}"`);
    expect(await response.json()).toMatchObject({ ok: false, code: 'too_large' });
  });

  test.each([
    ['/try/../package.json'],
    ['/try/..%2f..%2fpackage.json'],
    ['/try/%2e%2e/%2e%2e/package.json'],
    ['/try/..%5c..%5cpackage.json'],
    ['/try/index.html%00.css'],
    ['/try/constructor.html'],
    ['/console/%2e%2e/'],
    ['/console/%2e%2e/package.json'],
    ['/console/..%2f..%2fserver%2fpackage.json'],
    ['/console/.git/config'],
    ['/widget/..%2f'],
    ['/widget/..%2f..%2fpackage.json'],
    ['/widget//etc/passwd'],
    ['/api/sites/%ff/state'],
    ['/api/sites/%/state'],
    ['/api/sites/__proto__/state'],
    [`/api/sites/${'a'.repeat(5_000)}/state`],
    ['//evil.example/%2e%2e'],
  ])('%s finds no file, and is told so', async (path) => {
    const { status, body } = await get(path);
    expect([400, 404, 413]).toContain(status);
    expect(JSON.parse(body)).toMatchObject({ ok: false, retry: false });
  });

  test('the mouldered head of a request harms nobody', async () => {
    for (const head of [
      '\0\0\0\r\n\r\n',
      'GET\r\n\r\n',
      'BREW / HTTP/9.9\r\n\r\n',
      `GET / HTTP/1.1\r\nX: ${'x'.repeat(99_000)}\r\n\r\n`,
    ]) {
      const raw = await rawConnection(server.url);
      raw.write(head);
      await until('it is cut', () => raw.ended());
    }
    await adaIsAnswered();
  });

  test('a made-up cookie or forwarded address changes nothing', async () => {
    const response = await fetch(`${server.url}/api/account/me`, {
      headers: {
        cookie: '__Host-straks=%ff; __proto__=x; =; ;;;',
        'x-forwarded-for': '"><script>alert(1)</script>, ::::, 999.999.999.999',
        'user-agent': '<img src=x onerror=alert(1)>',
      },
    });
    expect(await response.json()).toMatchObject({ ok: true, me: null });
  });

  /** Without the tidying of addresses that `fetch` does. */
  const get = (path: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      httpRequest({ hostname, port, path }, (response) => {
        let body = '';
        response.on('data', (text) => {
          body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      })
        .on('error', reject)
        .end();
    });
});

test('an address that almost is one, 60,000 characters long, is refused at once', async () => {
  const email = `a@${'.'.repeat(60_000)}@`;
  const began = performance.now();
  const socket = await mallory();
  socket.say(ask(`"case:leave",${JSON.stringify({ email, language: 'en' })}`));
  expect(await socket.hears('an answer', /^43\/visitor,7/)).toContain('bad_request');
  const response = await fetch(`${server.url}/api/account/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ email, password: 'x' }),
  });
  expect(await response.json()).toMatchObject({ code: 'bad_request' });
  expect(performance.now() - began).toBeLessThan(500);
  socket.destroy();
});

describe('too much of anything', () => {
  let strict: TestServer;
  let bo: Awaited<ReturnType<typeof visitor>>;

  beforeAll(async () => {
    strict = await startServer({ STRAKS_REQUESTS_PER_SECOND: '20' });
    bo = await visitor(strict);
  });
  afterAll(() => strict.stop());

  const flooder = async () => {
    const { token: secret } = await token(strict);
    return rawMember(strict.url, '/visitor', { site: strict.siteKey, token: secret });
  };

  async function slowestAnswerMs(whileTrue: () => boolean): Promise<number> {
    let slowest = 0;
    do {
      const before = performance.now();
      expect(await bo.hello()).toMatchObject({ ok: true });
      slowest = Math.max(slowest, performance.now() - before);
      await new Promise((resolve) => setTimeout(resolve, 60));
    } while (whileTrue());
    return slowest;
  }

  test.each([
    ['requests', `42/visitor,7[${hello}]`],
    ['requests nobody answers', '42/visitor,["nothing"]'],
    ['acks', '43/visitor,7[1]'],
    ['welcomes', '40/visitor,{"token":"x"}'],
    ['heartbeats', '3'],
  ])('2,000 %s a second: cut within a second, and bo is answered meanwhile', async (_, text) => {
    const socket = await flooder();
    const began = performance.now();
    const some = Array.from({ length: 20 }, () => frame(text));
    const flood = setInterval(() => socket.frames(some), 10);
    const cut = until('it is cut', () => socket.ended(), 1_000).then(() => performance.now() - began);
    const slowest = await slowestAnswerMs(() => !socket.ended() && performance.now() - began < 1_100);
    await cut.finally(() => clearInterval(flood));
    expect(slowest).toBeLessThan(300);
  });

  test('one polled POST with all the packets that fit: bo is answered at once, and the sender is unknown after', async () => {
    const path = `${strict.url}/socket/?EIO=4&transport=polling&site=${strict.siteKey}`;
    const opened = await (await fetch(path)).text();
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
    const body = Array<string>(32_000).fill('3').join('\x1e');
    const sent = fetch(`${path}&sid=${sid}`, { method: 'POST', body }).then((response) => response.status);
    expect(await slowestAnswerMs(() => false)).toBeLessThan(300);
    await sent.catch(() => {});
    const after = await fetch(`${path}&sid=${sid}`, { method: 'POST', body: '3' });
    expect(after.status).toBe(400);
  });

  test('a hasty visitor is told when to come back, and is answered then', async () => {
    const socket = await flooder();
    socket.frames(Array.from({ length: 110 }, (_, at) => frame(`42/visitor,${at}[${hello}]`)));
    const told = await socket.hears('a refusal', /slow_down/);
    const [refusal] = JSON.parse(told.slice(told.indexOf('['))) as [{ retry: boolean; retryAfterMs: number }];
    expect(refusal.retry).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, refusal.retryAfterMs + 100));
    socket.say(`42/visitor,500[${hello}]`);
    await socket.hears('an answer', /^43\/visitor,500\[\{"ok":true/);
    socket.destroy();
  });
});

test('who does not read is cut when a megabyte waits for her; the others hear all', {
  timeout: 20_000,
}, async () => {
  const eva = await owner(server);
  await colleague(server, eva, { name: 'Nobody There' });
  const di = await visitor(server);
  const mine = {
    language: 'en' as const,
    email: 'di@home.example',
    clientMessageId: crypto.randomUUID(),
    text: 'x',
  };
  const left = await di.ask('case:leave', mine);
  if (!left.ok) throw new Error(left.code);
  const conversationId = left.conversation.id;
  for (let count = 0; count < 30; count += 1) {
    await di.ask('message:send', {
      conversationId,
      clientMessageId: crypto.randomUUID(),
      text: '北'.repeat(10_000),
    });
  }
  const sleeper = await rawMember(server.url, '/visitor', { site: server.siteKey, token: di.token });
  sleeper.socket.pause();
  sleeper.frames(
    Array.from({ length: 200 }, (_, at) =>
      frame(`42/visitor,${at}["message:sync",{"conversationId":"${conversationId}","after":0}]`),
    ),
  );
  await until(
    'the server has let go of her',
    () => server.straks.io.of('/visitor').sockets.size === 2,
    8_000,
  );
  expect(await di.hello()).toMatchObject({ ok: true });
  await adaIsAnswered();
  sleeper.destroy();
});

test('bodies and heads that come drop by drop are not waited for', { timeout: 20_000 }, async () => {
  await until('both are cut', slow.bothCut, 14_000).finally(slow.stop);
  await adaIsAnswered();
});
