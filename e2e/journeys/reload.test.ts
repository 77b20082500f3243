import { expect } from 'vitest';
import { busyAgent } from '../drivers/busy-agent.ts';
import { journey, soon } from '../drivers/journey.ts';

journey(
  'ada reloads and looks around the shop while she waits, and keeps her place',
  async ({ openShop }) => {
    const shop = await openShop();
    await busyAgent(shop);
    const eve = await shop.visitor('eve');
    const ada = await shop.visitor('ada');
    const dan = await shop.visitor('dan');
    await eve.ask('Eve came first', 'Eve');
    await ada.ask('Ada came second', 'Ada');
    await ada.isAt(2);
    await dan.ask('Dan came third', 'Dan');
    await dan.isAt(3);

    await ada.page.reload();
    await ada.isAt(2);
    await ada.page.getByRole('link', { name: 'See the Dovre sweater' }).click();
    await ada.page.getByRole('heading', { name: 'Dovre sweater' }).waitFor();
    await ada.isAt(2);

    expect(await ada.messages()).toEqual(['You: Ada came second']);
    await dan.isAt(3);
    expect(eve.watch.heard('Ada came second')).toBe(false);
  },
);

journey(
  'ada goes back and forward in her browser: same chat, nothing twice, and it goes on',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg');
    const ada = await shop.visitor('ada');
    await ada.ask('Hello', 'Ada');
    await bo.show('Ada');
    await bo.say('Ada', 'Hello Ada');
    await ada.sees('Hello Ada');

    await ada.page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) =>
        document.body.setAttribute('data-kept', String(persisted)),
      ),
    );
    await ada.page.getByRole('link', { name: 'See the Dovre sweater' }).click();
    await ada.page.getByRole('heading', { name: 'Dovre sweater' }).waitFor();
    await ada.sees('Hello Ada');
    await bo.say('Ada', 'Written while she was on the next page');
    await ada.sees('Written while she was on the next page');
    await ada.say('From the product page');
    await bo.sees('Ada', 'From the product page');

    await ada.page.goBack({ waitUntil: 'commit' });
    await ada.sees('From the product page');
    expect(await ada.page.locator('body').getAttribute('data-kept')).toBe('true');
    await ada.say('From the first page again');
    await bo.say('Ada', 'Still here');
    await ada.sees('Still here');
    await ada.page.goForward({ waitUntil: 'commit' });
    await ada.sees('Still here');

    const said = [
      'Hello',
      'Hello Ada',
      'Written while she was on the next page',
      'From the product page',
      'From the first page again',
      'Still here',
    ];
    const theirs = (message: string) => message.replace(/^[^:]+: /, '');
    await expect.poll(async () => (await ada.messages()).map(theirs), soon).toEqual(said);
    await expect.poll(async () => (await bo.messages('Ada')).map(theirs), soon).toEqual(said);
  },
);

journey(
  'ada presses send and leaves the page in the same moment: her words arrive, once',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg');
    const ada = await shop.visitor('ada');
    await ada.ask('Hello', 'Ada');
    await bo.show('Ada');
    await ada.sees('Bo Berg is here');

    await ada.composer.fill('Parting words');
    await ada.page.evaluate(() => {
      const root = document.querySelector('straks-chat')?.shadowRoot;
      root?.querySelector<HTMLFormElement>('form.composer')?.requestSubmit();
      location.href = 'product.html';
    });
    await ada.page.getByRole('heading', { name: 'Dovre sweater' }).waitFor();

    await bo.sees('Ada', 'Parting words');
    await ada.nothingUnsent();
    await expect.poll(() => ada.messages(), soon).toEqual(['You: Hello', 'You: Parting words']);
    expect(await bo.messages('Ada')).toEqual(['Ada: Hello', 'Ada: Parting words']);
  },
);
