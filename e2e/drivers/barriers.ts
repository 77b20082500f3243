import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const grave = new Set(['serious', 'critical']);

/** What keeps somebody out: everything in light, and in dark what colours can do. */
export async function barriersOn(page: Page, state: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await new AxeBuilder({ page }).setLegacyMode().analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await new AxeBuilder({ page }).setLegacyMode().withRules('color-contrast').analyze();
  await page.emulateMedia({ colorScheme: 'light' });
  const told = (scheme: string, { violations }: typeof light) =>
    violations
      .filter(({ impact }) => grave.has(impact ?? ''))
      .map(({ id, nodes }) => `${state}, ${scheme}: ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  return [...told('light', light), ...told('dark', dark)];
}
