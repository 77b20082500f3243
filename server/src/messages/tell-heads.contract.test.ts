import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { openHouse } from '../testing/house.ts';
import { createHeadTeller } from './tell-heads.ts';

describe.each(databases)('on $name', ({ open }) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('everybody whose chat is open hears once how far it has got, however many they are; whose is over hears nothing', async () => {
    const house = await openHouse(opened);
    const ids: string[] = [];
    for (let n = 0; n < 520; n += 1) ids.push((await house.opened()).id);
    const over = ids.splice(100, 1);
    await opened.db.write((trx) =>
      trx.updateTable('conversation').set({ state: 'closed', closedMs: 1 }).where('id', 'in', over).execute(),
    );
    const heard: string[] = [];
    const announce = {
      toBoth: (_: unknown, __: string, { conversationId }: { conversationId: string }) =>
        heard.push(conversationId),
    };
    await createHeadTeller(house.conversations, announce as never)();
    expect(heard.toSorted()).toEqual(ids.toSorted());
  });
});
