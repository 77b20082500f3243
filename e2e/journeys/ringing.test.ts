import { expect } from 'vitest';
import { changeRouting } from '../drivers/accounts.ts';
import { journey, soon } from '../drivers/journey.ts';

journey(
  'ada rings at bo, who does not answer: she goes to cy, and bo is told; eve, whom he has opened, stays with him',
  async ({ openShop }) => {
    const shop = await openShop();
    await changeRouting(shop.owner, { acceptMs: 15_000 });
    const bo = await shop.agent('Bo Berg');
    const eve = await shop.visitor('eve');
    await eve.ask('My parcel is late', 'Eve');
    await bo.show('Eve');
    await expect.poll(() => bo.callCard.isVisible(), soon).toBe(false);
    const ada = await shop.visitor('ada');
    await ada.ask('Is anybody there?', 'Ada');
    await bo.rings('Ada');
    await bo.row('Ada').getByText('rings').waitFor();
    await expect.poll(() => bo.page.title(), soon).toMatch(/^☎/);
    const cy = await shop.agent('Cy Carlsen');

    await cy.rings('Ada');
    await bo.notices.getByText('You did not answer Ada. The chat went to Cy Carlsen.').waitFor();
    expect(await bo.callCard.isVisible()).toBe(false);
    await cy.page.keyboard.press('Enter');
    await cy.sees('Ada', 'Is anybody there?');
    await expect.poll(() => cy.callCard.isVisible(), soon).toBe(false);
    // Lists show how a chat goes on, to all of the department; the whole of it is for those who have it open.
    await cy.say('Ada', `Yes, I am here. ${'I look for it now. '.repeat(7)}It is in Bergen`);
    await ada.sees('It is in Bergen');
    await bo.say('Eve', 'I have found it');
    await eve.sees('I have found it');
    expect(bo.watch.heard('It is in Bergen')).toBe(false);
  },
);
