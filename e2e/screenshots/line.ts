import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Camera } from './camera.ts';
import { looks } from './panel.ts';

const widget = join(import.meta.dirname, '../../widget');
/** Of the demo page: the line, what stands before and after it, and silences in a chat. */
const isOfTheLine = (state: string) =>
  /^(line|welcome|closed|full|chat-(silent|held)|case|after|launcher)/.test(state);

/** Every state of the line, in both languages and every look. */
export async function takeLine(browser: Browser, take: Camera, wanted = /./): Promise<void> {
  const demo = await startDemo();
  try {
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
  } finally {
    demo.stop();
  }
}

/** The page with all states, as it is while one works on it. */
async function startDemo() {
  const vite = join(widget, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, '--host', '127.0.0.1', '--port', '0'], {
    cwd: widget,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let said = '';
  child.stdout.setEncoding('utf8');
  for (;;) {
    const [chunk] = await once(child.stdout, 'data');
    said += chunk;
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
    if (url) return { url: `${url}demo.html`, stop: () => child.kill() };
  }
}
