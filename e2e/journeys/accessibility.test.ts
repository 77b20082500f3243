import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { changeRouting } from '../drivers/accounts.ts';
import { barriersOn } from '../drivers/barriers.ts';
import { askForCall } from '../drivers/caller.ts';
import { journey } from '../drivers/journey.ts';
import { overflowOf } from '../drivers/overflow.ts';
import { panelWords } from '../drivers/panel-words.ts';
import type { VisitorPage } from '../drivers/visitor-page.ts';
import { wholeWay } from '../drivers/whole-way.ts';

journey('nobody is kept out of the panel, in any state, light or dark', async ({ openShop }) => {
  const shop = await openShop();
  const ada = await shop.visitor('ada');
  const barriers: string[] = [];
  await wholeWay(shop, ada, async (state) => {
    barriers.push(...(await barriersOn(ada.page, state)));
  });
  expect(barriers).toEqual([]);
});

journey('in Norwegian everything fits on phones of 360 and 320 pixels', async ({ openShop }) => {
  const shop = await openShop();
  const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, locale: 'nb-NO' };
  const ada = await shop.visitor('ada', { ...phone, url: `${shop.url}/try/?lang=nb`, words: panelWords.nb });
  const stickingOut: string[] = [];
  await wholeWay(shop, ada, async (state) => {
    for (const width of [360, 320]) {
      await ada.page.setViewportSize({ width, height: 640 });
      stickingOut.push(...(await overflowOf(ada.page)).map((what) => `${state}, ${width}: ${what}`));
    }
  });
  expect(stickingOut).toEqual([]);
});

journey('nobody is kept out of the console, light or dark', async ({ openShop }) => {
  const shop = await openShop();
  const barriers: string[] = [];
  const look = async (page: Page, state: string) => void barriers.push(...(await barriersOn(page, state)));
  const door = await shop.console('at the door');
  await door.page.goto(`${shop.url}/console/`);
  await door.page.getByRole('button', { name: 'Sign in' }).click();
  await look(door.page, 'sign-in');

  const bo = await shop.console('the owner');
  await bo.signIn(shop.url, shop.owner);
  await look(bo.page, 'empty inbox');
  await bo.becomeAvailable();
  for (const name of ['Ada', 'Dan', 'Eve', 'Fay']) {
    const visitor = await shop.visitor(name);
    await visitor.ask(`${name} has a question about https://shop.example/returns`, name);
  }
  await bo.show('Ada');
  await bo.say('Ada', 'Hello Ada');
  await look(bo.page, 'chats');
  await bo.chat('Ada').getByRole('button', { name: 'Close chat' }).click();
  await look(bo.page, 'close menu');
  await bo.page.keyboard.press('Escape');
  for (const menu of ['Pass on', 'Put on hold']) {
    await bo.chat('Ada').getByRole('button', { name: menu }).click();
    await look(bo.page, menu);
    await bo.page.keyboard.press('Escape');
  }
  await bo.page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await look(bo.page, 'shortcuts');
  await bo.page.keyboard.press('Escape');
  await bo.page.getByRole('link', { name: /^Callbacks/ }).click();
  await bo.page.getByText('Nobody asks for a call').waitFor();
  await look(bo.page, 'no callbacks');
  await changeRouting(shop.owner, { callbacks: true });
  await using _cal = await askForCall(shop.server, { name: 'Cal', phone: '22123456', text: 'My bill' });
  await bo.page.getByRole('button', { name: 'Call Cal' }).waitFor();
  await look(bo.page, 'callbacks');
  await bo.page.getByRole('link', { name: 'Settings' }).click();
  for (const section of [
    'Site',
    'Opening hours',
    'Departments',
    'Routing',
    'Colleagues',
    'Categories',
    'Mail',
    'On your site',
    'Your account',
  ]) {
    await bo.page
      .getByRole('navigation', { name: 'Sections' })
      .getByRole('link', { name: section, exact: true })
      .click();
    await look(bo.page, `settings: ${section}`);
  }
  expect(barriers).toEqual([]);
});

journey(
  'with the keyboard alone ada opens, asks, chats and closes; bo takes, answers and closes',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg', { isAway: true });
    await bo.page.keyboard.press('s');
    await bo.page.getByRole('switch', { name: 'Your status: Available' }).waitFor();
    const ada = await shop.visitor('ada');
    const keys = ada.page.keyboard;
    const focused = (visitor: VisitorPage) =>
      visitor.page.evaluate(() => {
        const inside = document.querySelector('straks-chat')?.shadowRoot?.activeElement;
        return inside?.getAttribute('aria-label') ?? inside?.id ?? 'elsewhere';
      });

    await ada.launcher.focus();
    await keys.press('Enter');
    await ada.panel.waitFor();
    await expect.poll(() => focused(ada)).toBe('words');
    await keys.type('Can I do it all by keyboard?');
    await keys.press('Escape');
    await ada.panel.waitFor({ state: 'hidden' });
    await expect.poll(() => focused(ada)).toMatch(/^Chat · open/);
    await keys.press('Enter');
    await expect.poll(() => focused(ada)).toBe('words');
    await keys.press('Enter');
    await ada.sees('we are getting Bo Berg');
    await expect.poll(() => focused(ada)).toBe('Write a message');
    await keys.type('Hello?');
    await keys.press('Shift+Enter');
    await keys.type('Two lines');
    await keys.press('Enter');

    await bo.row('Visitor 1').waitFor();
    await bo.page.keyboard.press('n');
    await bo.sees('Visitor 1', 'Two lines');
    await bo.page.keyboard.type('Yes, all of it.');
    await bo.page.keyboard.press('Enter');
    await ada.sees('Yes, all of it.');
    await bo.page.keyboard.press('Escape');
    await bo.page.keyboard.press('c');
    await bo.page.getByRole('menu').waitFor();
    await bo.page.keyboard.press('0');
    await ada.sees('Bo Berg ended the chat');
    await bo.sees('Visitor 1', 'This chat is closed.');
    await keys.press('Escape');
    await ada.panel.waitFor({ state: 'hidden' });
  },
);
