import { expect } from 'vitest';
import { barriersOn } from '../drivers/barriers.ts';
import { startDemo } from '../drivers/demo.ts';
import { journey } from '../drivers/journey.ts';
import { overflowOf } from '../drivers/overflow.ts';

/** States of the line that a journey meets seldom or never; the demo page draws them with the real pictures. */
const states = [
  'line-long',
  'line-late',
  'line-closing',
  'line-held-mail',
  'line-held-phone',
  'line-called',
  'line-tell',
  'line-call',
  'line-call-bad',
  'welcome-surge',
  'welcome-call',
  'case-call',
  'after-rated',
];

journey('nobody is kept out of the line, whatever it is like', async ({ browser }) => {
  using demo = await startDemo();
  const page = await browser.newPage();
  const barriers: string[] = [];
  for (const state of states) {
    await page.goto(`${demo.url}?state=${state}`);
    await page.locator('straks-chat').getByRole('dialog').waitFor();
    await page.locator('[data-late]').waitFor({ state: 'attached' });
    barriers.push(...(await barriersOn(page, state)));
  }
  expect(barriers).toEqual([]);
  await page.close();
});

journey('the line fits on phones of 360 and 320 pixels in every language', async ({ browser }) => {
  using demo = await startDemo();
  const page = await browser.newPage({ isMobile: true, hasTouch: true });
  const stickingOut: string[] = [];
  for (const language of ['nb', 'da', 'sv', 'en']) {
    for (const state of states) {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(`${demo.url}?state=${state}&lang=${language}`);
      await page.locator('[data-late]').waitFor({ state: 'attached' });
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 640 });
        const found = await overflowOf(page);
        stickingOut.push(...found.map((what) => `${language} ${state}, ${width}: ${what}`));
      }
    }
  }
  expect(stickingOut).toEqual([]);
  await page.close();
});
