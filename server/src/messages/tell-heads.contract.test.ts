import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { openHouse } from '../testing/house.ts';
import { createHeadTeller, turnsInRound } from './tell-heads.ts';

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
    const { tellSome } = createHeadTeller(house.conversations, announce as never);
    const round = async () => {
      const inTurns: number[] = [];
      for (let turn = 0; turn < turnsInRound; turn += 1) {
        const before = heard.length;
        await tellSome();
        inTurns.push(heard.length - before);
      }
      return inTurns;
    };
    // Never thousands at once, and never two turns at a time.
    expect(await round()).toEqual([250, 250, 19, ...Array.from({ length: turnsInRound - 3 }, () => 0)]);
    expect(heard.toSorted()).toEqual(ids.toSorted());
    heard.length = 0;
    await Promise.all([tellSome(), tellSome()]);
    expect(heard).toHaveLength(250);
  });

  test('bo reads while how far it has got is on its way to ada: what is said of that never goes back', async () => {
    const house = await openHouse(opened);
    const { id: conversationId } = await house.opened();
    const said: number[] = [];
    const announce = {
      toBoth: (_: unknown, __: string, head: { readByAgentSeq: number }) => said.push(head.readByAgentSeq),
    };
    const { heads } = house.conversations;
    const teller = createHeadTeller(
      {
        heads: async (...asked) => {
          const page = await heads(...asked);
          teller.readSaid({ conversationId, by: 'agent', seq: 1 });
          return page;
        },
      },
      announce as never,
    );
    await teller.tellSome();
    expect(said).toEqual([1]);
  });
});
