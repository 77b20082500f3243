import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { console_, messageId, owner, until, visitor } from '../../testing/people.ts';
import {
  freshDatabase,
  type PostgresServer,
  postgresPrograms,
  say,
  startPostgres,
} from '../../testing/postgres-server.ts';
import { endAll, folder, remove, serving } from '../../testing/program.ts';
import { openPostgres } from './postgres.ts';
import { jsonTable } from './rows.ts';

interface Told {
  ok: boolean;
  code?: string;
  retry?: boolean;
}

describe.skipIf(!postgresPrograms())('the program on PostgreSQL (needs PostgreSQL)', () => {
  let server: PostgresServer;
  const dataDir = folder();
  const drops: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterEach(async () => {
    endAll();
    for (const drop of drops.splice(0)) await drop();
  });
  afterAll(async () => {
    await server.remove();
    remove(dataDir);
  });

  async function database() {
    const { url, drop } = await freshDatabase(server.url);
    drops.push(drop);
    return url;
  }
  const start = (url: string, env: Record<string, string> = {}) =>
    serving(dataDir, { STRAKS_DATABASE_URL: url, STRAKS_LOG: 'error', ...env });

  /** Somebody who writes without a pause, each message until it is taken, and keeps what she was promised. */
  async function writer(straks: Awaited<ReturnType<typeof start>>) {
    const ada = await visitor(straks.server);
    const email = 'ada@home.example';
    const first = { clientMessageId: messageId(), text: 'first', language: 'en' as const, email };
    const left = await ada.ask('case:leave', first);
    if (!left.ok) throw new Error(left.code);
    const conversationId = left.conversation.id;
    const acked: string[] = [];
    const refused: Told[] = [];
    let ended = false;
    ada.socket.on('disconnect', () => {
      ended = true;
    });
    async function write(lane: number) {
      for (let at = 0; !ended; at += 1) {
        const message = { conversationId, clientMessageId: messageId(), text: `${lane} ${at}` };
        for (;;) {
          const told: Told = await ada.ask('message:send', message).catch(() => ({ ok: false, retry: true }));
          if (told.ok) {
            acked.push(message.text);
            break;
          }
          refused.push(told);
          if (ended) break;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    }
    const lanes = Promise.all([1, 2, 3, 4].map(write));
    return {
      acked,
      refused,
      async end() {
        ended = true;
        await lanes;
        ada.close();
      },
    };
  }

  async function expectKept(url: string, acked: string[]) {
    const rows = await say(
      url,
      `select "seq"::int, "body" from "entry" where "conversationId" =
        (select "conversationId" from "entry" where "body" = 'first') order by "seq"`,
    );
    const texts = rows.flatMap(({ body }) => (body === null ? [] : [body as string]));
    expect(texts).toEqual(expect.arrayContaining(acked));
    expect(new Set(texts).size).toBe(texts.length);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => n + 1));
  }

  const status = async (straks: { server: { url: string } }, path: string) =>
    (await fetch(straks.server.url + path)).status;

  test('it is killed and comes back, again and again: no process dies, nothing promised is lost', {
    timeout: 60_000,
  }, async () => {
    const url = await database();
    const straks = await start(url);
    const { acked, refused, end } = await writer(straks);
    const promised: string[] = [];
    // Somebody at the console and somebody in line: their numbers are told while nothing can be read.
    const bo = await console_(straks.server, await owner(straks.server));
    const cy = await visitor(straks.server);
    await cy.ask('chat:request', { clientMessageId: messageId(), text: 'is it me next?', language: 'en' });
    for (const round of [
      { signal: 'SIGQUIT', long: true },
      { signal: 'SIGINT', long: false },
      { signal: 'SIGQUIT', long: false },
    ] as const) {
      await until('much was written', () => acked.length > 100);
      await server.stop(round.signal);
      expect(await status(straks, '/healthz')).toBe(200);
      expect(await status(straks, '/readyz')).toBe(503);
      if (round.long) await until('who writes is told to come back', () => refused.length > 3, 8_000);
      const before = acked.length;
      await server.start();
      await until('she is heard again', () => acked.length > before, 5_000);
      expect(await status(straks, '/readyz')).toBe(200);
      for (const told of refused.splice(0)) expect(told).toMatchObject({ ok: false, retry: true });
      promised.push(...acked.splice(0));
    }
    await end();
    expect(await bo.hello()).toMatchObject({ ok: true });
    expect(await cy.hello()).toMatchObject({ ok: true });
    bo.close();
    cy.close();
    expect(straks.isRunning()).toBe(true);
    straks.kill('SIGTERM');
    expect(await straks.ended).toBe(0);
    await expectKept(url, [...promised, ...acked]);
  });

  test('its connections are cut under load: nothing promised is lost, nothing is kept twice', {
    timeout: 30_000,
  }, async () => {
    const url = (await database()).replace('straks@', 'straks:kept-secret@');
    const straks = await start(url, { STRAKS_LOG: 'trace' });
    const { acked, end } = await writer(straks);
    for (let cut = 0; cut < 25; cut += 1) {
      const before = acked.length;
      await until('something was written', () => acked.length > before + 5);
      await say(
        url,
        `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name like 'straks%' and datname = current_database()`,
      );
    }
    await end();
    expect(straks.isRunning()).toBe(true);
    await expectKept(url, acked);
    expect(straks.output.stderr).toContain('a connection to PostgreSQL was lost');
    expect(straks.output.stderr).not.toContain('kept-secret');
  });

  test('the program is killed in the middle of its work: the next one goes on at once', {
    timeout: 20_000,
  }, async () => {
    const url = await database();
    const first = await start(url);
    const { acked } = await writer(first);
    await until('much was written', () => acked.length > 50);
    first.kill('SIGKILL');
    await first.ended;
    const second = await start(url);
    const ada = await visitor(second.server);
    const began = performance.now();
    const words = {
      clientMessageId: messageId(),
      text: 'and now?',
      language: 'en' as const,
      email: 'a@b.example',
    };
    expect(await ada.ask('case:leave', words)).toMatchObject({ ok: true });
    expect(performance.now() - began).toBeLessThan(2_000);
    ada.close();
    await expectKept(url, [...acked]);
  });

  test('it stops with the work of its last moment written', { timeout: 20_000 }, async () => {
    const url = await database();
    const straks = await start(url);
    const { acked, end } = await writer(straks);
    await until('something was written', () => acked.length > 20);
    straks.kill('SIGTERM');
    expect(await straks.ended).toBe(0);
    void end();
    await expectKept(url, [...acked]);
  });

  test('a node whose clock is two hours fast goes by the time of the database', {
    timeout: 20_000,
  }, async () => {
    const url = await database();
    const fast = 'const now = Date.now; Date.now = () => now() + 7_200_000';
    const straks = await start(url, {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fast)}`,
    });
    const ada = await visitor(straks.server);
    const words = {
      clientMessageId: messageId(),
      text: 'first',
      language: 'en' as const,
      email: 'a@b.example',
    };
    expect(await ada.ask('case:leave', words)).toMatchObject({ ok: true });
    ada.close();
    const [row] = await say(url, `select max("atMs")::float8 as "ms" from "entry"`);
    expect(Math.abs((row?.ms as number) - Date.now())).toBeLessThan(10_000);
  });

  describe('a start that cannot be says in one line why', { timeout: 30_000 }, () => {
    const refusal = async (url: string) => {
      const error = await start(url).catch((failed: Error) => failed.message.trim());
      if (typeof error !== 'string') throw new Error('it started');
      expect(error.split('\n')).toHaveLength(1);
      expect(error).not.toContain('wrong-secret');
      return error;
    };
    const place = () => new URL(server.url).host;

    test('nobody listens there', async () => {
      expect(await refusal('postgres://ada:wrong-secret@127.0.0.1:1/straks')).toMatch(
        /PostgreSQL at 127\.0\.0\.1:1 cannot be reached .*ECONNREFUSED.*Is it running/,
      );
    });

    test('a host that is not', async () => {
      expect(await refusal('postgres://ada:wrong-secret@nowhere.invalid/straks')).toMatch(
        /PostgreSQL at nowhere\.invalid:5432 cannot be reached/,
      );
    });

    test('a wrong password', async () => {
      await say(server.url, `create role ada login password 'right'`);
      await server.onlyWithPassword('ada');
      expect(await refusal(`postgres://ada:wrong-secret@${place()}/postgres`)).toMatch(
        /does not let the user "ada" in .*Check user and password in STRAKS_DATABASE_URL/,
      );
      expect(await refusal(`postgres://ada@${place()}/postgres`)).toMatch(/does not let the user "ada" in/);
    });

    test('a database that is not', async () => {
      expect(await refusal(`postgres://straks@${place()}/elsewhere`)).toMatch(
        /has no database "elsewhere"\. Make it with "createdb elsewhere"/,
      );
    });

    test('a user who may make no tables', async () => {
      const url = await database();
      await say(server.url, 'create role guest login');
      drops.push(() => say(server.url, 'drop role guest'));
      expect(await refusal(url.replace('straks@', 'guest@'))).toMatch(/Make it the owner of the database/);
    });

    test('a database that cannot hold every text', async () => {
      await say(server.url, `create database latin encoding 'LATIN1' template template0`);
      drops.push(() => say(server.url, 'drop database latin'));
      expect(await refusal(server.url.replace(/\/\w+$/, '/latin'))).toMatch(/kept in LATIN1/);
    });

    test('a database of a newer version, and it is left as it was', async () => {
      const url = await database();
      const straks = await start(url);
      straks.kill('SIGTERM');
      await straks.ended;
      await say(url, `insert into kysely_migration (name, timestamp) values ('9999-later', 'then')`);
      expect(await refusal(url)).toMatch(/newer Straks .*9999-later/);
    });

    test('something else listens there', async () => {
      const web = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
      await once(web, 'listening');
      const { port } = web.address() as AddressInfo;
      const told = await refusal(`postgres://ada:wrong-secret@127.0.0.1:${port}/x`);
      web.close();
      expect(told).toMatch(/PostgreSQL at 127\.0\.0\.1:\d+ cannot be reached/);
    });
  });

  test('in the first weeks of a house too a message is looked up by the index, not by walking through all', async () => {
    const url = await database();
    const db = await openPostgres({ url: new URL(url), connections: 1, committed() {}, lost() {} });
    await say(
      url,
      `set session_replication_role = replica;
      insert into "entry" ("conversationId", "seq", "kind", "sender", "senderId", "clientMessageId", "body", "atMs")
      select 'chat ' || n, 1, 'message', 'visitor', 'ada', 'words ' || n, 'hello', 1 from generate_series(1, 20000) as n`,
    );
    const sent = [{ conversationId: 'chat 7', clientMessageId: 'words 7' }];
    const { rows } = await sql`explain select "entry"."seq" from
      ${jsonTable({ conversationId: 'text', clientMessageId: 'text' }, sent)} as "sent"
      inner join "entry" on "entry"."conversationId" = "sent"."conversationId" and "entry"."senderId" = 'ada'
      and "entry"."clientMessageId" = "sent"."clientMessageId"`.execute(db.read);
    await db.close();
    expect(JSON.stringify(rows)).toMatch(/Index.* using \\"?entry/);
    expect(JSON.stringify(rows)).not.toContain('Seq Scan');
  });
});
