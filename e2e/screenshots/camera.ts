import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Takes pictures into a folder. */
export type Camera = (page: Page, name: string) => Promise<void>;

/** Long enough for what appears gently to be there. */
const settledMs = 500;

export function cameraFor(folder: string): Camera {
  mkdirSync(folder, { recursive: true });
  return async (page, name) => {
    await page.mouse.move(1, 1);
    await page.waitForTimeout(settledMs);
    await page.screenshot({ path: join(folder, `${name.replaceAll(/[^\w]+/g, '-')}.png`) });
  };
}
