import type { Locator, Page } from 'playwright-core';
import { password, type Session } from './accounts.ts';
import { type PageWatch, watchPage } from './page-watch.ts';

/** An agent's browser tab with the console in it, by the names a screen reader would say. */
export class AgentPage {
  readonly page: Page;
  readonly watch: PageWatch;
  readonly status: Locator;
  readonly list: Locator;
  readonly notices: Locator;
  /** What rings at her now. */
  readonly callCard: Locator;

  constructor(page: Page) {
    this.page = page;
    this.watch = watchPage(page);
    this.status = page.getByRole('switch', { name: /^Your status/ });
    this.list = page.getByRole('navigation', { name: 'Conversations' });
    this.callCard = page.locator('straks-inbox-list straks-call-card');
    this.notices = page.getByRole('region', { name: 'Notices' });
  }

  async signIn(url: string, { email }: Session): Promise<void> {
    await this.page.goto(`${url}/console/`);
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.status.waitFor();
  }

  async becomeAvailable(): Promise<void> {
    await this.status.click();
    await this.page.getByRole('switch', { name: 'Your status: Available' }).waitFor();
  }

  async goAway(): Promise<void> {
    await this.status.click();
    await this.page.getByRole('switch', { name: 'Your status: Away' }).waitFor();
  }

  /** The line of the list that names somebody. */
  row(name: string): Locator {
    return this.list.getByRole('listitem').filter({ hasText: name });
  }

  /** Until somebody's chat rings at her. */
  async rings(name: string): Promise<void> {
    await this.callCard.getByRole('button', { name: `Answer ${name}` }).waitFor();
  }

  chat(name: string): Locator {
    return this.page.getByRole('article', { name: `Chat with ${name}` });
  }

  composer(name: string): Locator {
    return this.chat(name).getByRole('textbox', { name: `Write to ${name}` });
  }

  /** Lays somebody's chat on the desk. */
  async show(name: string): Promise<void> {
    await this.row(name).getByRole('button').first().click();
    await this.chat(name).waitFor();
  }

  async say(name: string, text: string): Promise<void> {
    await this.composer(name).fill(text);
    await this.composer(name).press('Enter');
  }

  async closeChat(name: string): Promise<void> {
    await this.chat(name).getByRole('button', { name: 'Close chat' }).click();
    await this.page.getByRole('menuitem', { name: /Close chat|Without a category/ }).click();
  }

  sees(name: string, text: string | RegExp): Promise<void> {
    return this.chat(name).getByText(text).first().waitFor();
  }

  /** "Ada: hi", "You: hello": the log as it is read aloud, messages only. */
  messages(name: string): Promise<string[]> {
    return this.chat(name)
      .getByRole('log')
      .locator('.message')
      .evaluateAll((rows) =>
        rows.map((row) => {
          const said = row.querySelector('.bubble')?.textContent ?? '';
          return `${row.querySelector('.sr')?.textContent ?? ''} ${said}`;
        }),
      );
  }
}
