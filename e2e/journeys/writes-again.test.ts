import { expect } from 'vitest';
import { journey } from '../drivers/journey.ts';

journey(
  'ada remembers something after the chat: she writes again, and bo goes on with it',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg');
    const ada = await shop.visitor('ada');
    await ada.ask('Where is my parcel?', 'Ada');
    await ada.sees('we are getting Bo Berg');
    await bo.show('Ada');
    await bo.say('Ada', 'It comes on Thursday');
    await ada.sees('It comes on Thursday');
    await bo.closeChat('Ada');
    await ada.sees(ada.words.endedByAgent('Bo Berg'));

    await ada.button(ada.words.writeAgain).click();
    const again = ada.panel.getByRole('textbox', { name: ada.words.writeAgain });
    await again.fill('Before noon?');
    await again.press('Enter');
    await ada.sees(ada.words.writtenAgain);
    await ada.nothingUnsent();
    await bo.show('Ada');
    await bo.sees('Ada', 'Before noon?');
    await bo.say('Ada', 'Before noon, yes');
    await ada.sees('Before noon, yes');
    expect(await ada.messages()).toEqual([
      'You: Where is my parcel?',
      'Bo Berg: It comes on Thursday',
      'You: Before noon?',
      'Bo Berg: Before noon, yes',
    ]);
  },
);
