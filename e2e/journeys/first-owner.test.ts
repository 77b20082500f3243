import { expect } from 'vitest';
import { hostPage } from '../drivers/host-page.ts';
import { journey } from '../drivers/journey.ts';
import { refusedRequest } from '../drivers/page-watch.ts';

journey(
  'the first owner makes her account, sets up the chat, invites bo, and bo answers on her own site',
  async ({ openShop }) => {
    const shop = await openShop({ isUnowned: true });
    await using own = await hostPage();
    await using foreign = await hostPage();
    const eva = await shop.console('eva');
    const { page } = eva;
    eva.watch.forgive(refusedRequest);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);

    await page.goto(`${shop.url}/console/#/first/${await shop.server.firstToken()}`);
    await page.getByRole('heading', { name: 'Welcome to Straks' }).waitFor();
    await page.getByLabel('Your name').fill('Eva Eier');
    await page.getByLabel('E-mail').fill('eva@straks.example');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Choose a password of at least 10 characters').waitFor();
    await page.getByLabel('Password', { exact: true }).fill('a rather long secret');
    await page.getByRole('button', { name: 'Create account' }).click();
    await eva.status.waitFor();

    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Site name').fill('Fjell & Ull');
    await page.getByLabel('Where the chat may appear').fill(own.origin);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'Opening hours' }).click();
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']) {
      await page.getByRole('button', { name: `Add hours on ${day}` }).click();
      await page.getByLabel(`${day} from`).fill('00:00');
      await page.getByLabel(`${day} to`).fill('24:00');
    }
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'Colleagues' }).click();
    await page.getByRole('button', { name: 'Make invite link' }).click();
    const invite = await page.getByLabel('Invite link').inputValue();
    await page.getByRole('link', { name: 'On your site' }).click();
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied').waitFor();
    const tag = await page.evaluate(() => navigator.clipboard.readText());
    expect(tag).toMatch(/^<script .*src="[^"]+\/straks\.js".*><\/script>$/);
    own.paste(tag);
    foreign.paste(tag);

    const bo = await shop.console('bo');
    await bo.page.goto(invite);
    await bo.page.getByRole('heading', { name: 'Join Fjell & Ull' }).waitFor();
    await bo.page.getByText('Eva Eier has invited you as agent.').waitFor();
    await bo.page.getByLabel('Your name').fill('Bo Berg');
    await bo.page.getByLabel('E-mail').fill('bo@straks.example');
    await bo.page.getByLabel('Password', { exact: true }).fill('another long secret');
    await bo.page.getByRole('button', { name: 'Join' }).click();
    await bo.status.waitFor();
    await bo.becomeAvailable();
    const late = await shop.console('a second user of the link');
    late.watch.forgive(refusedRequest);
    await late.page.goto(invite);
    await late.page.getByText('This invitation has been used or has expired.').waitFor();

    const ada = await shop.visitor('ada', { url: own.origin });
    await ada.ask('Hello from the shop', 'Ada');
    await ada.sees('we are getting Bo Berg');
    await bo.show('Ada');
    await bo.say('Ada', 'Welcome');
    await ada.sees('Welcome');

    const elsewhere = await ada.page.context().newPage();
    await elsewhere.goto(foreign.origin);
    await elsewhere.getByRole('heading', { name: 'Own site' }).waitFor();
    await elsewhere.waitForLoadState('networkidle');
    expect(await elsewhere.getByRole('button').count(), 'a chat on a page not listed').toBe(0);
  },
);
