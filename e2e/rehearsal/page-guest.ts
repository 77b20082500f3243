import type { Browser, BrowserContext } from 'playwright-core';
import { duration } from '../../widget/src/ui/times.ts';
import { panelWords } from '../drivers/panel-words.ts';
import { VisitorPage } from '../drivers/visitor-page.ts';
import { Waiter } from './people.ts';

const minuteMs = 60_000;
/** A number that is replaced sooner may never be painted. */
const readMs = 1_000;
const words = panelWords.en;

/** A visitor with the widget before her: what she is told is held against what she can read. */
export class PageGuest extends Waiter {
  #context: BrowserContext;
  #visitor: VisitorPage | null = null;
  #heardMs: number[] = [];

  private constructor(context: BrowserContext) {
    super();
    this.#context = context;
  }

  static async arrive(browser: Browser, url: string): Promise<PageGuest> {
    const guest = new PageGuest(await browser.newContext({ locale: 'en-GB' }));
    const page = await guest.#context.newPage();
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => guest.#heard(String(payload)));
    });
    guest.#visitor = new VisitorPage(page);
    await guest.#visitor.visit(`${url}/try/`);
    return guest;
  }

  async ask(): Promise<void> {
    await this.#visitor?.page.evaluate(() => {
      const root = document.querySelector('straks-chat')?.shadowRoot as ShadowRoot;
      const read: string[] = [];
      Object.assign(globalThis, { read });
      const look = () => {
        const told = root.querySelector('.left')?.textContent;
        if (told && read.at(-1) !== told) read.push(told);
      };
      new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true });
    });
    await this.#visitor?.ask('Where is my parcel?');
  }

  /** Of all she was told, how much stood on her screen. */
  async read(): Promise<{ told: number; read: number }> {
    const read = await this.#visitor?.page
      .evaluate(() => (globalThis as unknown as { read: string[] }).read)
      .catch(() => []);
    const stood = this.tellings.filter((_, n) => this.#lasted(n));
    const isRead = stood.filter(({ withinMs }) => read?.some((text) => text.includes(printed(withinMs))));
    return { told: stood.length, read: isRead.length };
  }

  async end(): Promise<void> {
    this.hasEnded = true;
    await this.#context.close().catch(() => {});
  }

  #lasted(n: number): boolean {
    const [from = 0, until = Number.POSITIVE_INFINITY] = [this.#heardMs[n], this.#heardMs[n + 1]];
    return until - from > readMs;
  }

  #heard(frame: string): void {
    const before = this.tellings.length;
    if (this.hear(frame) === 'queued') this.joined = JSON.parse(frame.slice(frame.indexOf('[')))[1].entry.at;
    if (this.tellings.length > before) this.#heardMs.push(performance.now());
    if (this.takenAt !== null) this.#heardMs.push(performance.now());
    if (frame.includes('"kind":"closed"')) this.hasEnded = true;
  }
}

/** The words of the widget for a bound. */
const printed = (withinMs: number): string =>
  withinMs <= minuteMs ? words.belowLeft : words.eightInTen(duration('en', withinMs));
