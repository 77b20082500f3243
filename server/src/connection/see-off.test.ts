import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { freshPostgres } from '../testing/databases.ts';
import { heardOf, messageId, startServer, type TestServer, until, visitor } from '../testing/people.ts';
import { postgresPrograms } from '../testing/postgres-server.ts';

type Moving = { withinMs: number };
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

async function nodes(count: number): Promise<TestServer[]> {
  const database = await freshPostgres();
  ends.push(database.drop);
  const started: TestServer[] = [];
  for (let n = 0; n < count; n += 1) {
    const node = await startServer({ STRAKS_DATABASE_URL: database.url });
    ends.push(node.stop);
    started.push(node);
  }
  return started;
}

const leave = (text: string) => ({
  ...{ clientMessageId: messageId(), text, language: 'en' as const, email: 'ada@home.example' },
});

describe.runIf(postgresPrograms())('one of two nodes is told to stop', () => {
  test('balancers hear it first; ada is served until she moves, and then the node ends at once', async () => {
    const [one, other] = (await nodes(2)) as [TestServer, TestServer];
    const ada = await visitor(one);
    const left = await ada.ask('case:leave', leave('first'));
    if (!left.ok) throw new Error(left.code);
    const { id: conversationId } = left.conversation;
    const says = (page: typeof ada, text: string) =>
      page.ask('message:send', { conversationId, clientMessageId: messageId(), text });

    const fromMs = performance.now();
    const ended = one.straks.stop().then(() => performance.now());
    expect((await fetch(`${one.url}/readyz`)).status).toBe(503);
    expect(await says(ada, 'while balancers look')).toMatchObject({ ok: true });
    expect(heardOf(ada, 'moving')).toEqual([]);
    // Her browser's cookie still leads a reload of hers to this node.
    const again = await visitor(one, ada);
    again.close();
    await until('ada is asked to move', () => heardOf<Moving>(ada, 'moving')[0]);
    const askedMs = performance.now();
    expect(askedMs - fromMs).toBeGreaterThan(2_000);
    await pause(1_000);
    expect(await says(ada, 'still here')).toMatchObject({ ok: true });
    ada.close();
    const movedMs = performance.now();
    const back = await visitor(other, ada);
    expect(await says(back, 'at the other')).toMatchObject({ ok: true });
    expect((await ended) - movedMs).toBeLessThan(1_500);
    back.close();
  });

  test('who cannot be moved is cut, and the node has ended within nine seconds', {
    timeout: 15_000,
  }, async () => {
    const [one] = (await nodes(1)) as [TestServer];
    const ada = await visitor(one);
    const fromMs = performance.now();
    await one.straks.stop();
    expect(performance.now() - fromMs).toBeLessThan(9_000);
    await until('ada has lost her line', () => !ada.socket.connected);
    const asked = heardOf<Moving>(ada, 'moving');
    expect(asked).toHaveLength(2);
    expect(asked.every(({ withinMs }) => withinMs <= 3_000)).toBe(true);
    ada.close();
  });
});

test('a node without company has nobody to wait for: it says when to come back, and ends', async () => {
  const server = await startServer();
  ends.push(server.stop);
  const ada = await visitor(server);
  const fromMs = performance.now();
  await server.straks.stop();
  expect(performance.now() - fromMs).toBeLessThan(2_500);
  await until('ada has lost her line', () => !ada.socket.connected);
  expect(heardOf<Moving>(ada, 'moving')).toEqual([{ withinMs: 3_000 }]);
  ada.close();
});
