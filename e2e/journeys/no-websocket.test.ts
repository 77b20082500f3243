import { expect } from 'vitest';
import { journey, soon } from '../drivers/journey.ts';
import { brokenLine } from '../drivers/page-watch.ts';
import { relayWithoutWebSockets } from '../drivers/relay.ts';

journey('where WebSockets are blocked ada and bo chat all the same', async ({ openShop }) => {
  await using relay = await relayWithoutWebSockets();
  const shop = await openShop({ env: { STRAKS_PUBLIC_URL: relay.url } });
  relay.leadTo(shop.server.port);
  shop.forgive(brokenLine);
  const bo = await shop.agent('Bo Berg');
  const eve = await shop.visitor('eve');
  const ada = await shop.visitor('ada');
  await ada.ask('Can you hear me?', 'Ada');
  await ada.sees('we are getting Bo Berg');
  await bo.show('Ada');
  await bo.say('Ada', 'Loud and clear');
  await ada.sees('Loud and clear');
  await ada.say('Good');
  await expect
    .poll(() => bo.messages('Ada'), soon)
    .toEqual(['Ada: Can you hear me?', 'You: Loud and clear', 'Ada: Good']);

  await ada.page.reload();
  await ada.sees('Loud and clear');
  expect(await ada.messages()).toEqual(['You: Can you hear me?', 'Bo Berg: Loud and clear', 'You: Good']);
  expect(relay.refused()).toBeGreaterThan(0);
  expect(ada.watch.heard('Loud and clear')).toBe(true);
  expect(eve.watch.heard('Loud and clear')).toBe(false);
});
