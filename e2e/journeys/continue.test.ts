import { join } from 'node:path';
import { messageId, type TestServer, visitor } from '@straks/server/testing/people.ts';
import { linkIn, type PostOffice, postOffice } from '@straks/server/testing/post-office.ts';
import { expect, onTestFinished } from 'vitest';
import { journey, soon } from '../drivers/journey.ts';
import { panelWords } from '../drivers/panel-words.ts';
import type { Shop, ShopSettings } from '../drivers/shop.ts';

const { nb } = panelWords;
const phone = { viewport: { width: 360, height: 740 }, locale: 'nb-NO' };
const pictures = join(import.meta.dirname, '../../test-output/screenshots');

/** A shop that sends mail, and the letter box of everybody. */
async function withMail(openShop: (settings: ShopSettings) => Promise<Shop>) {
  const office = await postOffice();
  onTestFinished(() => office.close());
  const env = { STRAKS_SMTP_URL: office.url, STRAKS_MAIL_FROM: 'chat@shop.example' };
  return { office, shop: await openShop({ env }) };
}

/** Somebody at her page, asking; spoken over the wire. */
async function asks(shop: Shop, text: string) {
  const server = { url: shop.url, siteKey: shop.server.siteKey } as TestServer;
  const one = await visitor(server);
  const answer = await one.ask('chat:request', { clientMessageId: messageId(), text, language: 'nb' });
  if (!answer.ok) throw new Error(answer.code);
  return { ...one, conversationId: answer.conversation.id };
}

/** Ada is next in line, has gone from her page and was called by mail: the link she got. */
async function calledByMail(shop: Shop, office: PostOffice) {
  const ada = await asks(shop, 'Hvor er pakken min?');
  await ada.ask('hold:keep', {
    ...{ conversationId: ada.conversationId, by: 'mail' },
    email: 'ada@home.example',
  });
  ada.close();
  const mail = await expect
    .poll(() => office.taken[0], soon)
    .toBeDefined()
    .then(() => office.taken[0]);
  if (!mail) throw new Error('there is no mail');
  const { token, key } = linkIn(mail);
  return { token, link: `${shop.url}/continue?lang=nb#${token}.${key}` };
}

journey(
  'ada opens the link of her mail on her telephone and chats on, as the first in line',
  async ({ openShop }) => {
    const { office, shop } = await withMail(openShop);
    const bo = await shop.agent('Bo Berg', { capacity: 1 });
    const eve = await asks(shop, 'Eve kom først');
    const { token, link } = await calledByMail(shop, office);

    const ada = await shop.anotherTab('ada', await shop.browserOf(phone), nb);
    await ada.page.goto(link);
    await ada.sees('Hvor er pakken min?');
    await ada.isAt(1);
    expect(ada.page.url()).not.toContain(token);
    expect(await ada.page.title()).toBe('Straks');
    // The whole page is hers, and there is nothing to put it away into.
    // It comes up in a moment's motion.
    await expect.poll(() => ada.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 740 });
    expect(await ada.button(nb.close).isVisible()).toBe(false);
    await ada.page.keyboard.press('Escape');
    expect(await ada.panel.isVisible()).toBe(true);
    await ada.page.screenshot({ path: join(pictures, 'continue-phone-nb.png'), animations: 'disabled' });

    await eve.ask('chat:end', { conversationId: eve.conversationId });
    await ada.sees('Bo Berg');
    await ada.say('Her er jeg');
    await expect.poll(() => ada.messages(), soon).toContain(`${nb.you}: Her er jeg`);
    await ada.page.reload();
    await ada.sees('Her er jeg');
    expect(bo.watch.heard('Her er jeg')).toBe(true);
    eve.close();
  },
);

journey(
  'whoever comes with a link that is used or broken is told so kindly, and sees nothing',
  async ({ openShop }) => {
    const { office, shop } = await withMail(openShop);
    await shop.agent('Bo Berg', { capacity: 1 });
    const eve = await asks(shop, 'Eve kom først');
    const { link } = await calledByMail(shop, office);
    const ada = await shop.anotherTab('ada', await shop.browserOf(), nb);
    await ada.page.goto(link);
    await ada.sees('Hvor er pakken min?');
    await ada.page.screenshot({ path: join(pictures, 'continue-desktop-nb.png'), animations: 'disabled' });

    const stranger = await shop.anotherTab('stranger', await shop.browserOf(phone), nb);
    stranger.watch.forgive(/409|404/);
    await stranger.page.goto(link);
    await stranger.page.getByRole('heading', { name: 'Denne lenken er brukt' }).waitFor();
    await stranger.page.screenshot({
      path: join(pictures, 'continue-phone-nb-used.png'),
      animations: 'disabled',
    });
    await stranger.page.getByRole('button', { name: 'Send meg en ny lenke' }).click();
    await stranger.page.getByRole('heading', { name: 'Sjekk e-posten din' }).waitFor();
    await expect.poll(() => office.taken.at(-1)?.mail.subject, soon).toBe('Her er en ny lenke');
    await stranger.page.reload();
    await stranger.page.getByRole('button', { name: 'Skriv til oss' }).click();
    await stranger.firstWords.waitFor();
    expect(stranger.watch.heard('Hvor er pakken min?')).toBe(false);

    const lost = await shop.anotherTab('lost', await shop.browserOf({ colorScheme: 'dark' }), nb);
    lost.watch.forgive(/404/);
    await lost.page.goto(`${shop.url}/continue?lang=nb#nothing`);
    await lost.page.getByRole('heading', { name: 'Noe av lenken mangler' }).waitFor();
    await lost.page.goto(`${shop.url}/continue?lang=nb#${'A'.repeat(43)}.${link.split('.').at(-1)}`);
    await lost.page.reload();
    await lost.page.getByRole('heading', { name: 'Lenken virker ikke lenger' }).waitFor();
    await lost.page.screenshot({ path: join(pictures, 'continue-dark-nb-over.png'), animations: 'disabled' });
    eve.close();
  },
);
