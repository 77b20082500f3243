import { type Browser, chromium } from 'playwright-core';
import { chromiumFlags, chromiumPath } from './chromium.ts';

/** A browser, or a sentence on what is missing. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('Chromium is missing; name it in the variable CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: chromiumFlags,
    // Pages are kept whole for going back, as in every browser outside of tests.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}
