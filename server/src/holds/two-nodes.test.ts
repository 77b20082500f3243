import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../platform/log.ts';
import { createMail } from '../platform/mail/mail.ts';
import { databases, freshPostgres, type Opened, postgresUrl } from '../testing/databases.ts';
import { type House, openHouse, visitorGraceMs } from '../testing/house.ts';
import {
  agent,
  messageId,
  owner,
  startServer,
  type TestServer,
  token,
  until,
  visitor,
} from '../testing/people.ts';
import { type PostOffice, postOffice } from '../testing/post-office.ts';
import { createHoldsStore } from './holds.store.ts';
import { createHolds } from './holds.ts';

describe.each(databases)('ada is back, and her page is at one of two nodes, on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  let conversationId: string;

  beforeEach(async () => {
    opened = await open();
    house = await openHouse(opened);
    const { id, siteId, visitorId } = await house.opened();
    conversationId = id;
    const nowMs = house.clock.nowMs();
    await house.db.write(async (trx) => {
      await trx
        .updateTable('conversation')
        .set({
          kind: 'chat',
          line: 'support',
          ticket: 1,
          orderMs: nowMs,
          queuedMs: nowMs,
          visitorSeenMs: nowMs,
        })
        .where('id', '=', id)
        .execute();
      await createHoldsStore(house.db).keep(trx, {
        ...{ conversationId, siteId, visitorId, by: 'mail', email: null, keptMs: nowMs },
        ...{ calledMs: null, returnByMs: null, backMs: nowMs, passedOnMs: null },
      });
    });
  });
  afterEach(() => opened.close());

  function node({ knowsHer }: { knowsHer: boolean }) {
    const { db, clock, ids, sites, visitors, conversations, queue } = house;
    const log = createLog('silent');
    const mail = createMail({ db, clock, ids, log, settings: null, publicUrl: 'https://chat.example' });
    const holds = createHolds({ db, clock, sites, visitors, conversations, queue, mail, visitorGraceMs });
    return () => holds.sweep({ isHere: () => knowsHer, cameMs: () => null });
  }

  async function pass(ms: number, ...sweeps: (() => Promise<void>)[]) {
    for (let past = 0; past < ms; past += 10_000) {
      house.clock.ms += 10_000;
      for (const sweep of sweeps) await sweep();
    }
  }

  const isAway = async () =>
    (await createHoldsStore(house.db).find(house.db.read, conversationId))?.backMs === null;
  const noted = async () =>
    (await house.db.read.selectFrom('waitEvent').select('event').execute()).map(
      ({ event }) => JSON.parse(event).kind,
    );

  test('the other one never takes her for gone', async () => {
    await pass(3 * visitorGraceMs, node({ knowsHer: false }), node({ knowsHer: true }));
    expect([await isAway(), await noted()]).toEqual([false, []]);
  });

  test('gone with the node that knew her, she is away again after the grace and not before', async () => {
    const unaware = node({ knowsHer: false });
    await pass(visitorGraceMs, unaware);
    expect(await isAway()).toBe(false);
    await pass(10_000, unaware);
    expect([await isAway(), await noted()]).toEqual([true, ['dropped']]);
  });
});

describe.runIf(postgresUrl)('ada has a page at each of two nodes that do not hear of each other', () => {
  vi.setConfig({ testTimeout: 30_000 });
  let office: PostOffice;
  let shared: { url: string; drop(): Promise<unknown> };
  let nodes: TestServer[];
  const pages: { close(): void }[] = [];

  beforeEach(async () => {
    office = await postOffice();
    shared = await freshPostgres();
    const env = {
      STRAKS_DATABASE_URL: shared.url,
      STRAKS_SMTP_URL: office.url,
      STRAKS_MAIL_FROM: 'chat@shop.example',
    };
    nodes = [await startServer(env), await startServer(env)];
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) page.close();
    await Promise.all(nodes.map((node) => node.stop()));
    await shared.drop();
    await office.close();
  });

  async function comes(at: number, as?: { token: string; visitorId: string }) {
    const page = await visitor(nodes[at] as TestServer, as);
    pages.push(page);
    return page;
  }

  async function asks(page: Awaited<ReturnType<typeof comes>>) {
    const asked = await page.ask('chat:request', {
      clientMessageId: messageId(),
      text: 'hei',
      language: 'en',
    });
    if (!asked.ok) throw new Error(asked.code);
    return asked.conversation.id;
  }

  const hold = (conversationId: string) =>
    nodes[0]?.straks.db.read
      .selectFrom('hold')
      .selectAll()
      .where('conversationId', '=', conversationId)
      .executeTakeFirst();

  test('one is closed: as the other is still open she stays back; a tab that was open without her says nothing', async () => {
    const [one] = nodes as [TestServer];
    pages.push(await agent(one, await owner(one), { name: 'Bo', capacity: 1 }));
    await asks(await comes(0));
    const ada = await token(one);
    const left = await comes(1, ada);
    const id = await asks(left);
    const kept = await left.ask('hold:keep', { conversationId: id, by: 'mail', email: 'ada@home.example' });
    expect(kept).toMatchObject({ ok: true });

    const isBack = async () => (await hold(id))?.backMs !== null;
    const first = await comes(0, ada);
    await until('she is back', isBack);
    first.close();
    await until('she is away, for the tab was open without her', async () => !(await isBack()));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await isBack()).toBe(false);

    left.close();
    await comes(1, ada);
    await until('she is back', isBack);
    const closed = await comes(0, ada);
    closed.close();
    await until('it is noted that she left', async () => !(await isBack()));
    await until('she is back, for she is', isBack, 3_000);
  });
});
