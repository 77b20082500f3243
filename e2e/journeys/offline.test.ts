import { expect } from 'vitest';
import { journey, soon } from '../drivers/journey.ts';
import { brokenLine } from '../drivers/page-watch.ts';

journey(
  'ada is offline for a while: she is told, and what she wrote goes out once, in order',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg');
    const eve = await shop.visitor('eve');
    const ada = await shop.visitor('ada');
    await ada.ask('Hello', 'Ada');
    await ada.sees('we are getting Bo Berg');
    await bo.show('Ada');
    shop.forgive(brokenLine);

    await ada.page.context().setOffline(true);
    await ada.sees('Connecting… your messages are kept.');
    for (const text of ['one', 'two', 'three']) await ada.say(text);
    await expect.poll(() => ada.log.getByText('Sending', { exact: false }).count(), soon).toBe(3);
    await bo.say('Ada', 'Written while she was gone');
    await bo.page.waitForTimeout(1_500);
    expect(await bo.messages('Ada')).toEqual(['Ada: Hello', 'You: Written while she was gone']);

    await ada.page.context().setOffline(false);
    const said = ['Hello', 'Written while she was gone', 'one', 'two', 'three'];
    const bodies = (list: string[]) => list.map((message) => message.replace(/^.*?: /, ''));
    await expect.poll(async () => bodies(await ada.messages()), soon).toEqual(said);
    await expect.poll(async () => bodies(await bo.messages('Ada')), soon).toEqual(said);
    await ada.nothingUnsent();
    expect(await ada.panel.getByText('Connecting…').count()).toBe(0);
    expect(eve.watch.heard('Written while she was gone')).toBe(false);
  },
);
