import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { agentGraceMs, openHouse, visitorGraceMs, words } from '../testing/house.ts';

describe.each(databases)('on $name', ({ open }) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('ada talks for long, bo is gone and her node dies: she has her grace, and is counted out only after it', async () => {
    const house = await openHouse(opened);
    const { clock, routing, conversations } = house;
    const bo = await house.available('Bo');
    const ada = await house.visitor();
    const id = await routing.requestChat(ada, words('hei'));
    await routing.assignWaiting(house.site.id);
    const stateOf = async () => (await conversations.find(id))?.state;
    for (let minutes = 0; minutes < 10; minutes += 1) {
      clock.ms += 60_000;
      await house.presence.beat(house.site.id, bo.agentId, 'console');
      await routing.leaveUnseen((visitorId) => visitorId === ada.visitorId);
    }
    expect(await stateOf()).toBe('active');
    clock.ms += agentGraceMs + 60_000;
    await routing.returnOrphans();
    expect(await stateOf()).toBe('waiting');
    await routing.leaveUnseen(() => false);
    expect(await stateOf()).toBe('waiting');
    clock.ms += visitorGraceMs;
    await routing.leaveUnseen(() => false);
    expect(await stateOf()).toBe('closed');
  });
});
