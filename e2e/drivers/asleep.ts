import type { Page } from 'playwright-core';

/** A closed lid: nothing on the page runs and its lines stay open unanswered, until it is woken. */
export async function putToSleep(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Debugger.enable');
  await session.send('Debugger.pause');
  return async () => {
    await session.send('Debugger.resume');
    await session.detach();
  };
}
