import { expect } from 'vitest';
import { busyAgent } from '../drivers/busy-agent.ts';
import { journey, soon } from '../drivers/journey.ts';

/** Lets every notification through, and says so. */
function noteNotifications() {
  const page = globalThis as unknown as { noteShown(title: string): void };
  globalThis.Notification = new Proxy(Notification, {
    construct(real, [title, options]: [string, NotificationOptions]) {
      page.noteShown(title);
      return new real(title, options);
    },
  });
}

journey(
  'ada looks around while her place is kept, is called in her tab once, and is answered when she is back',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await busyAgent(shop);
    const eve = await shop.visitor('eve');
    await eve.ask('Eve came first', 'Eve');
    await eve.isAt(1);
    const ada = await shop.visitor('ada');
    const browser = ada.page.context();
    await browser.grantPermissions(['notifications'], { origin: shop.url });
    const shown: string[] = [];
    await browser.exposeFunction('noteShown', (title: string) => void shown.push(title));
    await browser.addInitScript(noteNotifications);
    await ada.ask('Ada came second', 'Ada');
    await ada.isAt(2);

    await ada.button(ada.words.ratherNotWait).click();
    await ada.button(ada.words.tellMe).click();
    await ada.panel.getByRole('radio', { name: ada.words.byTab }).check();
    await ada.button(ada.words.keepPlace).click();
    await ada.sees(ada.words.kept);
    await ada.isAt(2);

    // Another page of the shop, the panel shut: the place stays, and so does how she is called.
    await ada.close();
    await ada.page.goto(`${shop.url}/try/product.html`);
    await ada.launcher.waitFor();
    const titled = await ada.page.title();
    const other = await shop.anotherTab('ada, other tab', ada.page.context());
    await other.visit(`${shop.url}/try/`);

    await bo.show('Zoe');
    await bo.closeChat('Zoe');
    await eve.sees('we are getting Bo Berg');
    for (const tab of [ada, other]) {
      await tab.panel.waitFor();
      await tab.sees(ada.words.turnSoon);
      await expect.poll(() => tab.page.title(), soon).toContain(ada.words.turnSoon);
    }

    expect(shown, 'once, however many tabs are open').toEqual([ada.words.turnSoon]);

    await ada.button(ada.words.iAmHere).click();
    await ada.isAt(1);
    await expect.poll(() => ada.page.title(), soon).toBe(titled);
    await other.isAt(1);
    await bo.show('Eve');
    await bo.closeChat('Eve');
    await ada.sees('we are getting Bo Berg');
    expect(await ada.messages()).toEqual(['You: Ada came second']);
    expect(eve.watch.heard('Ada came second')).toBe(false);
  },
);
