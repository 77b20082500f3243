import { setTimeout as pause } from 'node:timers/promises';
import type { Entry } from '@straks/shared/messages/messages.protocol.ts';
import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import pg from 'pg';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshPostgres } from '../testing/databases.ts';
import {
  type AgentAtConsole,
  colleague,
  console_,
  heardOf,
  messageId,
  owner,
  post,
  startServer,
  type TestServer,
  token,
  until,
  type VisitorAtPage,
  visitor,
} from '../testing/people.ts';
import { postgresPrograms } from '../testing/postgres-server.ts';
import { type RedisServer, redisProgram, startRedis } from '../testing/redis-server.ts';
import { startRelay } from '../testing/relay.ts';

const possible = postgresPrograms() !== undefined && redisProgram() !== null;

let redis: RedisServer;
let database: { url: string; drop(): Promise<unknown> };
let [first, second]: TestServer[] = [];
let olga: string;
const signInsPerMinute = 40;

const request = (text: string) => ({ clientMessageId: messageId(), text, language: 'en' as const });

type EntryFrame = { conversationId: string; entry: Entry };
const seqs = (person: { heard: { event: string; payload: unknown }[] }, conversationId: string) =>
  heardOf<EntryFrame>(person, 'entry')
    .filter((frame) => frame.conversationId === conversationId)
    .map(({ entry }) => entry.seq);
const texts = (person: { heard: { event: string; payload: unknown }[] }) =>
  heardOf<EntryFrame>(person, 'entry').flatMap(({ entry }) => (entry.kind === 'message' ? [entry.text] : []));

describe.runIf(possible)('two nodes over one PostgreSQL and Redis', () => {
  beforeAll(async () => {
    redis = await startRedis();
    database = await freshPostgres();
    const env = {
      ...{ STRAKS_DATABASE_URL: database.url, STRAKS_REDIS_URL: redis.url },
      STRAKS_SIGN_INS_PER_MINUTE: String(signInsPerMinute),
    };
    first = await startServer(env);
    olga = await owner(first);
    second = await startServer(env);
    await hintsGoRound();
  }, 60_000);

  afterAll(async () => {
    await Promise.all([first?.stop(), second?.stop()]);
    await database?.drop();
    await redis?.kill();
  });

  const nodes = (): [TestServer, TestServer] => {
    if (!first || !second) throw new Error('the nodes have not started');
    return [first, second];
  };

  const hintsGoRound = () =>
    until('hints go round', () => nodes().every(({ straks }) => straks.others?.isUp()), 10_000);
  const hintsDoNot = () =>
    until('hints do not go round', () => nodes().every(({ straks }) => !straks.others?.isUp()), 10_000);

  /** Ada at one node, Bo at the other, and the chat between them. */
  async function chatAcross(name: string) {
    const [one, other] = nodes();
    const bo = await console_(other, await colleague(one, olga, { name, capacity: 1 }));
    await bo.ask('presence:set', { status: 'available' });
    const ada = await visitor(one);
    const asked = await ada.ask('chat:request', request('Where is my parcel?'));
    if (!asked.ok) throw new Error(asked.code);
    const { id } = asked.conversation;
    const assigned = await until(`${name} has the chat`, () =>
      heardOf<EntryFrame>(bo, 'entry').find(
        ({ conversationId, entry }) => conversationId === id && entry.kind === 'assigned',
      ),
    );
    const epoch = assigned.entry.kind === 'assigned' ? assigned.entry.epoch : 0;
    const end = () => {
      ada.close();
      bo.close();
    };
    return { ada, bo, id, epoch, end };
  }

  const sayAs = {
    ada: (ada: VisitorAtPage, conversationId: string, text: string) =>
      ada.ask('message:send', { conversationId, clientMessageId: messageId(), text }),
    bo: (bo: AgentAtConsole, conversationId: string, epoch: number, text: string) =>
      bo.ask('message:send', { conversationId, epoch, clientMessageId: messageId(), text }),
  };

  test('ada at one and bo at the other hear each other, each line once and in order', async () => {
    const { ada, bo, id, epoch, end } = await chatAcross('Bo');
    const passerBy = await visitor(nodes()[1]);
    for (let n = 0; n < 5; n += 1) {
      await sayAs.ada(ada, id, `ada ${n}`);
      await sayAs.bo(bo, id, epoch, `bo ${n}`);
    }
    const said = Array.from({ length: 5 }, (_, n) => [`ada ${n}`, `bo ${n}`]).flat();
    for (const person of [ada, bo]) {
      await until('both have heard all', () => texts(person).at(-1) === 'bo 4');
      expect(texts(person).filter((text) => text !== 'Where is my parcel?')).toEqual(said);
      const heard = seqs(person, id);
      expect(heard).toEqual(heard.toSorted((a, b) => a - b));
      expect(new Set(heard).size).toBe(heard.length);
    }
    expect(heardOf(passerBy, 'entry')).toEqual([]);
    await bo.ask('message:read', { conversationId: id, seq: 3 });
    await until('ada sees that bo has read', () => heardOf<{ by: string }>(ada, 'read').length > 0);
    await bo.ask('message:typing', { conversationId: id, typing: true });
    await until('ada sees bo typing', () => heardOf(ada, 'typing').length > 0);
    expect(heardOf(passerBy, 'typing')).toEqual([]);
    passerBy.close();
    end();
  });

  test('four thousand words at once from both nodes stand in one order at every window', async () => {
    const { ada, bo, id, epoch, end } = await chatAcross('Cal');
    const tab = await visitor(nodes()[1], ada);
    let left = 4_000;
    const seqsGiven: number[] = [];
    // Each has many unanswered at a time; who is told to try again does so, as an outbox would.
    async function sendOn(who: number): Promise<void> {
      while (left > 0) {
        left -= 1;
        const clientMessageId = messageId();
        const said = { conversationId: id, clientMessageId, text: `${who} says ${left}` };
        for (let isTaken = false; !isTaken; ) {
          const from = who % 2 === 0 ? (who % 4 === 0 ? ada : tab) : null;
          const answer = from
            ? await from.ask('message:send', said)
            : await bo.ask('message:send', { ...said, epoch });
          isTaken = answer.ok;
          if (answer.ok) seqsGiven.push(answer.seq);
          else expect(answer.retry).toBe(true);
        }
      }
    }
    await Promise.all(Array.from({ length: 600 }, (_, who) => sendOn(who)));
    const last = Math.max(...seqsGiven);
    const ofAll = Array.from({ length: 4_000 }, (_, n) => last - 3_999 + n);
    expect(seqsGiven.toSorted((a, b) => a - b)).toEqual(ofAll);
    for (const person of [ada, tab, bo]) {
      await until('all have arrived', () => seqs(person, id).at(-1) === last, 20_000);
      const heard = seqs(person, id);
      expect(heard.slice(-4_000)).toEqual(ofAll);
      expect(new Set(heard).size).toBe(heard.length);
    }
    expect(texts(ada).slice(-4_000)).toEqual(texts(bo).slice(-4_000));
    tab.close();
    end();
  }, 90_000);

  test('what the owner changes at one node is so at the other, and a signed-out console is cut there', async () => {
    const [one, other] = nodes();
    const dee = await colleague(one, olga, { name: 'Dee' });
    const console = await console_(other, dee);
    const eve = await visitor(other);
    const ended = new Promise((resolve) => console.socket.once('disconnect', resolve));
    await post(one, '/api/account/sign-out', {}, { cookie: dee });
    await ended;
    await fetch(`${one.url}/api/settings/site`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', origin: one.url, cookie: olga },
      body: JSON.stringify({ name: 'The other shop' }),
    });
    await until('eve sees the new name', () =>
      heardOf<{ name: string }>(eve, 'site').some(({ name }) => name === 'The other shop'),
    );
    eve.close();
  });

  test('kim at one node has ada’s chat open: when it goes elsewhere from the other node she hears no more', async () => {
    const [one, other] = nodes();
    const departmentIds = one.straks.sites.departments(one.straks.sites.first().id).map(({ id }) => id);
    const { answer } = await post<{ department: { id: string } }>(
      one,
      '/api/settings/departments',
      { name: 'Sales' },
      { cookie: olga },
    );
    const sales = answer.department.id;
    const di = await console_(
      other,
      await colleague(one, olga, { name: 'Di', departmentIds: [sales], capacity: 1 }),
    );
    const kim = await console_(one, await colleague(one, olga, { name: 'Kim', capacity: 1, departmentIds }));
    const { ada, bo, id, epoch, end } = await chatAcross('Ed');
    expect(await kim.ask('conversation:open', { conversationId: id })).toMatchObject({ ok: true });
    await sayAs.ada(ada, id, 'for support');
    await until('kim hears her', () => texts(kim).includes('for support'));
    await di.ask('presence:set', { status: 'available' });
    const passed = await bo.ask('conversation:transfer', {
      ...{ conversationId: id, epoch },
      to: { departmentId: sales },
    });
    expect(passed).toMatchObject({ ok: true });
    await until('di has it', () => seqs(di, id).length > 0);
    await sayAs.ada(ada, id, 'for sales');
    await until('di hears her', () => texts(di).includes('for sales'));
    await pause(500);
    expect(texts(kim)).not.toContain('for sales');
    await bo.ask('presence:set', { status: 'away' });
    for (const console of [di, kim]) console.close();
    end();
  });

  test('Redis gone: words cross within two seconds, sessions still end, and nobody dies; then hints go round again', async () => {
    const { ada, bo, id, epoch, end } = await chatAcross('Fay');
    const gil = await colleague(nodes()[0], olga, { name: 'Gil' });
    const gils = await console_(nodes()[1], gil);
    await redis.kill();
    await hintsDoNot();
    const fromMs = performance.now();
    expect(await sayAs.ada(ada, id, 'still there?')).toMatchObject({ ok: true });
    expect(performance.now() - fromMs).toBeLessThan(1_000);
    await until('fay hears her at the other node', () => texts(bo).includes('still there?'), 2_000);
    expect(await sayAs.bo(bo, id, epoch, 'yes')).toMatchObject({ ok: true });
    await until('ada hears fay', () => texts(ada).includes('yes'), 2_000);
    const ended = new Promise((resolve) => gils.socket.once('disconnect', resolve));
    await post(nodes()[0], '/api/account/sign-out', {}, { cookie: gil });
    await ended;
    await redis.start();
    await hintsGoRound();
    await sayAs.ada(ada, id, 'good');
    await until('fay hears the last', () => texts(bo).includes('good'), 1_000);
    for (const person of [ada, bo]) expect(new Set(seqs(person, id)).size).toBe(seqs(person, id).length);
    end();
  });

  test('a console whose session ends just when the node hears nothing is cut at once', async () => {
    const [one, other] = nodes();
    const ida = await colleague(one, olga, { name: 'Ida' });
    const idas = await console_(other, ida);
    const operator = await createClient({ url: redis.url })
      .on('error', () => {})
      .connect();
    let isSignedOut = false;
    const ended = new Promise<number>((resolve) => {
      idas.socket.once('disconnect', () => resolve(performance.now()));
    });
    const signOut = post(one, '/api/account/sign-out', {}, { cookie: ida }).then(() => {
      isSignedOut = true;
    });
    while (!isSignedOut) {
      await operator.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
      await pause(2);
    }
    const fromMs = performance.now();
    await signOut;
    // Its connection may have to wait for its turn to be made again.
    expect((await ended) - fromMs).toBeLessThan(2_000);
    operator.destroy();
  });

  test('a node whose database is away when it is told where to look reads it as soon as it is back', async () => {
    const [one] = nodes();
    const relay = await startRelay(Number(new URL(database.url).port));
    const url = new URL(database.url);
    url.port = String(relay.port);
    const far = await startServer({
      ...{ STRAKS_DATABASE_URL: url.href, STRAKS_REDIS_URL: redis.url, STRAKS_LOG: 'silent' },
    });
    await until('it hears the others', () => far.straks.others?.isUp());
    const jo = await console_(far, await colleague(one, olga, { name: 'Jo', capacity: 1 }));
    await jo.ask('presence:set', { status: 'available' });
    const ada = await visitor(one);
    const asked = await ada.ask('chat:request', request('Where is my parcel?'));
    if (!asked.ok) throw new Error(asked.code);
    const { id } = asked.conversation;
    await until('jo has it', () => seqs(jo, id).length > 0);
    await pause(1_000);
    relay.cut();
    await sayAs.ada(ada, id, 'hello?');
    await sayAs.ada(ada, id, 'still there?');
    await pause(500);
    relay.mend();
    await until('jo hears her', () => texts(jo).includes('still there?'), 3_000);
    expect(texts(jo).filter((text) => text !== 'Where is my parcel?')).toEqual(['hello?', 'still there?']);
    ada.close();
    jo.close();
    await far.stop();
    relay.close();
  }, 20_000);

  test('what a node took to the last, when it is told to stop, is heard at the others at once', async () => {
    const [one, other] = nodes();
    const leaving = await startServer({ STRAKS_DATABASE_URL: database.url, STRAKS_REDIS_URL: redis.url });
    const lou = await console_(other, await colleague(one, olga, { name: 'Lou', capacity: 1 }));
    await lou.ask('presence:set', { status: 'available' });
    const ada = await visitor(leaving);
    const asked = await ada.ask('chat:request', request('Where is my parcel?'));
    if (!asked.ok) throw new Error(asked.code);
    const { id } = asked.conversation;
    await until('lou has it', () => seqs(lou, id).length > 0);
    ada.close();
    // Her last word is under way, as from a page that is being left, and is not written before the node ends.
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('begin; lock table entry in share mode');
    const last = { conversationId: id, clientMessageId: messageId(), text: 'the last' };
    const headers = { authorization: `Bearer ${ada.token}` };
    const said = post<{ ok: boolean }>(leaving, `/api/sites/${leaving.siteKey}/messages`, last, headers);
    const stopped = leaving.stop();
    await pause(1_500);
    await holder.query('commit');
    await holder.end();
    expect((await said).answer).toMatchObject({ ok: true });
    await until('lou hears it', () => texts(lou).includes('the last'), 1_000);
    await stopped;
    lou.close();
  }, 20_000);

  test('a node that goes away takes nothing along: ada comes back by the other to the same place', async () => {
    const [, other] = nodes();
    const third = await startServer({ STRAKS_DATABASE_URL: database.url, STRAKS_REDIS_URL: redis.url });
    const hana = await token(other);
    const page = await visitor(third, hana);
    const asked = await page.ask('chat:request', request('Anybody?'));
    // Nobody is free: she stands in line, or is told that nobody is here and leaves her words.
    if (!asked.ok) await page.ask('case:leave', { ...request('Anybody?'), email: 'hana@home.example' });
    const before = await page.hello();
    await third.stop();
    const back = await visitor(other, hana);
    const after = await back.hello();
    if (!before.ok || !after.ok) throw new Error('no hello');
    expect(after.conversation?.id).toBe(before.conversation?.id);
    expect(after.entries).toEqual(before.entries);
    back.close();
  });

  test('who guesses a password at one node has no more tries at the other', async () => {
    const [one, other] = nodes();
    const guess = async (server: TestServer) => {
      const body = { email: 'nobody@shop.example', password: 'not the right one' };
      const { answer } = await post<{ code: string }>(server, '/api/account/sign-in', body);
      return answer.code;
    };
    let tries = 0;
    while ((await guess(one)) !== 'slow_down') tries += 1;
    expect(tries).toBeLessThanOrEqual(signInsPerMinute);
    await until('the other has heard of it', async () => (await guess(other)) === 'slow_down', 4_000);
    expect(await guess(other)).toBe('slow_down');
  });

  test('who has often asked for her place to be kept at one node may not go on at the other', async () => {
    const [one, other] = nodes();
    const mine = await token(one);
    const [here, there] = await Promise.all([visitor(one, mine), visitor(other, mine)]);
    const keep = { conversationId: mine.visitorId, by: 'tab' } as const;
    const asked = async (page: VisitorAtPage) => {
      const answer = await page.ask('hold:keep', keep);
      return answer.ok ? 'kept' : answer.code;
    };
    for (let n = 0; n < 10; n += 1) expect(await asked(here)).not.toBe('slow_down');
    await pause(200);
    expect(await asked(there)).toBe('slow_down');
    for (const page of [here, there]) page.close();
  });

  test('words over HTTP are counted by all nodes together', async () => {
    const [one, other] = nodes();
    const slow = { STRAKS_DATABASE_URL: database.url, STRAKS_REDIS_URL: redis.url };
    const third = await startServer({ ...slow, STRAKS_REQUESTS_PER_SECOND: '1' });
    await until('it hears the others', () => third.straks.others?.isUp());
    const ada = await token(one);
    const headers = { authorization: `Bearer ${ada.token}` };
    const say = async (server: TestServer) => {
      const words = { conversationId: ada.visitorId, clientMessageId: messageId(), text: 'hello?' };
      const path = `/api/sites/${server.siteKey}/messages`;
      return (await post<{ code: string }>(server, path, words, headers)).answer.code;
    };
    for (let n = 0; n < 10; n += 1) expect(await say(other)).not.toBe('slow_down');
    await pause(200);
    expect(await say(third)).toBe('slow_down');
    await third.stop();
  });
});

describe.runIf(postgresPrograms() !== undefined)('two nodes over one PostgreSQL, without Redis', () => {
  let [one, other]: TestServer[] = [];
  let away: { url: string; drop(): Promise<unknown> };
  let eva: string;
  beforeAll(async () => {
    away = await freshPostgres();
    const env = { STRAKS_DATABASE_URL: away.url, STRAKS_VISITOR_GRACE_SECONDS: '2' };
    [one, other] = await Promise.all([startServer(env), startServer(env)]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([one?.stop(), other?.stop()]);
    await away?.drop();
  });

  test('the link of either makes the first owner; who waits at one keeps her place, is not counted out by the other, and hears it there when she comes', async () => {
    if (!one || !other) throw new Error('the nodes have not started');
    eva = await owner(one);
    const late = await post(other, '/api/account/first', {
      ...{
        token: other.firstToken,
        name: 'Late',
        email: 'late@shop.example',
        password: 'much too late a word',
      },
    });
    expect(late.answer).toMatchObject({ ok: false, code: 'already_used' });

    const bo = await console_(other, await colleague(one, eva, { name: 'Bo', capacity: 1 }));
    await bo.ask('presence:set', { status: 'available' });
    const eve = await visitor(one);
    await eve.ask('chat:request', request('I was first'));
    await until('bo has the first chat', () =>
      heardOf<EntryFrame>(bo, 'entry').some(({ entry }) => entry.kind === 'assigned'),
    );
    const identity = await token(one);
    const ada = await visitor(one, identity);
    const asked = await ada.ask('chat:request', request('Where is my parcel?'));
    if (!asked.ok) throw new Error(asked.code);
    await pause(5_000);
    expect(seqs(ada, asked.conversation.id)).toEqual([1, 2]);
    const before = await until('ada hears her place', () => heardOf<Place>(ada, 'place').at(-1));

    ada.close();
    const again = await visitor(other, identity);
    const back = await again.hello();
    if (!back.ok) throw new Error(back.code);
    expect(back.conversation).toMatchObject({ id: asked.conversation.id, state: 'waiting' });
    expect(back.place).toMatchObject({ position: 1, wait: { kind: before.wait.kind } });
    again.close();
    eve.close();
    bo.close();
  }, 30_000);

  test('while the database is slow to say who is signed in, a node asks it once at a time, and cuts nobody for that', async () => {
    if (!other) throw new Error('the nodes have not started');
    const evas = await console_(other, eva);
    const [holder, watcher] = [away.url, away.url].map((url) => new pg.Client({ connectionString: url }));
    if (!holder || !watcher) throw new Error('no clients');
    await Promise.all([holder.connect(), watcher.connect()]);
    await holder.query('begin; lock table session in access exclusive mode');
    let most = 0;
    for (let n = 0; n < 14; n += 1) {
      await pause(250);
      const { rows } = await watcher.query(
        `select count(*)::int as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%"session"%'`,
      );
      most = Math.max(most, rows[0].waiting);
    }
    expect(most).toBe(1);
    await holder.query('commit');
    await Promise.all([holder.end(), watcher.end()]);
    await pause(100);
    expect(evas.socket.connected).toBe(true);
    evas.close();
  }, 20_000);
});
