import { join } from 'node:path';
import { launchBrowser } from '../drivers/browser.ts';
import { openShop } from '../drivers/shop.ts';
import { cameraFor } from './camera.ts';
import { takeConsole } from './console.ts';
import { takeHeroes } from './hero.ts';
import { takeHardTimes, takePanel } from './panel.ts';

/**
 * Pictures of the real thing. `npm run screenshots` renews those of the README;
 * `npm run screenshots -- all [folder]` also takes every state, to be looked at.
 */
const root = join(import.meta.dirname, '../..');
const [what, folder = join(root, 'test-output/screenshots')] = process.argv.slice(2);

const browser = await launchBrowser();
try {
  const shop = await openShop(browser);
  await takeHeroes(shop, cameraFor(join(root, 'docs/images')));
  await shop.end();
  if (what === 'all') {
    const take = cameraFor(folder);
    await takePanel(browser, take);
    await takeHardTimes(browser, take);
    await takeConsole(browser, take);
    console.log(`All states are in ${folder}.`);
  }
} finally {
  await browser.close();
}
