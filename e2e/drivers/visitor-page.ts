import type { Locator, Page } from 'playwright-core';
import { type PageWatch, watchPage } from './page-watch.ts';
import { type PanelWords, panelWords } from './panel-words.ts';
import { until } from './until.ts';

/** A visitor's browser tab: what she does and sees, by the names a screen reader would say. */
export class VisitorPage {
  readonly page: Page;
  readonly watch: PageWatch;
  readonly panel: Locator;
  readonly log: Locator;
  readonly launcher: Locator;
  readonly words: PanelWords;

  constructor(page: Page, words: PanelWords = panelWords.en) {
    this.page = page;
    this.words = words;
    this.watch = watchPage(page);
    this.launcher = page.locator('straks-chat').getByRole('button', { expanded: false });
    this.panel = page.locator('straks-chat').getByRole('dialog');
    this.log = this.panel.getByRole('log', { name: words.conversation });
  }

  async visit(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('straks-chat').getByRole('button').first().waitFor();
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.panel.waitFor();
  }

  async close(): Promise<void> {
    await this.panel.getByRole('button', { name: this.words.close }).click();
    await this.panel.waitFor({ state: 'hidden' });
  }

  /** The field of the first form: a question while somebody can answer, else a message. */
  get firstWords(): Locator {
    return this.#fieldNamed(this.words.question, this.words.leaveTitle);
  }

  get composer(): Locator {
    return this.#fieldNamed(this.words.composer, this.words.composerAdd);
  }

  #fieldNamed(name: string, other: string): Locator {
    const named = (each: string) => this.panel.getByRole('textbox', { name: each, exact: true });
    return named(name).or(named(other));
  }

  button(name: string | RegExp): Locator {
    return this.panel.getByRole('button', { name });
  }

  /** Opens the chat and asks. */
  async ask(text: string, name = ''): Promise<void> {
    if (!(await this.panel.isVisible())) await this.open();
    await this.firstWords.fill(text);
    if (name) await this.panel.getByRole('textbox', { name: this.words.yourName }).fill(name);
    await this.button(this.words.start).click();
    await this.log.getByText(text.slice(0, 80)).first().waitFor();
  }

  async leaveMessage(text: string, email: string, name = ''): Promise<void> {
    if (!(await this.panel.isVisible())) await this.open();
    await this.firstWords.fill(text);
    await this.panel.getByRole('textbox', { name: this.words.email }).fill(email);
    if (name) await this.panel.getByRole('textbox', { name: this.words.yourName }).fill(name);
    await this.button(this.words.sendMessage).click();
    await this.sees(this.words.caseTitle);
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  sees(text: string | RegExp): Promise<void> {
    return this.panel.getByText(text).first().waitFor();
  }

  /** "You: hi", "Bo: hello": the log as it is read aloud, messages only. */
  messages(): Promise<string[]> {
    return this.log.locator('.message').evaluateAll((rows) =>
      rows.map((row) => {
        const said = row.querySelector('.bubble')?.textContent ?? '';
        return `${row.querySelector('.hidden')?.textContent ?? ''}${said}`;
      }),
    );
  }

  /** Until she stands at this place. */
  async isAt(place: number): Promise<void> {
    const standing = this.panel.getByRole('region', { name: this.words.placeInLine });
    await standing.getByRole('status').getByText(this.words.placeSaid(place)).waitFor();
  }

  /** Notes every place her panel shows from now on. */
  async notePlaces(): Promise<() => Promise<number[]>> {
    await this.page.evaluate(() => {
      const root = document.querySelector('straks-chat')?.shadowRoot as ShadowRoot;
      const shown: number[] = [];
      Object.assign(globalThis, { shownPlaces: shown });
      const look = () => {
        const figure = root.querySelector('.figure')?.textContent;
        if (figure && shown.at(-1) !== Number(figure)) shown.push(Number(figure));
      };
      look();
      new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true });
    });
    return () => this.page.evaluate(() => (globalThis as unknown as { shownPlaces: number[] }).shownPlaces);
  }

  /** Words she has sent that no server has confirmed. */
  unsent(): Promise<number> {
    return this.page.evaluate(() => Object.keys(localStorage).filter((key) => /:out:/.test(key)).length);
  }

  async nothingUnsent(): Promise<void> {
    await until('her outbox is empty', async () => (await this.unsent()) === 0, 15_000, 100);
  }
}
