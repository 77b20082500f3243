import type { Browser, BrowserContextOptions } from 'playwright-core';
import { panelWords } from '../drivers/panel-words.ts';
import { openShop } from '../drivers/shop.ts';
import { wholeWay } from '../drivers/whole-way.ts';
import type { Camera } from './camera.ts';

const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
export const looks: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 832 } },
  dark: { viewport: { width: 1280, height: 832 }, colorScheme: 'dark' },
  phone,
  'phone dark': { ...phone, colorScheme: 'dark' },
};
const long = [
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3),
  'https://shop.example/returns?order=48213&reason=too-small&next=https%3A%2F%2Fshop.example%2Faccount%2Forders',
  '👩‍👩‍👧‍👦🧶🐑',
  'One line\nand another\n\nand one after a pause',
];

/** Every state of the panel in every look, in the languages asked for. */
export async function takePanel(browser: Browser, take: Camera): Promise<void> {
  for (const [look, options] of Object.entries(looks)) {
    for (const language of look === 'dark' ? (['en'] as const) : (['en', 'nb'] as const)) {
      const shop = await openShop(browser);
      const url = `${shop.url}/try/?lang=${language}`;
      const ada = await shop.visitor('ada', { ...options, url, words: panelWords[language] });
      let count = 0;
      await wholeWay(shop, ada, async (state) => {
        count += 1;
        await take(ada.page, `panel ${look} ${language} ${String(count).padStart(2, '0')} ${state}`);
      });
      await shop.end();
    }
  }
}

/** What goes wrong, and what is too much. */
export async function takeHardTimes(browser: Browser, take: Camera): Promise<void> {
  for (const look of ['desktop', 'phone'] as const) {
    const shop = await openShop(browser);
    const bo = await shop.agent('Bartholomäus Freiherr von Hohenstein-Wolkenburg');
    const ada = await shop.visitor('ada', looks[look]);
    await ada.ask(long[0] ?? '', 'Ada');
    for (const text of long.slice(1)) await ada.say(text);
    await bo.show('Ada');
    await bo.say('Ada', long.join('\n'));
    await ada.sees('and one after a pause');
    await take(ada.page, `hard ${look} long`);
    await take(bo.page, `hard ${look} long console`);
    await ada.page.context().setOffline(true);
    await ada.say('Written without a network');
    await ada.page.waitForTimeout(1_500);
    await take(ada.page, `hard ${look} offline`);
    await bo.page.context().setOffline(true);
    await take(bo.page, `hard ${look} offline console`);
    await shop.end();
  }
}
