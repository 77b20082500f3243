import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { changeRouting } from '../drivers/accounts.ts';
import { busyAgent } from '../drivers/busy-agent.ts';
import { askForCall } from '../drivers/caller.ts';
import { journey, soon } from '../drivers/journey.ts';

/** There is nothing on this machine that makes calls: notes what it would have been given. */
async function telephoneOf(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const numbers: string[] = [];
    Object.assign(globalThis, { dialledNumbers: numbers });
    addEventListener('click', (event) => {
      const link = event.composedPath()[0];
      if (!(link instanceof HTMLAnchorElement) || link.protocol !== 'tel:') return;
      numbers.push(link.href);
      event.preventDefault();
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { dialledNumbers: string[] }).dialledNumbers);
}

journey(
  'cal would rather be called: bo calls in vain, tries again, and is done; everybody sees how far it is',
  async ({ openShop }) => {
    const shop = await openShop();
    await changeRouting(shop.owner, { callbacks: true });
    const bo = await busyAgent(shop);
    const dialled = await telephoneOf(bo.page);
    await using cal = await askForCall(shop.server, {
      name: 'Cal',
      phone: '22 12 34 56',
      text: 'Wrong bill, twice',
    });
    await bo.row('Cal').getByText('wants a call').waitFor();

    await bo.page.getByRole('link', { name: /Callbacks/ }).click();
    const call = bo.page.getByRole('article', { name: 'Cal' });
    await call.getByText('+47 22 12 34 56').waitFor();
    await call.getByText('Wrong bill, twice').waitFor();
    await call.getByText('place 1 in line').waitFor();

    await call.getByRole('button', { name: 'Call Cal' }).click();
    await call.getByText('You are at the phone').waitFor();
    expect(await dialled()).toEqual(['tel:+4722123456']);
    await call.getByRole('button', { name: 'No answer' }).click();
    await bo.page.getByText(/No answer from .*Cal.*It comes back to the list/).waitFor();
    await call.getByText(/tried once/).waitFor();
    await expect.poll(() => cal.callback()?.tries, soon).toBe(1);

    await call.getByRole('button', { name: 'Call Cal' }).click();
    await call.getByRole('button', { name: 'Done' }).click();
    await bo.page.getByRole('menuitem', { name: /Close chat|Without a category/ }).click();
    await bo.page.getByText('Nobody asks for a call').waitFor();
    await expect.poll(() => cal.callback(), soon).toBeNull();
  },
);
