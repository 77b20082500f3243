import { expect } from 'vitest';
import { journey } from '../drivers/journey.ts';
import { brokenLine } from '../drivers/page-watch.ts';

const count = 24;
const words = (who: string) => Array.from({ length: count }, (_, n) => `${who} ${n + 1}`);
const saidBy = (who: string) => (message: string) =>
  message.includes(`${who} `) ? [message.replace(/^.*?: /, '')] : [];

journey(
  'the server is killed while ada and bo write: both keep every message, once and in order',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg');
    const eve = await shop.visitor('eve');
    const ada = await shop.visitor('ada');
    await eve.ask('Eve waits too', 'Eve');
    await ada.ask('Hello', 'Ada');
    await ada.sees('we are getting Bo Berg');
    await bo.show('Ada');
    shop.forgive(brokenLine);

    const write = async (say: (text: string) => Promise<void>, who: string) => {
      for (const text of words(who)) await say(text);
    };
    const writing = [
      write((text) => ada.say(text), 'ada'),
      // A console sends nothing while it does not know the state: what is not sent stays in the field.
      write(async (text) => {
        const composer = bo.composer('Ada');
        await composer.fill(text);
        while ((await composer.inputValue()) !== '') {
          await composer.press('Enter');
          await bo.page.waitForTimeout(60);
        }
      }, 'bo'),
    ];
    await ada.sees('ada 5');
    await shop.server.kill9();
    await ada.page.waitForTimeout(700);
    shop.server.begin();
    await shop.server.serving();
    await Promise.all(writing);
    await ada.nothingUnsent();
    await ada.sees(`bo ${count}`);
    await bo.sees('Ada', `ada ${count}`);

    const atAda = await ada.messages();
    const atBo = await bo.messages('Ada');
    const bodies = (list: string[]) => list.map((message) => message.replace(/^.*?: /, ''));
    for (const list of [atAda, atBo]) {
      expect(list.flatMap(saidBy('ada'))).toEqual(words('ada'));
      expect(list.flatMap(saidBy('bo'))).toEqual(words('bo'));
    }
    expect(bodies(atAda)).toEqual(bodies(atBo));
    const kept = (await shop.server.messages()).map(({ text }) => text);
    expect(kept.filter((text) => text !== 'Eve waits too')).toEqual(bodies(atAda));
    await expect.poll(() => bo.chat('Ada').getByText('Sending').count()).toBe(0);
    await expect.poll(() => ada.panel.getByText('Connecting…').count()).toBe(0);
    expect(eve.watch.heard('ada 3')).toBe(false);
  },
);
