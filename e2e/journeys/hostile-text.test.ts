import { expect } from 'vitest';
import { journey, soon } from '../drivers/journey.ts';
import { overflowOf } from '../drivers/overflow.ts';

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror="alert(2)">',
  '"><svg onload=alert(3)>',
  'javascript:alert(4) and [click](javascript:alert(5))',
  'data:text/html,<script>alert(6)</script>',
  '<%= alert(7) %> #{alert(8)} __proto__[x]=1',
  'right to left: \u202Egnp.exe\u202C and \u2066isolated\u2069',
  'Z\u0351\u036b\u0343\u0363a\u030d\u0306\u0364l\u0361g\u0338\u0322o\u0336 👩‍👩‍👧‍👦🏳️‍🌈',
  'مرحبا hello שלום',
  'W'.repeat(10_000),
];

journey(
  'hostile text is text on both sides: nothing runs, nothing becomes a link, nothing sticks out',
  async ({ openShop }) => {
    const shop = await openShop();
    const bo = await shop.agent('Bo Berg');
    const eve = await shop.visitor('eve');
    const name = '<img src=x onerror=alert(9)>';
    const ada = await shop.visitor('ada', {
      url: `${shop.url}/try/?lang=en&q=%3Cscript%3Ealert(10)%3C/script%3E#"><img src=x onerror=alert(11)>`,
    });
    await ada.ask(hostile[0] ?? '', name);
    await ada.sees('we are getting Bo Berg');
    await bo.show(name);
    for (const text of hostile.slice(1)) await ada.say(text);
    for (const text of hostile) await bo.say(name, text.length < 10_000 ? text : text.toLowerCase());

    const bodies = (list: string[]) => list.map((message) => message.replace(/^.*?: ?/, ''));
    const said = [...hostile, ...hostile.slice(0, -1), 'w'.repeat(10_000)];
    await ada.nothingUnsent();
    await expect.poll(async () => (await ada.messages()).length, soon).toBe(said.length);
    await expect.poll(async () => (await bo.messages(name)).length, soon).toBe(said.length);
    expect(bodies(await ada.messages()).toSorted()).toEqual(said.toSorted());
    expect(bodies(await bo.messages(name)).toSorted()).toEqual(said.toSorted());

    for (const page of [ada.page, bo.page]) {
      expect(
        await page.locator('a[href^="javascript:"], a[href^="data:"], img[src="x"], svg[onload]').count(),
      ).toBe(0);
      expect(await overflowOf(page)).toEqual([]);
    }
    expect(eve.watch.heard('alert(1)')).toBe(false);
  },
);
