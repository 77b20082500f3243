import { type Browser, chromium } from 'playwright-core';
import { colleague } from '../drivers/accounts.ts';
import { Agent } from '../drivers/agent.ts';
import { chromiumFlags, chromiumPath } from '../drivers/chromium.ts';
import { noHistory } from '../drivers/history.ts';
import { openShop, type Shop } from '../drivers/shop.ts';
import { until } from '../drivers/until.ts';

const tabs = 4;
const words = ['One thing more:', 'the parcel is blue', 'and it hums 🐝'];

/** The same with the real widget in a real browser, half of the tabs without a network when they die. */
export async function crashRealTabs(progress: (says: string) => void): Promise<string[]> {
  const executablePath = chromiumPath();
  if (!executablePath) {
    progress('no real tabs were crashed: Chromium is missing');
    return [];
  }
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    return await crashAll(browser, progress);
  } finally {
    await browser.close();
  }
}

async function crashAll(browser: Browser, progress: (says: string) => void): Promise<string[]> {
  const shop = await openShop(browser);
  const session = await colleague(shop.owner, 'Bo', tabs);
  const agent = new Agent({ session, history: noHistory });
  agent.arrive();
  await until('the agent has arrived', () => agent.isReady, 10_000);
  try {
    const wrong: string[] = [];
    for (let n = 1; n <= tabs; n += 1) {
      wrong.push(...(await crashOne(shop, `tab ${n}`, n % 2 === 0)));
      progress(`crashed ${n} of ${tabs} real tabs`);
    }
    return wrong;
  } finally {
    agent.leave();
    await shop.end();
  }
}

/** She presses send three times and her tab dies; what is wrong with what a new tab and the database hold. */
async function crashOne(shop: Shop, who: string, isOffline: boolean): Promise<string[]> {
  const question = `Hello, I am ${who}`;
  const visitor = await shop.visitor(who);
  const context = visitor.page.context();
  await visitor.ask(question);
  await visitor.composer.waitFor();
  await context.setOffline(isOffline);
  for (const text of words) await visitor.say(text);
  const devTools = await context.newCDPSession(visitor.page);
  const crashed = visitor.page.waitForEvent('crash');
  devTools.send('Page.crash').catch(() => {});
  await crashed;
  await visitor.page.close();
  await context.setOffline(false);

  const next = await shop.anotherTab(`${who} again`, context);
  await next.visit(`${shop.url}/try/`);
  await next.nothingUnsent();
  const stored = await shop.server.messages();
  const conversation = stored.find(({ text }) => text === question)?.conversationId;
  const hers = stored.filter(({ conversationId }) => conversationId === conversation).map(({ text }) => text);
  const expected = [question, ...words];
  return hers.join('\n') === expected.join('\n')
    ? []
    : [`${who} said ${JSON.stringify(expected)}, kept was ${JSON.stringify(hers)}`];
}
