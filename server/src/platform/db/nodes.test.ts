import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { openNodes, postgresUrl } from '../../testing/databases.ts';
import { openHouse, words } from '../../testing/house.ts';
import { Refusal } from '../errors.ts';

const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
});

async function nodes(count = 2) {
  const opened = await openNodes(count);
  closes.push(opened.close);
  return opened.nodes;
}

async function houses(count = 2) {
  const opened = await nodes(count);
  return Promise.all(opened.map(async (node) => ({ ...(await openHouse(node)), facts: node.facts })));
}

type NodeHouse = Awaited<ReturnType<typeof houses>>[number];

describe.skipIf(!postgresUrl)('several nodes on one PostgreSQL (needs PostgreSQL)', () => {
  test('all start at once on an empty database', async () => {
    const started = await openNodes(4);
    closes.push(started.close);
    const sites = await Promise.all(started.nodes.map(async (node) => (await openHouse(node)).site.id));
    expect(new Set(sites).size).toBe(1);
  });

  test('units of all of them read what the ones before them wrote, and none is lost', async () => {
    const [a, b, c] = await nodes(3);
    const all = [a, b, c].map((node) => node?.db);
    await a?.db.write((trx) =>
      trx.insertInto('setupToken').values({ tokenHash: 'count', createdMs: 0, usedMs: null }).execute(),
    );
    const raise = (n: number) =>
      all[n % 3]?.write(async (trx) => {
        const { createdMs } = await trx
          .selectFrom('setupToken')
          .select('createdMs')
          .where('tokenHash', '=', 'count')
          .executeTakeFirstOrThrow();
        if (n % 10 === 0) throw new Refusal('conflict');
        await trx
          .updateTable('setupToken')
          .set({ createdMs: createdMs + 1 })
          .execute();
        return createdMs + 1;
      });
    const ended = await Promise.allSettled(Array.from({ length: 300 }, (_, n) => raise(n)));
    const numbers = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value as number] : []));
    expect(numbers.toSorted((x, y) => x - y)).toEqual(Array.from({ length: 270 }, (_, n) => n + 1));
  });

  test('4,000 messages at once into one conversation: 1 to 4,000, the same for everybody, each once', {
    timeout: 30_000,
  }, async () => {
    const [a, b] = (await houses()) as [NodeHouse, NodeHouse];
    const { id, visitorId } = await a.opened();
    const asked = Array.from({ length: 4_000 }, (_, n) => ({
      conversationId: id,
      sender: { role: 'visitor' as const, id: visitorId },
      clientMessageId: randomUUID(),
      text: `${n}`,
    }));
    const sent = await Promise.all(
      asked.flatMap((one, n) => {
        const first = (n % 2 ? a : b).messages.send(one);
        // Every tenth is sent again through the other node, as after a broken connection.
        return n % 10 ? [first] : [first, (n % 2 ? b : a).messages.send(one)];
      }),
    );
    expect(new Set(sent.map((answer) => answer?.seq)).size).toBe(4_000);
    const rows = (house: NodeHouse) =>
      house.db.read
        .selectFrom('entry')
        .select(['seq', 'body'])
        .where('conversationId', '=', id)
        .orderBy('seq')
        .execute();
    const [seen, other] = [await rows(a), await rows(b)];
    expect(other).toEqual(seen);
    const said = seen.filter(({ body }) => body !== null);
    expect(said.map(({ body }) => body).toSorted()).toEqual(asked.map(({ text }) => text).toSorted());
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, n) => n + 1));
    const heard = [a, b].flatMap(({ facts }) =>
      facts.flatMap((fact) => (fact.kind === 'entry' && fact.entry.kind === 'message' ? fact.entry.seq : [])),
    );
    expect(heard.toSorted((x, y) => x - y)).toEqual(said.map(({ seq }) => seq));
  });

  test('places are given by all nodes at once: no agent above what she takes, no chat with two owners', async () => {
    const all = (await houses(3)) as [NodeHouse, NodeHouse, NodeHouse];
    const [a, b] = all;
    const agents = await Promise.all(['Bo', 'Cleo', 'Dan'].map((name) => a.available(name, { capacity: 4 })));
    for (let n = 0; n < 20; n += 1) await a.routing.requestChat(await a.visitor(), words('hei'));
    await Promise.all(all.map(({ routing, site }) => routing.assignWaiting(site.id)));
    const given = await b.db.read
      .selectFrom('conversation')
      .select(['ownerId', 'epoch', 'ticket'])
      .where('state', '=', 'active')
      .orderBy('ticket')
      .execute();
    expect(given.map(({ epoch, ticket }) => [epoch, ticket])).toEqual(
      Array.from({ length: 12 }, (_, n) => [1, n + 1]),
    );
    for (const { agentId } of agents) {
      expect(given.filter(({ ownerId }) => ownerId === agentId)).toHaveLength(4);
    }
    const rows = await b.db.read.selectFrom('agent').select('active').execute();
    expect(rows).toEqual([{ active: 4 }, { active: 4 }, { active: 4 }]);
  });

  test('a newer node changes a table: the older one goes on after one refusal at most', async () => {
    const [a, b] = await nodes();
    const look = () =>
      a?.db.write((trx) => trx.selectFrom('setupToken').selectAll().where('tokenHash', '=', 'any').execute());
    for (let n = 0; n < 8; n += 1) await look();
    await b?.db.write((trx) => sql`alter table "setupToken" add column "more" text`.execute(trx));
    await look()?.catch((error) => expect(error).toMatchObject({ code: 'storage_busy' }));
    expect(await look()).toEqual([]);
  });

  test('a node that dies in the middle of a unit holds nobody up, and leaves nothing of it', async () => {
    const [a, b] = await nodes();
    const begun = Promise.withResolvers<void>();
    const never = a?.db.write(async (trx) => {
      await trx.insertInto('setupToken').values({ tokenHash: 'half', createdMs: 0, usedMs: null }).execute();
      begun.resolve();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await trx.selectFrom('setupToken').selectAll().execute();
    });
    const refused = expect(never).rejects.toMatchObject({ code: 'storage_busy' });
    await begun.promise;
    const waits = b?.db.write((trx) => trx.selectFrom('setupToken').selectAll().execute());
    if (!b) throw new Error('no node');
    await sql
      .raw(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'straks write' and state = 'idle in transaction' and datname = current_database()`)
      .execute(b.db.read);
    expect(await waits).toEqual([]);
    await refused;
    await expect(a?.db.write(async () => 'again')).resolves.toBe('again');
  });
});
