import type { Browser } from 'playwright-core';
import { startDemo } from '../drivers/demo.ts';
import type { Camera } from './camera.ts';
import { looks } from './panel.ts';

/** Of the demo page: the line, what stands before and after it, and silences in a chat. */
const isOfTheLine = (state: string) =>
  /^(line|welcome|closed|full|nobody|chat-(ringing|silent|held)|case|after|launcher)/.test(state);

/** Every state of the line, in both languages and every look. */
export async function takeLine(browser: Browser, take: Camera, wanted = /./): Promise<void> {
  using demo = await startDemo();
  for (const [look, options] of Object.entries(looks)) {
    const context = await browser.newContext({ ...options, timezoneId: 'Europe/Oslo', locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(demo.url);
    const states = (await page.locator('nav a').allTextContents()).filter(isOfTheLine);
    for (const language of ['en', 'nb']) {
      for (const state of states) {
        const name = `${look} ${language} ${state}`;
        if (!wanted.test(name)) continue;
        await page.goto(`${demo.url}?state=${state}&lang=${language}`);
        await page.locator('straks-chat button').first().waitFor();
        await take(page, name);
      }
    }
    await context.close();
  }
}
