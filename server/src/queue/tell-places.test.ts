import type { Place } from '@straks/shared/queue/queue.protocol.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Announce } from '../platform/wire/announce.ts';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, openHouse, words } from '../testing/house.ts';
import type { Queue } from './queue.ts';
import { createPlaceTeller } from './tell-places.ts';

let opened: Opened;
let house: House;
beforeAll(async () => {
  opened = await (databases[0] as (typeof databases)[0]).open();
  house = await openHouse(opened);
});
afterAll(() => opened.close());

test('a wait that creeps up by little at a time is told each time it has grown by a tenth', async () => {
  const { routing, presence, clock, site } = house;
  const bo = await house.available('Bo');
  const minutesLater = async (minutes: number) => {
    clock.ms += minutes * 60_000;
    await presence.beat(site.id, bo.agentId, 'console');
  };
  for (let served = 0; served < 5; served += 1) {
    const ada = await house.visitor();
    const id = await routing.requestChat(ada, words('hei'));
    await routing.assignWaiting(site.id);
    if (served < 4) await routing.endChat(ada, id);
    await minutesLater(2);
  }
  const eva = await house.visitor();
  await routing.requestChat(eva, words('hei'));

  const told: Place[] = [];
  const teller = createPlaceTeller(house.queue, {
    toVisitor: (_: unknown, __: string, place: Place) => told.push(place),
  } as unknown as Announce);
  const steps = 40;
  for (let step = 0; step < steps; step += 1) {
    await teller.tell(site.id);
    await minutesLater(0.25);
  }
  const waits = told.map(({ wait }) => (wait.kind === 'range' ? wait.withinMs : 0));
  const [{ place } = { place: null }] = await house.queue.places(site.id);
  const nowMs = place?.wait.kind === 'range' ? place.wait.withinMs : 0;
  expect(nowMs / (waits[0] ?? 0)).toBeGreaterThan(1.5);
  expect(nowMs / (waits.at(-1) ?? 0)).toBeLessThan(1.15);
  expect(told.length).toBeLessThan(steps / 2);
});

test('when the time she was promised has passed she is told a new one, though it is the same figure', async () => {
  const wait = { kind: 'range' as const, likelyMs: 60_000, withinMs: 120_000 };
  let at = 1_000;
  const place = () => ({ conversationId: 'chat', position: 2, wait, since: 0, at });
  const told: Place[] = [];
  const teller = createPlaceTeller(
    { places: async () => [{ visitorId: 'ada', place: place() }] } as unknown as Queue,
    { toVisitor: (_: unknown, __: string, one: Place) => told.push(one) } as unknown as Announce,
  );
  for (at of [1_000, 61_000, 121_000, 121_001, 200_000]) await teller.tell('shop');
  expect(told.map((one) => one.at)).toEqual([1_000, 121_001]);
});
