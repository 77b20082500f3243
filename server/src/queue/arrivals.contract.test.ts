import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, openHouse, words } from '../testing/house.ts';

describe.each(databases)('a day unlike other days, on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  beforeAll(async () => {
    opened = await open();
    house = await openHouse(opened);
  });
  afterAll(() => opened.close());

  test('the more of a rush choose a message instead, the more it is one; who goes to and fro is one person', async () => {
    const olga = await house.available('Olga');
    const weekMs = 7 * 24 * 3_600_000;
    const now = house.clock.ms;
    const here = () => house.presence.beat(house.site.id, olga.agentId, 'console');
    for (let week = 5; week >= 1; week -= 1) {
      house.clock.ms = now - week * weekMs - 1_800_000;
      await here();
      for (let n = 0; n < 3; n += 1) await house.routing.requestChat(await house.visitor(), words('hei'));
    }
    house.clock.ms = now - 1_800_000;
    await here();
    const ada = await house.visitor();
    for (let n = 0; n < 15; n += 1) {
      await house.routing.requestChat(ada, words('Is anybody there?'));
      await house.routing.leaveCase(ada, words('Then write to me'));
    }
    house.clock.ms = now;
    expect(await house.queue.isSurge(house.site.id)).toBe(false);
    house.clock.ms = now - 1_800_000;
    await here();
    for (let n = 0; n < 14; n += 1) {
      const di = await house.visitor();
      await house.routing.requestChat(di, words('Where is my parcel?'));
      await house.routing.leaveCase(di, words('Write to me'));
    }
    house.clock.ms = now + 120_000;
    expect(await house.queue.isSurge(house.site.id)).toBe(true);
  });
});
