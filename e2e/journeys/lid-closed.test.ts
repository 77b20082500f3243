import { expect } from 'vitest';
import { putToSleep } from '../drivers/asleep.ts';
import { journey, soon } from '../drivers/journey.ts';

/** The shortest that a console's beat every ten seconds allows. */
const impatient = { STRAKS_LEASE_SECONDS: '11', STRAKS_AGENT_GRACE_SECONDS: '1' };

journey(
  'bo closes the lid: ada is told, cy takes over, and what bo had not sent stays with him',
  async ({ openShop }) => {
    const shop = await openShop({ env: impatient });
    const bo = await shop.agent('Bo Berg');
    const ada = await shop.visitor('ada');
    await ada.ask('Where is my parcel?', 'Ada');
    await ada.sees('we are getting Bo Berg');
    await bo.show('Ada');
    await bo.say('Ada', 'I will look.');
    await ada.sees('I will look.');
    await bo.composer('Ada').fill('It is in Oslo');
    const eve = await shop.visitor('eve');

    const openLid = await putToSleep(bo.page);
    await ada.sees('Bo Berg lost connection. You are first in line again.');
    await ada.isAt(1);

    const cy = await shop.agent('Cy Carlsen', { capacity: 1 });
    await ada.sees('we are getting Cy Carlsen');
    await eve.ask('Eve comes later', 'Eve');
    await eve.isAt(1);
    await cy.show('Ada');
    await cy.say('Ada', 'I take over from Bo.');
    await ada.sees('I take over from Bo.');

    await openLid();
    await bo.sees(
      'Ada',
      /While you were disconnected, this chat went to Cy Carlsen|This chat is with Cy Carlsen/,
    );
    await bo.composer('Ada').press('Enter');
    expect(await bo.composer('Ada').inputValue()).toBe('It is in Oslo');

    const said = ['Where is my parcel?', 'I will look.', 'I take over from Bo.'];
    const bodies = (list: string[]) => list.map((message) => message.replace(/^.*?: /, ''));
    await expect.poll(async () => bodies(await ada.messages()), soon).toEqual(said);
    await expect.poll(async () => bodies(await cy.messages('Ada')), soon).toEqual(said);
    await expect.poll(async () => bodies(await bo.messages('Ada')), soon).toEqual(said);
    for (const who of [ada, cy, eve]) expect(who.watch.heard('It is in Oslo')).toBe(false);
    expect(eve.watch.heard('I take over from Bo.')).toBe(false);
  },
);
