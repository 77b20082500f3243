import { join } from 'node:path';
import { expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { openShop as open, type Shop, type ShopSettings } from './shop.ts';

/** What every page showed when a journey failed. */
const pictures = join(import.meta.dirname, '../../test-output/journeys');

/** A test with a browser for the file and a shop of its own, which must not complain of anything. */
export const journey = test
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs.
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await launchBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('openShop', async ({ browser, task, onTestFailed }, { onCleanup }) => {
    const shops: Shop[] = [];
    onTestFailed(async () => {
      for (const shop of shops) await shop.photograph(join(pictures, task.name.replaceAll(/\W+/g, '-')));
    });
    onCleanup(async () => {
      const faults = shops.flatMap((shop) => shop.faults);
      await Promise.all(shops.map((shop) => shop.end()));
      expect(faults, 'complaints of the pages').toEqual([]);
    });
    return async (settings?: ShopSettings) => {
      const shop = await open(browser, settings);
      shops.push(shop);
      return shop;
    };
  });

/** For what takes a round through server and page; the machine may be busy. */
export const soon = { timeout: 15_000, interval: 50 };
