import { expect } from 'vitest';
import { journey, soon } from '../drivers/journey.ts';
import type { Shop } from '../drivers/shop.ts';

const eachWayMs = 400;

/** Ada far away, where everything takes its time; bo has answered her. */
async function adaOnASlowLine(shop: Shop) {
  const bo = await shop.agent('Bo Berg');
  const ada = await shop.anotherTab('ada', await shop.browserOf());
  await ada.page.routeWebSocket(/\/socket/, (near) => {
    const far = near.connectToServer();
    near.onMessage((frame) => void setTimeout(() => far.send(frame), eachWayMs));
    far.onMessage((frame) => void setTimeout(() => near.send(frame), eachWayMs));
  });
  await ada.visit(`${shop.url}/try/`);
  await ada.ask('My zip is broken', 'Ada');
  await bo.show('Ada');
  await bo.say('Ada', 'Bring it in');
  await ada.sees('Bring it in');
  await ada.say('Thanks!');
  await ada.say('Bye');
  await ada.button('End chat').click();
  await ada.button('End chat').last().click();
  return { ada, bo };
}

const said = ['Ada: My zip is broken', 'You: Bring it in', 'Ada: Thanks!', 'Ada: Bye'];

journey('ada says thanks on a slow line and ends the chat: it stays ended', async ({ openShop }) => {
  const { ada, bo } = await adaOnASlowLine(await openShop());
  await bo.sees('Ada', /ended the chat/);
  await expect.poll(() => bo.messages('Ada'), soon).toEqual(said);
  await ada.nothingUnsent();
  await bo.page.waitForTimeout(3 * eachWayMs);
  expect(await bo.chat('Ada').getByText('wrote again').count()).toBe(0);
  expect(await bo.chat('Ada').getByRole('textbox').count()).toBe(0);
});

journey(
  'ada thinks better of it while her last words are on their way: the chat goes on',
  async ({ openShop }) => {
    const { ada, bo } = await adaOnASlowLine(await openShop());
    await ada.button('Back').click();
    await expect.poll(() => bo.messages('Ada'), soon).toEqual(said);
    await ada.nothingUnsent();
    await bo.page.waitForTimeout(3 * eachWayMs);
    expect(await bo.chat('Ada').getByText('ended the chat').count()).toBe(0);
    await ada.say('One more thing');
    await bo.sees('Ada', 'One more thing');
  },
);
