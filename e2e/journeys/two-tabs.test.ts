import { expect } from 'vitest';
import { journey, soon } from '../drivers/journey.ts';

journey(
  'ada has two tabs and one chat: each shows every message once, and one count of unread',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg');
    const eve = await shop.visitor('eve');
    await eve.ask('Eve asks for something else', 'Eve');
    const one = await shop.visitor('ada');
    await one.ask('Hello', 'Ada');
    await one.sees('we are getting Bo Berg');
    const two = await shop.anotherTab('ada, second tab', one.page.context());
    await two.visit(`${shop.url}/try/product.html`);
    await two.open();
    await two.sees('we are getting Bo Berg');

    await bo.show('Ada');
    await one.say('From the first tab');
    await two.sees('From the first tab');
    await two.say('From the second tab');
    await bo.say('Ada', 'To both of them');
    for (const tab of [one, two]) await tab.sees('To both of them');
    const said = [
      'You: Hello',
      'You: From the first tab',
      'You: From the second tab',
      'Bo Berg: To both of them',
    ];
    const inAnyOrder = (messages: string[]) => messages.toSorted();
    for (const tab of [one, two]) {
      await expect.poll(async () => inAnyOrder(await tab.messages()), soon).toEqual(inAnyOrder(said));
      await tab.nothingUnsent();
    }
    expect(await one.messages()).toEqual(await two.messages());
    expect((await bo.messages('Ada')).length).toBe(4);

    for (const tab of [one, two]) await tab.close();
    await bo.say('Ada', 'Are you there?');
    await bo.say('Ada', 'I can wait');
    for (const tab of [one, two]) {
      await expect.poll(() => tab.launcher.getAttribute('aria-label'), soon).toBe('New messages: 2');
      expect(await tab.page.title()).toMatch(/^\(2\) /);
    }
    await two.open();
    for (const tab of [one, two]) await expect.poll(() => tab.page.title(), soon).not.toMatch(/^\(/);

    expect(eve.watch.heard('From the first tab')).toBe(false);
    expect(eve.watch.heard('Are you there?')).toBe(false);
  },
);
