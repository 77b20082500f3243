import { expect } from 'vitest';
import { changeRouting } from '../drivers/accounts.ts';
import { journey } from '../drivers/journey.ts';

const minute = 60_000;

/** An hour in a minute. */
const quickDay = { STRAKS_PACE: '60', STRAKS_LEASE_SECONDS: '3600' };

journey(
  'ada waits longer than she was told: she reads a new time and why, and what she may do instead',
  async ({ openShop }) => {
    const shop = await openShop({ env: quickDay });
    const patient = { acceptMs: 10 * minute, silentMs: 60 * minute, asleepAfterMs: 120 * minute };
    await changeRouting(shop.owner, patient);
    const bo = await shop.agent('Bo Berg', { capacity: 1 });
    const zoe = await shop.visitor('zoe');
    await zoe.ask('Zoe has a long question', 'Zoe');
    await zoe.sees('we are getting Bo Berg');
    await bo.show('Zoe');
    await bo.say('Zoe', 'Let us look at all of it');

    const ada = await shop.visitor('ada');
    await ada.ask('Ada waits', 'Ada');
    await ada.isAt(1);
    const left = ada.panel.locator('.left');
    const bar = ada.panel.locator('.bar div');
    const full = async () => Number(/[\d.]+/.exec((await bar.getAttribute('style')) ?? '')?.[0]);
    const choices = ada.panel.getByRole('region', { name: ada.words.chooseHow });
    const [told, before] = [await left.textContent(), await full()];
    expect(await choices.isVisible()).toBe(false);

    const why = ada.panel.getByText(ada.words.late).or(ada.panel.getByText(ada.words.longer));
    await why.first().waitFor({ timeout: 60_000 });
    expect(await left.textContent()).not.toBe(told);
    expect(await full()).toBeGreaterThanOrEqual(before);
    await choices.getByRole('button', { name: ada.words.tellMe }).waitFor();
    await choices.getByRole('button', { name: ada.words.message }).click();
    await ada.sees(ada.words.giveUpPlace);
    await ada.panel.getByRole('textbox', { name: ada.words.email }).fill('ada@visitor.example');
    await ada.button(ada.words.sendMessage).click();
    await ada.sees(ada.words.caseTitle);
    expect(await ada.messages()).toEqual(['You: Ada waits']);
  },
);
