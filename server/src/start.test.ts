import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { io } from 'socket.io-client';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { readConfig } from './platform/config.ts';
import { StartRefusal } from './platform/errors.ts';
import { console_, cookieOf, messageId, post, until, visitor } from './testing/people.ts';
import { endAll, folder, freePort, program, remove, serving } from './testing/program.ts';
import { rawConnection } from './testing/raw.ts';

const folders: string[] = [];
const newFolder = () => {
  const path = folder();
  folders.push(path);
  return path;
};
afterEach(endAll);
afterAll(() => folders.forEach(remove));

const wrong: [string, string, string][] = [
  ['STRAKS_PORT', '70000', 'a whole number from 0 to 65535'],
  ['STRAKS_PORT', ' ', 'a whole number from 0 to 65535'],
  ['STRAKS_PORT', '0x50', 'a whole number from 0 to 65535'],
  ['STRAKS_HOST', 'http://here', 'an address of this machine'],
  ['STRAKS_PUBLIC_URL', 'chat.example.com', 'an origin without a path'],
  ['STRAKS_PUBLIC_URL', 'https://chat.example.com/straks', 'an origin without a path'],
  ['STRAKS_PUBLIC_URL', 'ftp://chat.example.com', 'an origin without a path'],
  ['STRAKS_LOG', 'loud', 'trace, debug, info, warn, error, silent'],
  ['STRAKS_TRUSTED_PROXIES', '-1', 'a whole number from 0 to 10'],
  ['STRAKS_TRUSTED_PROXIES', '1.5', 'a whole number from 0 to 10'],
  ['STRAKS_VISITOR_GRACE_SECONDS', '5 min', 'a number from 0.1 to 86400'],
  ['STRAKS_AGENT_GRACE_SECONDS', '0', 'a number from 0.1 to 86400'],
  ['STRAKS_LEASE_SECONDS', 'Infinity', 'a number from 0.1 to 3600'],
  ['STRAKS_HEADS_SECONDS', '1e9', 'a number from 0.1 to 3600'],
  ['STRAKS_REQUESTS_PER_SECOND', '', ''],
  ['STRAKS_REQUESTS_PER_SECOND', '0.5', 'a number from 1 to 1000000'],
  ['STRAKS_VISITORS_PER_MINUTE', 'many', 'a whole number from 1 to 10000000'],
  ['STRAKS_SIGN_INS_PER_MINUTE', '0', 'a whole number from 1 to 1000000'],
];

describe('configuration', () => {
  test.each(wrong.filter(([, value]) => value !== ''))('%s cannot be "%s"', (name, value, allowed) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(StartRefusal);
    expect(read).toThrow(`${name} is "${value}"; allowed: ${allowed}`);
  });

  test('all that is wrong is named at once, and the program exits 2', async () => {
    const dataDir = newFolder();
    const env = Object.fromEntries(wrong.map(([name, value]) => [name, value]));
    const straks = program({ ...env, STRAKS_REQUESTS_PER_SECOND: '0', STRAKS_DATA: dataDir });
    expect(await straks.ended).toBe(2);
    for (const name of Object.keys(env)) expect(straks.output.stderr).toContain(`${name} is "`);
    expect(straks.output.stderr).not.toContain('    at ');
    expect(existsSync(join(dataDir, 'straks.db'))).toBe(false);
  });
});

describe('a start that cannot be says why, in a sentence, and exits 2', () => {
  async function refused(env: Record<string, string>, ...says: string[]) {
    const straks = program({ STRAKS_PORT: String(await freePort()), ...env });
    expect([await straks.ended, straks.output.stderr]).toEqual([2, expect.any(String)]);
    for (const words of says) expect(straks.output.stderr).toContain(words);
    expect(straks.output.stderr).not.toContain('    at ');
    expect(straks.output.stdout).toBe('');
  }

  test('the port is taken', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await refused(
      { STRAKS_PORT: String(port), STRAKS_DATA: newFolder() },
      `Port ${port} is taken`,
      'STRAKS_PORT',
    );
    other.close();
  });

  test('the host is not of this machine', async () => {
    await refused({ STRAKS_HOST: '192.0.2.1', STRAKS_DATA: newFolder() }, '192.0.2.1', 'STRAKS_HOST');
  });

  test('the data folder is a file', async () => {
    const file = join(newFolder(), 'data');
    writeFileSync(file, 'not a folder');
    await refused({ STRAKS_DATA: file }, file, 'STRAKS_DATA');
    expect(readFileSync(file, 'utf8')).toBe('not a folder');
  });

  const root = process.getuid?.() === 0 && process.platform === 'linux';

  test.skipIf(!root)('the data folder cannot be written (mounting a read-only one takes root)', async () => {
    const dataDir = newFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', dataDir]);
    try {
      await refused({ STRAKS_DATA: dataDir }, dataDir, 'STRAKS_DATA');
    } finally {
      execFileSync('umount', [dataDir]);
    }
  });

  test('another Straks runs on the folder, and goes on', async () => {
    const dataDir = newFolder();
    const first = await serving(dataDir);
    await refused({ STRAKS_DATA: dataDir }, 'Another Straks is already running', dataDir, 'STRAKS_DATA');
    expect((await fetch(`${first.server.url}/healthz`)).status).toBe(200);
  });

  describe('the database', () => {
    const database = (dataDir: string) => join(dataDir, 'straks.db');

    /** One that a Straks has used and closed. */
    async function used(): Promise<{ dataDir: string; bytes: Buffer }> {
      const dataDir = newFolder();
      const straks = await serving(dataDir);
      const ada = await visitor(straks.server);
      const words = { clientMessageId: messageId(), text: 'x'.repeat(9_000), language: 'en' as const };
      await ada.ask('case:leave', { ...words, email: 'ada@home.example' });
      ada.close();
      straks.kill('SIGTERM');
      await straks.ended;
      return { dataDir, bytes: readFileSync(database(dataDir)) };
    }

    test('is not one, is cut short, or has pages of nothing; it is left as it is', {
      timeout: 30_000,
    }, async () => {
      const { dataDir, bytes } = await used();
      const scrambled = Buffer.from(bytes);
      scrambled.fill(0xa5, 4096);
      const cut = bytes.subarray(0, Math.floor(bytes.length / 2));
      for (const damaged of [Buffer.from('this is no database\n'.repeat(500)), cut, scrambled]) {
        writeFileSync(database(dataDir), damaged);
        await refused({ STRAKS_DATA: dataDir }, 'straks.db is damaged', 'backup');
        expect(readFileSync(database(dataDir)).equals(damaged)).toBe(true);
      }
      writeFileSync(database(dataDir), bytes);
      const again = await serving(dataDir);
      expect((await fetch(`${again.server.url}/healthz`)).status).toBe(200);
    });

    test('was written by a newer Straks', async () => {
      const { dataDir } = await used();
      const file = new DatabaseSync(database(dataDir));
      file.exec("insert into kysely_migration values ('9999-from-the-future', '2030-01-01T00:00:00.000Z')");
      file.close();
      await refused({ STRAKS_DATA: dataDir }, 'written by a newer Straks', '9999-from-the-future');
    });

    test('is held by another program', async () => {
      const { dataDir } = await used();
      const other = new DatabaseSync(database(dataDir));
      other.exec('pragma locking_mode = exclusive; begin exclusive');
      await refused({ STRAKS_DATA: dataDir }, 'straks.db locked');
      other.close();
    });
  });
});

test.runIf(process.platform === 'linux')(
  'the threads that collect garbage give way to the one that serves people',
  async () => {
    const straks = await serving(newFolder());
    const threads = `/proc/${straks.pid}/task`;
    const nices = readdirSync(threads).map((id) => {
      const [, name = '', rest = ''] =
        /\((.*)\) (.*)/.exec(readFileSync(`${threads}/${id}/stat`, 'utf8')) ?? [];
      return { isHelper: name === 'V8Worker', nice: Number(rest.split(' ')[16]) };
    });
    const [helpers, others] = [
      nices.filter(({ isHelper }) => isHelper),
      nices.filter((one) => !one.isHelper),
    ];
    expect(helpers.length).toBeGreaterThan(0);
    const low = Math.min(19, getPriority() + 5);
    expect(new Set(helpers.map(({ nice }) => nice))).toEqual(new Set([low]));
    expect(others.every(({ nice }) => nice < low)).toBe(true);
  },
);

test('a variable that is none of ours is warned of', async () => {
  const straks = await serving(newFolder(), { STRAKS_PROT: '80' });
  expect(straks.output.stderr).toContain('STRAKS_PROT is not a setting of Straks');
  expect(straks.output.stderr).not.toContain('STRAKS_PORT is');
});

test('a Redis that cannot serve anything, for there is no PostgreSQL to share, is warned of', async () => {
  const straks = await serving(newFolder(), { STRAKS_REDIS_URL: 'redis://127.0.0.1:1' });
  expect(straks.output.stderr).toContain('STRAKS_REDIS_URL changes nothing');
});

test('an address of Redis the program could not use ends the start with a sentence', async () => {
  const straks = program({
    ...{ STRAKS_DATA: newFolder(), STRAKS_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' },
    STRAKS_REDIS_URL: 'redis://:hem%melig@127.0.0.1/abc',
  });
  expect(await straks.ended).toBe(2);
  expect(straks.output.stderr).toMatch(/^STRAKS_REDIS_URL is "redis:\/\/…@127.0.0.1\/abc"; allowed: /);
  expect(straks.output.stderr).not.toMatch(/melig| {4}at /);
});

describe('the end', () => {
  test('SIGTERM: all are told to come back, what was taken is there, and it is over in time', {
    timeout: 20_000,
  }, async () => {
    const dataDir = newFolder();
    const straks = await serving(dataDir);
    const ada = await visitor(straks.server);
    const cy = io(`${straks.server.url}/visitor`, {
      ...{ path: '/socket', transports: ['polling'], forceNew: true, reconnection: false },
      ...{ query: { site: straks.server.siteKey }, auth: { token: ada.token } },
    });
    const moving: string[] = [];
    cy.on('moving', () => moving.push('cy'));
    ada.socket.on('moving', () => moving.push('ada'));
    await until('cy is connected', () => cy.connected);
    const slow = await rawConnection(straks.server.url);
    slow.write(`POST /api/account/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{`);
    const left = await ada.ask('case:leave', {
      ...{ clientMessageId: messageId(), text: 'first', language: 'en', email: 'ada@home.example' },
    });
    if (!left.ok) throw new Error(left.code);
    const conversationId = left.conversation.id;
    const acked: string[] = [];
    const sending = Array.from({ length: 200 }, async (_, at) => {
      if (at === 100) straks.kill('SIGTERM');
      const request = { conversationId, clientMessageId: messageId(), text: `number ${at}` };
      const sent = await ada.ask('message:send', request).catch(() => null);
      if (sent?.ok) acked.push(request.text);
    });
    const began = performance.now();
    expect(await straks.ended).toBe(0);
    expect(existsSync(join(dataDir, 'straks.db-wal'))).toBe(false);
    expect(performance.now() - began).toBeLessThan(10_000);
    ada.close();
    cy.close();
    await Promise.all(sending);
    expect(moving.toSorted()).toEqual(['ada', 'cy']);
    expect(straks.output.stderr).not.toMatch(/fault of its own|"level":50/);
    expect(textsIn(dataDir)).toEqual(expect.arrayContaining(acked));
  });

  test('kill -9: what was acknowledged is there after the next start, once', {
    timeout: 20_000,
  }, async () => {
    const dataDir = newFolder();
    const straks = await serving(dataDir);
    const ada = await visitor(straks.server);
    const left = await ada.ask('case:leave', {
      ...{ clientMessageId: messageId(), text: 'first', language: 'en', email: 'ada@home.example' },
    });
    if (!left.ok) throw new Error(left.code);
    const acked: string[] = [];
    const sending = Array.from({ length: 300 }, async (_, at) => {
      const request = {
        conversationId: left.conversation.id,
        clientMessageId: messageId(),
        text: `number ${at}`,
      };
      const sent = await (ada.ask('message:send', request) as Promise<{ ok: boolean }>).catch(() => null);
      if (sent?.ok) acked.push(request.text);
    });
    await until('some are acknowledged', () => acked.length > 0);
    straks.kill('SIGKILL');
    await straks.ended;
    ada.close();
    await Promise.all(sending);
    const again = await serving(dataDir);
    const texts = textsIn(dataDir);
    expect(texts).toEqual(expect.arrayContaining(acked));
    expect(new Set(texts).size).toBe(texts.length);
    expect(again.output.stdout).toContain('Straks is ready');
  });

  const textsIn = (dataDir: string) => {
    const file = new DatabaseSync(join(dataDir, 'straks.db'), { readOnly: true });
    expect(file.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    const rows = file.prepare('select body from entry where body is not null').all() as { body: string }[];
    file.close();
    return rows.map(({ body }) => body);
  };
});

test('no secret is ever written to a log, but for the first link, once', { timeout: 20_000 }, async () => {
  const dataDir = newFolder();
  const straks = await serving(dataDir, { STRAKS_LOG: 'trace' });
  const { server } = straks;
  const secret = 'the one and only secret';
  const person = { name: 'Olga', email: 'olga@shop.example', password: secret };
  const { response } = await post(server, '/api/account/first', { token: server.firstToken, ...person });
  const cookie = cookieOf(response);
  const bo = await console_(server, cookie);
  const ada = await visitor(server);
  const invited = await post<{ link: string }>(
    server,
    '/api/settings/invites',
    { role: 'agent', capacity: 1, departmentIds: [] },
    { cookie },
  );
  const invite = invited.answer.link.split('/').at(-1) ?? '';
  await post(server, '/api/account/sign-in', { email: person.email, password: `${secret}!` });
  await post(server, '/api/account/password', { current: secret, next: `${secret} too` }, { cookie });
  await post(server, '/api/account/invites/accept', { token: invite, ...person });
  await post(server, '/api/account/sign-in', { email: person.email, password: secret, token: invite });
  await post(
    server,
    `/api/sites/${server.siteKey}/messages`,
    { text: secret },
    { authorization: `Bearer ${ada.token}` },
  );
  await (ada.ask as (event: string, request: object) => Promise<unknown>)('hello', { token: ada.token });
  bo.close();
  ada.close();
  straks.kill('SIGTERM');
  await straks.ended;
  const { stdout, stderr } = straks.output;
  expect(`${stdout}${stderr}`.split(server.firstToken)).toHaveLength(2);
  expect(stdout).toContain(server.firstToken);
  for (const word of [secret, cookie.split('=')[1] ?? '', ada.token, invite, 'argon2']) {
    expect(`${stdout}${stderr}`).not.toContain(word);
  }
});
