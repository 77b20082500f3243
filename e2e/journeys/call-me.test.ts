import { expect } from 'vitest';
import { changeRouting, changeSite } from '../drivers/accounts.ts';
import { busyAgent } from '../drivers/busy-agent.ts';
import { journey, soon } from '../drivers/journey.ts';

journey(
  'ada gives her number in line, keeps her place for the call, and changes her mind',
  async ({ openShop }) => {
    const shop = await openShop();
    await changeRouting(shop.owner, { callbacks: true });
    const bo = await busyAgent(shop);
    const ada = await shop.visitor('ada');
    const { words } = ada;
    await ada.ask('Please call me about my bill', 'Ada');
    await ada.isAt(1);
    await ada.button(words.ratherNotWait).click();
    await ada.button(words.callMe).click();
    await ada.panel.getByRole('combobox', { name: words.country }).selectOption('NO');
    const phone = ada.panel.getByRole('textbox', { name: words.phone });
    await phone.fill('22');
    await ada.panel.getByRole('radio', { name: words.atMyTurn }).check();
    await ada.button(words.askForCall).click();
    await ada.sees(words.phoneFaults.too_short);

    await phone.fill('22 12 34 56');
    await ada.button(words.askForCall).click();
    await ada.sees(words.keptPhone('+47 22 12 34 56'));
    await ada.sees(words.callAtTurn);
    await ada.isAt(1);
    await bo.row('Ada').getByText('wants a call').waitFor();

    await ada.page.reload();
    await ada.panel.waitFor();
    await ada.sees(words.keptPhone('+47 22 12 34 56'));
    await ada.button(words.cancelCall).click();
    await ada.sees(words.cancelCallSure);
    await ada.button(words.cancelCall).click();
    await ada.sees(words.callCancelled);
    await ada.button(words.ratherNotWait).waitFor();
    await ada.isAt(1);
    await bo.show('Zoe');
    await bo.closeChat('Zoe');
    await ada.sees('we are getting Bo Berg');
  },
);

journey(
  'closed: ada chooses a time to be called, sees it again after a reload, and calls it off',
  async ({ openShop }) => {
    const shop = await openShop();
    const day = new Date(Date.now() + 3 * 86_400_000).getUTCDay() || 7;
    const hours = { zone: 'Europe/Oslo', spans: [{ day, from: '10:00', to: '12:00' }], closedDays: [] };
    await changeSite(shop.owner, { hours });
    await shop.agent('Bo Berg');
    const ada = await shop.visitor('ada');
    const { words } = ada;
    await ada.open();
    await ada.firstWords.fill('My bill is wrong');
    await ada.button(words.callMe).click();
    const times = ada.panel.getByRole('combobox', { name: words.time });
    await times.waitFor();
    await times.selectOption({ index: 1 });
    await ada.panel.getByRole('textbox', { name: words.phone }).fill('22 12 34 56');
    await expect
      .poll(() => ada.panel.getByRole('textbox', { name: words.about }).inputValue(), soon)
      .toBe('My bill is wrong');
    await ada.button(words.askForCall).click();
    await ada.sees(/^We call you \w+day 10:30$/);
    await ada.sees(words.weCallOn('+47 22 12 34 56'));
    expect(await ada.messages()).toEqual(['You: My bill is wrong']);

    await ada.page.reload();
    await ada.sees(words.weCallOn('+47 22 12 34 56'));
    await ada.button(words.cancelCall).click();
    await ada.sees(words.cancelCallSure);
    await ada.button(words.cancelCall).click();
    await ada.sees(words.callCancelled);
    await ada.sees(words.caseTitle);
  },
);
