import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, copyFileSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, expect, test } from 'vitest';
import { messageId, until, type VisitorAtPage, visitor } from '../../testing/people.ts';
import { endAll, folder, remove, serving } from '../../testing/program.ts';

const folders: string[] = [];
const newFolder = () => {
  const path = folder();
  folders.push(path);
  return path;
};
afterEach(endAll);
afterAll(() => folders.forEach(remove));

const root = process.getuid?.() === 0 && process.platform === 'linux';
const strace = spawnSync('strace', ['-V']).status === 0;

interface Told {
  ok: boolean;
  code?: string;
  retry?: boolean;
}

/** Somebody who writes, and keeps what she was promised. */
async function writer(ada: VisitorAtPage) {
  const left = await ada.ask('case:leave', {
    ...{ clientMessageId: messageId(), text: 'first', language: 'en', email: 'ada@home.example' },
  });
  if (!left.ok) throw new Error(left.code);
  const conversationId = left.conversation.id;
  const acked: string[] = [];
  async function say(text: string, clientMessageId = messageId()): Promise<Told> {
    const told = (await ada.ask('message:send', { conversationId, clientMessageId, text })) as Told;
    if (told.ok) acked.push(text);
    return told;
  }
  return { acked, say, conversationId };
}

/** The database is whole and holds everything that was acknowledged, once. */
function expectKept(dataDir: string, acked: string[]) {
  const file = new DatabaseSync(join(dataDir, 'straks.db'), { readOnly: true });
  expect(file.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  const rows = file.prepare('select body from entry where body is not null').all() as { body: string }[];
  file.close();
  const texts = rows.map(({ body }) => body);
  expect(texts).toEqual(expect.arrayContaining(acked));
  expect(new Set(texts).size).toBe(texts.length);
}

test('another program locks the database: who writes is asked to come back, who reads is answered', {
  timeout: 30_000,
}, async () => {
  const dataDir = newFolder();
  const straks = await serving(dataDir);
  const ada = await visitor(straks.server);
  const { say, acked } = await writer(ada);
  await say('before');
  const other = new DatabaseSync(join(dataDir, 'straks.db'));
  other.exec('begin immediate');
  const id = messageId();
  const writing = say('meanwhile', id);
  const began = performance.now();
  expect(await ada.hello()).toMatchObject({ ok: true });
  expect(performance.now() - began).toBeLessThan(500);
  expect(await writing).toMatchObject({ ok: false, code: 'storage_busy', retry: true });
  other.exec('rollback');
  other.close();
  expect(await say('meanwhile', id)).toMatchObject({ ok: true });
  expect(await say('after')).toMatchObject({ ok: true });
  ada.close();
  straks.kill('SIGTERM');
  expect(await straks.ended).toBe(0);
  expectKept(dataDir, acked);
});

test.skipIf(!root)(
  'the disk is full: said, nothing lost, and over when there is room (a small disk takes root)',
  { timeout: 40_000 },
  async () => {
    const dataDir = newFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dataDir]);
    try {
      const ballast = join(dataDir, 'ballast');
      writeFileSync(ballast, Buffer.alloc(5 * 1024 * 1024, 1));
      const straks = await serving(dataDir, { STRAKS_LOG: 'warn' });
      const ada = await visitor(straks.server);
      const { say, acked } = await writer(ada);
      let at = 0;
      const words = () => {
        at += 1;
        return `${at} ${'x'.repeat(9_000)}`;
      };
      const full = await until(
        'the disk is full',
        async () => {
          const told = await say(words());
          return told.ok ? null : told;
        },
        15_000,
      );
      expect(full).toMatchObject({ ok: false, code: 'storage_full', retry: true });
      expect((await say(words())).code).toBe('storage_full');
      expect(await ada.hello()).toMatchObject({ ok: true });
      expect((await fetch(`${straks.server.url}/healthz`)).status).toBe(200);
      const again = await visitor(straks.server, ada);
      expect(await again.hello()).toMatchObject({ ok: true });
      again.close();
      expect(straks.isRunning()).toBe(true);
      rmSync(ballast);
      await until('she is heard again', async () => (await say(words())).ok, 5_000);
      ada.close();
      straks.kill('SIGTERM');
      expect(await straks.ended).toBe(0);
      expectKept(dataDir, acked);
      expect(straks.output.stderr.length).toBeLessThan(200_000);
    } finally {
      endAll();
      await until('the disk is free', () => spawnSync('umount', [dataDir]).status === 0);
    }
  },
);

test.skipIf(!existsSync('/dev/full'))(
  'nothing can be written where the log goes: it stays up, and ends in order',
  { timeout: 30_000 },
  async () => {
    const dataDir = newFolder();
    const fullDisk = openSync('/dev/full', 'w');
    const straks = await serving(dataDir, { STRAKS_LOG: 'trace' }, fullDisk);
    closeSync(fullDisk);
    const ada = await visitor(straks.server);
    const { say, acked } = await writer(ada);
    for (let n = 0; n < 5; n += 1) expect(await say(`word ${n}`)).toMatchObject({ ok: true });
    expect(straks.isRunning()).toBe(true);
    ada.close();
    straks.kill('SIGTERM');
    expect(await straks.ended).toBe(0);
    expectKept(dataDir, acked);
  },
);

test.skipIf(!root)(
  'a start on a full disk says so, and exits 2 (a small disk takes root)',
  { timeout: 20_000 },
  async () => {
    const used = newFolder();
    const straks = await serving(used);
    straks.kill('SIGTERM');
    await straks.ended;
    const dataDir = newFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', dataDir]);
    try {
      copyFileSync(join(used, 'straks.db'), join(dataDir, 'straks.db'));
      spawnSync('sh', ['-c', `cat /dev/zero > ${dataDir}/ballast`]);
      await expect(serving(dataDir)).rejects.toThrow(/full\. Make room/);
    } finally {
      endAll();
      await until('the disk is free', () => spawnSync('umount', [dataDir]).status === 0);
    }
  },
);

/** Begins to do something to every fsync of a running program. */
async function tamper(pid: number, injection: string) {
  const tracer = spawn(
    'strace',
    [
      '-f',
      '-p',
      String(pid),
      '-e',
      'trace=fsync,fdatasync',
      '-e',
      `inject=fsync,fdatasync:${injection}`,
      '-o',
      '/dev/null',
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  tracer.stderr.on('data', (text) => {
    said += text;
  });
  await until('strace is attached', () => said.includes('attached'));
  return async () => {
    tracer.kill('SIGINT');
    await once(tracer, 'exit');
  };
}

test.skipIf(!strace)(
  'an fsync that fails is the end, before anything is promised (needs strace)',
  { timeout: 20_000 },
  async () => {
    const dataDir = newFolder();
    const straks = await serving(dataDir);
    const ada = await visitor(straks.server);
    const { say, acked } = await writer(ada);
    for (let count = 0; count < 20; count += 1) await say(`before ${count}`);
    await tamper(straks.pid, 'error=EIO');
    const told = await Promise.race([say('never promised').catch(() => null), straks.ended.then(() => null)]);
    expect(told?.ok ?? false).toBe(false);
    expect(await straks.ended).toBe(1);
    expect(straks.output.stderr).toContain(`The database in ${dataDir} cannot be`);
    ada.close();
    const again = await serving(dataDir);
    again.kill('SIGTERM');
    await again.ended;
    expectKept(dataDir, acked);
  },
);

test.skipIf(!strace)(
  'an fsync that takes half a second keeps only those waiting who wait for it (needs strace)',
  { timeout: 20_000 },
  async () => {
    const dataDir = newFolder();
    const straks = await serving(dataDir);
    const ada = await visitor(straks.server);
    const cy = await visitor(straks.server);
    const { say, acked } = await writer(ada);
    const release = await tamper(straks.pid, 'delay_enter=500000');
    const began = performance.now();
    const saying = Promise.all(Array.from({ length: 50 }, (_, at) => say(`slow ${at}`)));
    let slowest = 0;
    for (let count = 0; count < 10; count += 1) {
      const before = performance.now();
      expect(await cy.hello()).toMatchObject({ ok: true });
      slowest = Math.max(slowest, performance.now() - before);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    expect((await saying).every(({ ok }) => ok)).toBe(true);
    expect(performance.now() - began).toBeGreaterThan(450);
    expect(slowest).toBeLessThan(250);
    await release();
    ada.close();
    cy.close();
    straks.kill('SIGTERM');
    await straks.ended;
    expectKept(dataDir, acked);
  },
);
