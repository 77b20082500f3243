import { join } from 'node:path';
import { launchBrowser } from '../drivers/browser.ts';
import { openShop } from '../drivers/shop.ts';
import { cameraFor } from './camera.ts';
import { takeConsole } from './console.ts';
import { takeHeroes } from './hero.ts';
import { takeLine } from './line.ts';
import { takeHardTimes, takePanel } from './panel.ts';

/**
 * Pictures of the real thing. `npm run screenshots` renews those of the README;
 * `npm run screenshots -- all [folder]` also takes every state, to be looked at;
 * `npm run screenshots -- line [folder] [name]` takes the states of the line alone, or those with such a name.
 */
const root = join(import.meta.dirname, '../..');
const [what, folder = join(root, 'test-output/screenshots'), wanted] = process.argv.slice(2);

const browser = await launchBrowser();
try {
  const take = cameraFor(folder);
  if (what === 'line') await takeLine(browser, take, wanted ? new RegExp(wanted) : undefined);
  else await renewHeroes();
  if (what === 'all') {
    await takePanel(browser, take);
    await takeHardTimes(browser, take);
    await takeConsole(browser, take);
    await takeLine(browser, take);
  }
  if (what) console.log(`The pictures are in ${folder}.`);
} finally {
  await browser.close();
}

async function renewHeroes() {
  const shop = await openShop(browser);
  await takeHeroes(shop, cameraFor(join(root, 'docs/images')));
  await shop.end();
}
