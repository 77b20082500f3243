import { expect } from 'vitest';
import { journey, soon } from '../drivers/journey.ts';

journey(
  'the last agent leaves while ada writes: her words stay, and the form says why it changed',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg');
    const ada = await shop.visitor('ada');
    const eve = await shop.visitor('eve');
    await ada.open();
    await eve.open();
    await ada.firstWords.fill('My sweater shrank. What can I do?');
    await ada.panel.getByRole('textbox', { name: 'Your name' }).fill('Ada');

    await bo.goAway();
    await ada.sees('Nobody is free to chat right now. Leave a message, and we get back to you.');
    await ada.sees('What you wrote is still here.');
    expect(await ada.firstWords.inputValue()).toBe('My sweater shrank. What can I do?');
    expect(await ada.panel.getByRole('button', { name: 'Start the chat' }).count()).toBe(0);
    await eve.sees('Nobody is free to chat right now.');
    expect(await eve.panel.getByText('What you wrote is still here.').count()).toBe(0);

    await ada.button('Leave the message').click();
    await ada.sees('Check the address: it should look like ada@example.com.');
    await ada.panel.getByRole('textbox', { name: 'Your e-mail' }).fill('ada@visitor.example');
    await ada.button('Leave the message').click();
    await ada.sees('We have your message');
    await bo.show('Ada');
    await expect.poll(() => bo.messages('Ada'), soon).toEqual(['Ada: My sweater shrank. What can I do?']);
    await bo.sees('Ada', 'ada@visitor.example');
    expect(eve.watch.heard('My sweater shrank')).toBe(false);
    expect(eve.watch.heard('ada@visitor.example')).toBe(false);
  },
);

journey(
  'away as so often: ada is not asked to start a chat in vain, and reads when somebody is usually back',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg');
    const isTold = (status: string) =>
      expect
        .poll(async () => {
          const answer = await fetch(`${shop.url}/api/sites/${shop.server.siteKey}/state`);
          return ((await answer.json()) as { status: string }).status;
        }, soon)
        .toBe(status);
    for (let times = 0; times < 11; times += 1) {
      await bo.goAway();
      await isTold('nobody');
      await bo.becomeAvailable();
      await isTold('open');
    }
    await bo.goAway();
    const ada = await shop.visitor('ada');
    await ada.open();
    await ada.sees('Nobody is free to chat right now. Leave a message, and we get back to you.');
    await ada.sees(/Usually somebody is back within/);
    await ada.button('Leave the message').waitFor();
    expect(await ada.button('Start the chat').count()).toBe(0);
    await bo.becomeAvailable();
    await ada.button('Start the chat').waitFor();
  },
);
