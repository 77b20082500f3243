import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clean } from '../platform/wire/clean.ts';
import type { EntryTable } from '../schema.ts';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, openHouse, words } from '../testing/house.ts';
import { close } from './conversation.ts';
import { createConversationsStore } from './conversations.store.ts';
import { asEntry } from './entry.ts';

describe.each(databases)('conversations on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  beforeAll(async () => {
    opened = await open();
    house = await openHouse(opened);
  });
  afterAll(() => opened.close());

  const { clientMessageId: oneId } = words('');
  const line = (conversationId: string, seq: number, more: Partial<EntryTable> = {}): EntryTable => ({
    ...{ conversationId, seq, kind: 'message', sender: 'visitor', senderId: 'ada', clientMessageId: null },
    ...{ body: 'hei', data: null, atMs: house.clock.ms, ...more },
  });
  const append = (...rows: EntryTable[]) =>
    opened.db.write((trx) => createConversationsStore(opened.db).appendAll(trx, rows));
  const log = async (conversationId: string) => {
    const { entries } = await house.conversations.page(conversationId, { after: 0 });
    return entries;
  };
  const sender = (id: string) => ({ role: 'visitor' as const, id });

  test('a text comes back as it was written', async () => {
    const { id, visitorId } = await house.opened();
    const texts = [
      '👩‍🚀🇳🇴👍🏽 и ещё',
      'שלום \u202Eمرحبا\u202C עולם',
      'e\u0301 \u00e9 z̷̢̛a̸l̵g̶o̷',
      '𝕳'.repeat(10_000),
      clean('half \ud83d a sign, \udc00 and a nul \0 between') as string,
      '\'; drop table "entry"; -- ?1 $1 :a {{x}}',
      '\n\t \u00a0 \u2028 \ufeff',
    ];
    for (const text of texts) {
      await house.messages.send({ conversationId: id, sender: sender(visitorId), ...words(text) });
    }
    const told = (await log(id)).map((entry) => entry.kind === 'message' && entry.text);
    expect(told).toEqual(texts);
    expect(told[4]).toBe('half \ufffd a sign, \ufffd and a nul  between');
  });

  test('so does any text that has passed the gate', async () => {
    const { id, visitorId } = await house.opened();
    const anyText = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 200 })
      .map((text) => clean(text) as string);
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 20 }), async (texts) => {
        const before = (await house.conversations.find(id))?.lastSeq ?? 0;
        await Promise.all(
          texts.map((text) =>
            house.messages.send({ conversationId: id, sender: sender(visitorId), ...words(text) }),
          ),
        );
        const { entries } = await house.conversations.page(id, { after: before });
        expect(entries.map((entry) => entry.kind === 'message' && entry.text)).toEqual(texts);
      }),
      { numRuns: 25 },
    );
  });

  test('what a conversation knows comes back with its types: numbers as numbers, nothing as null', async () => {
    const fresh = await house.opened();
    expect(await house.conversations.find(fresh.id)).toEqual(fresh);
    const late = { ...fresh, lastSeq: 2 ** 40, visitorReadSeq: 2 ** 31, closedMs: 8_640_000_000_000_000 };
    await opened.db.write((trx) => createConversationsStore(opened.db).save(trx, late));
    expect(await house.conversations.find(fresh.id)).toEqual(late);
  });

  test('the same sender, id and conversation is one line, whoever tries again', async () => {
    const { id } = await house.opened();
    const other = await house.opened();
    await append(line(id, 1, { clientMessageId: oneId }));
    await expect(append(line(id, 2, { clientMessageId: oneId }))).rejects.toThrow();
    await append(line(id, 2, { clientMessageId: oneId, senderId: 'bo' }));
    await append(line(other.id, 1, { clientMessageId: oneId }));
    await append(line(id, 3), line(id, 4));
    expect((await log(id)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    const store = createConversationsStore(opened.db);
    const asked = [
      { conversationId: id, senderId: 'ada', clientMessageId: oneId },
      { conversationId: id, senderId: 'cy', clientMessageId: oneId },
      { conversationId: other.id, senderId: 'ada', clientMessageId: oneId },
    ];
    const found = await store.takenBefore(opened.db.read, asked);
    expect(found.map(({ conversationId, senderId }) => [conversationId, senderId]).toSorted()).toEqual(
      [
        [id, 'ada'],
        [other.id, 'ada'],
      ].toSorted(),
    );
  });

  test('two lines never share a number', async () => {
    const { id } = await house.opened();
    await append(line(id, 1));
    await expect(append(line(id, 1))).rejects.toThrow();
    expect(await log(id)).toHaveLength(1);
  });

  test('a visitor has one open conversation, however many are asked for at once (I13)', async () => {
    const { visitorId } = await house.visitor();
    const open = () =>
      opened.db.write((trx) =>
        house.conversations.open(
          trx,
          {
            ...{ id: house.ids.id(), siteId: house.site.id, visitorId, language: 'en', pageUrl: null },
            departmentId: house.sites.departments(house.site.id)[0]?.id ?? '',
          },
          house.clock.ms,
        ),
      );
    const ended = await Promise.allSettled(Array.from({ length: 8 }, open));
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const first = await house.conversations.openOf(opened.db.read, house.site.id, visitorId);
    if (!first) throw new Error('none is open');
    await opened.db.write((trx, tell) =>
      house.conversations.record(
        trx,
        tell,
        close(first as never, 'visitor', null, house.clock.ms),
        house.clock.ms,
      ),
    );
    await expect(open()).resolves.toMatchObject({ visitorId, state: 'waiting' });
  });

  test('an active conversation has an owner, a waiting one has none', async () => {
    const store = createConversationsStore(opened.db);
    const fresh = await house.opened();
    const bo = await house.agent('Bo');
    const save = (change: object) => opened.db.write((trx) => store.save(trx, { ...fresh, ...change }));
    await expect(save({ state: 'active' })).rejects.toThrow();
    await expect(save({ ownerId: bo.agentId })).rejects.toThrow();
    await expect(save({ state: 'gone' })).rejects.toThrow();
    await save({ state: 'active', ownerId: bo.agentId });
    await save({ state: 'closed', ownerId: bo.agentId });
  });

  test('with everybody writing at once the numbers are 1 to n, and each line is told once, in order (I3, I4)', async () => {
    const rooms = await Promise.all([house.opened(), house.opened(), house.opened()]);
    opened.facts.length = 0;
    const sends = Array.from({ length: 300 }, (_, n) => {
      const room = rooms[n % 3] as (typeof rooms)[number];
      return house.messages.send({
        conversationId: room.id,
        sender: sender(room.visitorId),
        ...words(`${n}`),
      });
    });
    const answers = await Promise.all(sends);
    for (const [at, room] of rooms.entries()) {
      const { entries, more } = await house.conversations.page(room.id, { after: 0 });
      expect(more).toBe(false);
      expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
      const mine = answers.filter((_, n) => n % 3 === at).map(({ seq }) => seq);
      expect(mine).toEqual(entries.map(({ seq }) => seq));
      expect(entries.map((entry) => entry.kind === 'message' && Number(entry.text) % 3)).toEqual(
        Array(100).fill(at),
      );
      const told = opened.facts.flatMap((fact) =>
        fact.kind === 'entry' && fact.conversationId === room.id ? [fact.entry] : [],
      );
      expect(told).toEqual(entries);
      const last = entries.at(-1);
      expect(await house.conversations.find(room.id)).toMatchObject({
        lastSeq: 100,
        preview: last?.kind === 'message' && last.text,
      });
    }
  });

  test('each of a crowd gets her own answer: the first again, a conflict, or that it is not hers', async () => {
    const { id, visitorId } = await house.opened();
    const one = { conversationId: id, sender: sender(visitorId), ...words('once') };
    const ended = await Promise.allSettled([
      house.messages.send(one),
      house.messages.send(one),
      house.messages.send({ ...one, text: 'other words' }),
      house.messages.send({ ...one, ...words('a stranger'), sender: sender('cy') }),
      house.messages.send({ ...one, ...words('no such'), conversationId: 'nowhere' }),
      house.messages.send({ ...one, ...words('last') }),
    ]);
    expect(ended.map((end) => (end.status === 'fulfilled' ? end.value.seq : end.reason.code))).toEqual([
      1,
      1,
      'conflict',
      'unknown',
      'unknown',
      2,
    ]);
    await expect(house.messages.send(one)).resolves.toMatchObject({ seq: 1 });
    expect(await log(id)).toHaveLength(2);
  });

  test('how far was read never goes back, nor past the last line (I7)', async () => {
    const { id, visitorId } = await house.opened();
    for (const text of ['1', '2', '3']) {
      await house.messages.send({ conversationId: id, sender: sender(visitorId), ...words(text) });
    }
    opened.facts.length = 0;
    const read = (seq: number) => house.messages.read({ conversationId: id, reader: sender(visitorId), seq });
    await Promise.all([2, 1, 2, 0].map(read));
    expect(await house.conversations.find(id)).toMatchObject({ visitorReadSeq: 2, agentReadSeq: 0 });
    await read(99);
    await read(1);
    expect(await house.conversations.find(id)).toMatchObject({ visitorReadSeq: 3 });
    expect(opened.facts.flatMap((fact) => (fact.kind === 'read' ? fact.seq : []))).toEqual([2, 3]);
    await expect(
      house.messages.read({ conversationId: id, reader: sender('cy'), seq: 1 }),
    ).rejects.toMatchObject({ code: 'unknown' });
    await expect(
      house.messages.read({ conversationId: id, reader: { role: 'agent', id: 'bo' }, seq: 1 }),
    ).rejects.toMatchObject({ code: 'not_yours' });
  });

  test('pages from either end hold every line once', async () => {
    const { id } = await house.opened();
    await append(...Array.from({ length: 250 }, (_, n) => line(id, n + 1, { body: `${n + 1}` })));
    const forward = [];
    for (let after = 0, more = true; more; after = forward.at(-1)?.seq ?? 0) {
      const page = await house.conversations.page(id, { after });
      forward.push(...page.entries);
      more = page.more;
    }
    const backward = [];
    for (let before: number | undefined, more = true; more; before = backward[0]?.seq) {
      const page = await house.conversations.page(id, before === undefined ? {} : { before });
      backward.unshift(...page.entries);
      more = page.more;
    }
    expect(forward.map(({ seq }) => seq)).toEqual(Array.from({ length: 250 }, (_, n) => n + 1));
    expect(backward).toEqual(forward);
    expect(forward[0]).toEqual(asEntry(line(id, 1, { body: '1' })));
  });

  test('what changed after a number is told in the order of numbers, each conversation once', async () => {
    const [one, two] = [await house.opened(), await house.opened()];
    const head = await house.conversations.inboxHead(house.site.id);
    const say = ({ id, visitorId }: typeof one) =>
      house.messages.send({ conversationId: id, sender: sender(visitorId), ...words('hei') });
    await say(two);
    await say(one);
    await say(two);
    const changed = await house.conversations.changedSince(house.site.id, head, 1_000);
    expect(changed.map(({ id }) => id)).toEqual([one.id, two.id]);
    expect(changed.map(({ inboxSeq }) => inboxSeq)).toEqual([head + 2, head + 3]);
    expect(await house.conversations.changedSince(house.site.id, head + 3, 1_000)).toEqual([]);
    expect(await house.conversations.inboxHead(house.site.id)).toBe(head + 3);
  });
});
