import { expect } from 'vitest';
import { busyAgent } from '../drivers/busy-agent.ts';
import { journey, soon } from '../drivers/journey.ts';

journey(
  'ada waits third in line and moves up, never back, while others keep their places',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await busyAgent(shop);
    const eve = await shop.visitor('eve');
    const dan = await shop.visitor('dan');
    const ada = await shop.visitor('ada');
    await eve.ask('Eve came first', 'Eve');
    await eve.isAt(1);
    await dan.ask('Dan came second', 'Dan');
    await dan.isAt(2);

    await ada.ask('Ada came third', 'Ada');
    await ada.isAt(3);
    const adaStood = await ada.notePlaces();
    const danStood = await dan.notePlaces();
    await ada.sees(/We cannot say how long yet|about \d+ min|less than a minute/);
    await ada.sees(/Waited 0:0\d/);
    await ada.sees('Go on looking around: we keep your place');

    await bo.show('Zoe');
    await bo.closeChat('Zoe');
    await eve.sees('we are getting Bo Berg');
    await ada.isAt(2);
    await dan.isAt(1);

    await dan.button('Leave the line').click();
    await dan.button('Leave the line').click();
    await dan.sees('You are out of the line');
    await ada.isAt(1);
    await ada.sees('You are next');
    await bo.show('Eve');
    await bo.closeChat('Eve');
    await ada.sees('we are getting Bo Berg');

    expect(await adaStood()).toEqual([3, 2, 1]);
    expect(await danStood()).toEqual([2, 1]);
    expect(await ada.messages()).toEqual(['You: Ada came third']);
    for (const other of [eve, dan]) expect(other.watch.heard('Ada came third')).toBe(false);
  },
);

journey(
  'ada adds to her words in line, and cy from the next shift reads all of them',
  async ({ openShop }) => {
    const shop = await openShop();
    await busyAgent(shop);
    const ada = await shop.visitor('ada');
    await ada.ask('My parcel is late', 'Ada');
    await ada.isAt(1);
    await ada.say('Order 48213');
    await ada.nothingUnsent();

    const cy = await shop.agent('Cy Carlsen');
    await ada.sees('we are getting Cy Carlsen');
    await cy.show('Ada');
    await expect.poll(() => cy.messages('Ada'), soon).toEqual(['Ada: My parcel is late', 'Ada: Order 48213']);
  },
);
