import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { AgentPage } from '../drivers/agent-page.ts';
import { openShop, type Shop } from '../drivers/shop.ts';
import type { Camera } from './camera.ts';
import { crowd } from './people.ts';

const looks: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  nb: { viewport: { width: 1440, height: 900 }, locale: 'nb-NO' },
};
const sections = ['site', 'hours', 'departments', 'routing', 'colleagues', 'categories', 'tag', 'account'];

/** The console from the door to the settings, in every look. */
export async function takeConsole(browser: Browser, take: Camera): Promise<void> {
  for (const [look, options] of Object.entries(looks)) {
    const shop = await openShop(browser);
    const shot = (who: AgentPage, state: string) => take(who.page, `console ${look} ${state}`);
    const door = await shop.console('door', options);
    await door.page.goto(`${shop.url}/console/`);
    await door.page.locator('form button').last().click();
    await shot(door, '01 sign-in');
    if (look !== 'nb') await atWork(shop, options, shot);
    const eva = await shop.console('eva', { ...options, locale: 'en-GB' });
    await eva.signIn(shop.url, shop.owner);
    for (const section of sections) {
      await eva.page.goto(`${shop.url}/console/#/settings/${section}`);
      await shot(eva, `10 settings ${section}`);
    }
    await eva.page.goto(`${shop.url}/console/#/staffing`);
    await shot(eva, '11 staffing');
    await shop.end();
  }
}

async function atWork(
  shop: Shop,
  options: BrowserContextOptions,
  shot: (who: AgentPage, state: string) => Promise<void>,
): Promise<void> {
  const maria = await shop.agent('Maria Moe', { ...options, capacity: 3, isAway: true });
  await shot(maria, '02 empty');
  await maria.becomeAvailable();
  await crowd(shop);
  await maria.row('Ida Nilsen').waitFor();
  await shot(maria, '03 list');
  await maria.show('Ada Aasen');
  await maria.say('Ada Aasen', 'Hei Ada! Jeg ser etter med en gang.');
  await shot(maria, '04 chat');
  await maria.chat('Ada Aasen').getByRole('button', { name: 'Close chat' }).click();
  await shot(maria, '05 close menu');
  await maria.page.keyboard.press('0');
  await maria.sees('Ada Aasen', 'This chat is closed.');
  await shot(maria, '06 closed');
}
