import { expect } from 'vitest';
import { addDepartment } from '../drivers/accounts.ts';
import { journey, soon } from '../drivers/journey.ts';

journey(
  'bo passes ada on to cy, who reads all of it; dan, who is away, cannot be chosen',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg');
    const ada = await shop.visitor('ada');
    await ada.ask('Can you repair a zip?', 'Ada');
    await bo.show('Ada');
    await bo.say('Ada', 'Cy knows zips');
    const cy = await shop.agent('Cy Carlsen');
    await shop.agent('Dan Dahl', { isAway: true });

    await bo.page.keyboard.press('Escape');
    await bo.page.keyboard.press('f');
    const menu = bo.page.getByRole('menu', { name: 'Pass on' });
    await menu
      .getByRole('menuitem', { name: 'Dan Dahl away' })
      .and(bo.page.locator('[aria-disabled]'))
      .waitFor();
    await menu.getByRole('menuitem', { name: 'Cy Carlsen 0 of 3' }).click();
    await bo.sees('Ada', 'This chat is with Cy Carlsen.');
    await ada.sees('we are getting Cy Carlsen');
    await cy.rings('Ada');
    await cy.show('Ada');
    await expect
      .poll(() => cy.messages('Ada'), soon)
      .toEqual(['Ada: Can you repair a zip?', 'Bo Berg: Cy knows zips']);
    expect(await bo.notices.getByRole('listitem').count()).toBe(0);
  },
);

journey(
  'bo holds ada while he looks, comes back, and passes her to the department that knows',
  async ({ openShop }) => {
    const shop = await openShop();
    const repairs = await addDepartment(shop.owner, 'Repairs');
    const bo = await shop.agent('Bo Berg');
    const eve = await shop.agent('Eve Eng', { departmentIds: [repairs] });
    const ada = await shop.visitor('ada');
    await ada.ask('My zip is broken', 'Ada');
    await bo.show('Ada');
    await bo.say('Ada', 'I will ask the workshop');

    await bo.page.keyboard.press('Escape');
    await bo.page.keyboard.press('h');
    await bo.page
      .getByRole('dialog', { name: 'Put on hold' })
      .getByText(/^\s*15 minutes/)
      .waitFor();
    await bo.page.keyboard.press('2');
    await bo.sees('Ada', /reads that you are back about \d\d:\d\d/);
    await bo
      .row('Ada')
      .getByText(/on hold until/)
      .waitFor();
    await bo.page.keyboard.press('h');
    await bo.sees('Ada', 'Back from hold');

    await bo.chat('Ada').getByRole('button', { name: 'Pass on' }).click();
    await bo.page.getByRole('menuitem', { name: 'Repairs' }).click();
    await eve.rings('Ada');
    await eve.show('Ada');
    await eve.say('Ada', 'Bring it in, it is an easy one');
    await ada.sees('Bring it in, it is an easy one');
  },
);
