import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  agent,
  heardOf,
  messageId,
  owner,
  startServer,
  type TestServer,
  until,
  type VisitorAtPage,
  visitor,
} from '../testing/people.ts';

let server: TestServer;
let olga: string;
let bo: Awaited<ReturnType<typeof agent>>;

beforeAll(async () => {
  server = await startServer();
  olga = await owner(server);
  bo = await agent(server, olga, { name: 'Bo', capacity: 1 });
});
afterAll(() => server.stop());

async function asks() {
  const one = await visitor(server);
  const answer = await one.ask('chat:request', {
    ...{ clientMessageId: messageId(), text: 'hei', language: 'en' },
  });
  if (!answer.ok) throw new Error(answer.code);
  return { ...one, id: answer.conversation.id };
}

const places = (one: Pick<VisitorAtPage, 'heard'>) => heardOf<Place>(one, 'place');
const told = (id: string) =>
  server.straks.db.read.selectFrom('told').selectAll().where('conversationId', '=', id).execute();

async function owned(id: string) {
  return until('bo has the chat', async () => {
    const row = await server.straks.db.read
      .selectFrom('conversation')
      .select(['state', 'epoch'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.state === 'active' ? row : null;
  });
}

test('ada is told about how long and a promise; her other tab and her reload say the same, eva hears nothing', async () => {
  const cy = await asks();
  const { epoch } = await owned(cy.id);
  const eva = await visitor(server);
  const ada = await asks();
  const tab = await visitor(server, ada);
  const place = await until('ada is told', () => places(ada).at(-1));
  if (place.wait.kind !== 'range') throw new Error(place.wait.kind);
  expect(place).toMatchObject({ conversationId: ada.id, position: 1 });
  expect(place.wait.likelyMs % 60_000).toBe(0);
  expect(place.wait.withinMs).toBeGreaterThan(place.wait.likelyMs);

  const [row] = await told(ada.id);
  expect(row).toMatchObject({ n: 0, aboutMs: place.wait.likelyMs, withinMs: place.wait.withinMs });
  const reloaded = (await tab.hello()) as unknown as { place: Place };
  expect(reloaded.place.wait).toEqual(place.wait);
  const later = await visitor(server, ada);
  const again = (await later.hello()) as unknown as { place: Place };
  expect(again.place).toMatchObject({ position: 1, wait: place.wait });

  const shown = (await (await fetch(`${server.url}/api/sites/${server.siteKey}/state`)).json()) as SiteState;
  expect(shown.status).toBe('open');
  expect(shown.wait).toMatchObject({ kind: 'range' });
  expect(shown.waiting).toBe(1);

  await bo.ask('conversation:close', { conversationId: cy.id, epoch, category: null });
  await owned(ada.id);
  const rows = await until('what followed is kept', async () => {
    const all = await told(ada.id);
    return all.every(({ outcome }) => outcome === 'served') ? all : null;
  });
  expect(rows[0]?.livedMs).toBeGreaterThanOrEqual(0);
  expect(places(eva)).toEqual([]);
  // Bo was free: if she was told a place at all before he had her, it was that it is her turn.
  for (const { position, wait } of places(cy)) {
    expect({ position, wait }).toMatchObject({ position: 1, wait: { likelyMs: 0 } });
  }
});

test('a newcomer reads "now" while somebody is free, and nobody is told a number who is served at once', async () => {
  const idle = await agent(server, olga, { name: 'Cleo', capacity: 2 });
  const state = await until('it is her turn at once', async () => {
    const response = await fetch(`${server.url}/api/sites/${server.siteKey}/state`);
    const shown = (await response.json()) as SiteState;
    return shown.wait.kind === 'now' ? shown : null;
  });
  expect(state.status).toBe('open');
  const fay = await asks();
  const { epoch } = await owned(fay.id);
  expect(await told(fay.id)).toEqual([]);
  await idle.ask('conversation:accept', { conversationId: fay.id, epoch });
  await idle.ask('presence:set', { status: 'away' });
});

test('her page goes and comes back: the line hears of both, and her place is hers', async () => {
  const ada = await asks();
  const gone = async (kind: string) => {
    const rows = await server.straks.db.read.selectFrom('waitEvent').select('event').execute();
    return rows.some(({ event }) => {
      const heard = JSON.parse(event) as { kind: string; conversationId?: string };
      return heard.kind === kind && heard.conversationId === ada.id;
    });
  };
  await until('she is told', () => places(ada).at(-1));
  ada.close();
  await until('she dropped', () => gone('dropped'));
  const back = await visitor(server, ada);
  await until('she is back', () => gone('reconnected'));
  const { place } = (await back.hello()) as unknown as { place: Place };
  expect(place).toMatchObject({ conversationId: ada.id, position: 1 });
});
