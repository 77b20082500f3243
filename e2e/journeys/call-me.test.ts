import { changeRouting } from '../drivers/accounts.ts';
import { busyAgent } from '../drivers/busy-agent.ts';
import { journey } from '../drivers/journey.ts';

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
    await ada.sees('Bo Berg is here');
  },
);
