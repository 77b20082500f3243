import { expect } from 'vitest';
import { changeSite } from '../drivers/accounts.ts';
import { journey, soon } from '../drivers/journey.ts';
import { panelWords } from '../drivers/panel-words.ts';

const dayMs = 86_400_000;

journey(
  'closed: ada in Reykjavik reads when the shop in Tokyo opens, leaves a message, finds the answer later',
  async ({ openShop }) => {
    const shop = await openShop();
    // 18:00 in Tokyo is 09:00 in Reykjavik, the same day all year round.
    const opens = new Date(Date.now() + 3 * dayMs);
    const day = opens.getUTCDay() || 7;
    const weekday = new Intl.DateTimeFormat('nb', { weekday: 'long', timeZone: 'UTC' }).format(opens);
    const spans = [{ day, from: '18:00', to: '21:00' }];
    await changeSite(shop.owner, { hours: { zone: 'Asia/Tokyo', spans, closedDays: [] } });
    const bo = await shop.agent('Bo Berg');
    const dag = await shop.visitor('dag');

    const icelandic = { locale: 'nb-NO', timezoneId: 'Atlantic/Reykjavik', words: panelWords.nb };
    const ada = await shop.visitor('ada', { ...icelandic, url: `${shop.url}/try/?lang=nb` });
    expect(await ada.launcher.getAttribute('aria-label')).toBe(`Åpner ${weekday} kl. 09:00`);
    await ada.open();
    await ada.sees(`Vi har stengt. Åpner ${weekday} kl. 09:00. Legg igjen en melding, så hører du fra oss.`);
    await ada.leaveMessage('Hvor blir det av pakken min?', 'ada@visitor.example', 'Ada');
    await ada.sees('Svaret kommer her. Vi kan også nå deg på ada@visitor.example.');

    await bo.list.getByRole('heading', { name: /Left messages/ }).waitFor();
    await bo.show('Ada');
    await bo.sees('Ada', 'Take this message to answer it.');
    const browser = ada.page.context();
    await ada.page.close();
    await bo.chat('Ada').getByRole('button', { name: 'Take', exact: true }).click();
    await bo.say('Ada', 'Den kommer i morgen.');
    await expect
      .poll(() => bo.messages('Ada'), soon)
      .toEqual(['Ada: Hvor blir det av pakken min?', 'You: Den kommer i morgen.']);

    const later = await shop.anotherTab('ada, later', browser, panelWords.nb);
    await later.visit(`${shop.url}/try/product.html?lang=nb`);
    await expect.poll(() => later.launcher.getAttribute('aria-label'), soon).toBe('Nye meldinger: 1');
    await later.open();
    await later.sees('Den kommer i morgen.');
    await later.say('Takk!');
    await bo.sees('Ada', 'Takk!');
    expect(dag.watch.heard('pakken min')).toBe(false);
    expect(later.watch.heard('@straks.example')).toBe(false);
  },
);
