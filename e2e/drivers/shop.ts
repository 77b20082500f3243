import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { colleague, firstOwner, type Session } from './accounts.ts';
import { AgentPage } from './agent-page.ts';
import { Cluster } from './cluster.ts';
import type { PageWatch } from './page-watch.ts';
import type { PanelWords } from './panel-words.ts';
import { type Server, type ServerSettings, startServer } from './server.ts';
import { VisitorPage } from './visitor-page.ts';

export interface VisitorOptions extends BrowserContextOptions {
  /** The page she looks at. */
  url?: string;
  /** What her panel says, when it is not English. */
  words?: PanelWords;
}

export interface AgentOptions extends BrowserContextOptions {
  capacity?: number;
  departmentIds?: string[];
  isAway?: boolean;
}

const nordic = { locale: 'en-GB', timezoneId: 'Europe/Oslo' } satisfies BrowserContextOptions;

/** A shop with Straks on it: a real server, or several as JOURNEYS_NODES says, and a browser of their own for everyone who comes. */
export class Shop {
  readonly server: Server | Cluster;
  readonly #owner: Session | null;
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];
  readonly #watches: [who: string, PageWatch, Page][] = [];
  readonly #forgiven: RegExp[] = [];

  constructor(browser: Browser, server: Server | Cluster, owner: Session | null) {
    this.#browser = browser;
    this.server = server;
    this.#owner = owner;
  }

  get owner(): Session {
    if (!this.#owner) throw new Error('Nobody owns this shop yet.');
    return this.#owner;
  }

  /** Where people reach it: the server itself, or what stands before it. */
  get url(): string {
    return this.server.publicUrl;
  }

  async visitor(who: string, options: VisitorOptions = {}): Promise<VisitorPage> {
    const { url = `${this.url}/try/`, words, ...context } = options;
    const visitor = await this.anotherTab(who, await this.browserOf(context), words);
    await visitor.visit(url);
    return visitor;
  }

  /** One more tab of the same browser; nothing is loaded in it yet. */
  async anotherTab(who: string, context: BrowserContext, words?: PanelWords): Promise<VisitorPage> {
    const visitor = new VisitorPage(await context.newPage(), words);
    this.#watch(who, visitor);
    return visitor;
  }

  /** A colleague at her console: signed in and, unless told otherwise, available. */
  async agent(name: string, options: AgentOptions = {}): Promise<AgentPage> {
    const { capacity = 3, departmentIds, isAway = false, ...context } = options;
    const session = await colleague(this.owner, name, capacity, departmentIds);
    const agent = await this.console(name, context);
    await agent.signIn(this.url, session);
    if (!isAway) await agent.becomeAvailable();
    return agent;
  }

  /** A console's tab in a browser of its own, nothing loaded in it yet. */
  async console(who: string, options: BrowserContextOptions = {}): Promise<AgentPage> {
    const context = await this.browserOf({ viewport: { width: 1440, height: 900 }, ...options });
    const agent = new AgentPage(await context.newPage());
    this.#watch(who, agent);
    return agent;
  }

  /** The browser breaks its own lines in this story, and says so. */
  forgive(pattern: RegExp): void {
    this.#forgiven.push(pattern);
    for (const [, watch] of this.#watches) watch.forgive(pattern);
  }

  #watch(who: string, { watch, page }: { watch: PageWatch; page: Page }): void {
    for (const pattern of this.#forgiven) watch.forgive(pattern);
    this.#watches.push([who, watch, page]);
  }

  /** What everyone sees now, into a folder. */
  async photograph(folder: string): Promise<void> {
    for (const [who, , page] of this.#watches) {
      await page.screenshot({ path: join(folder, `${who}.png`), timeout: 2_000 }).catch(() => {});
    }
  }

  /** What any page complained of. */
  get faults(): string[] {
    return this.#watches.flatMap(([who, { faults }]) => faults.map((fault) => `${who}: ${fault}`));
  }

  async browserOf(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ ...nordic, ...options });
    context.setDefaultTimeout(20_000);
    this.#contexts.push(context);
    return context;
  }

  async end(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    await this.server[Symbol.asyncDispose]();
  }
}

export interface ShopSettings extends ServerSettings {
  /** Nobody has used the first link yet. */
  isUnowned?: boolean;
}

export async function openShop(browser: Browser, settings: ShopSettings = {}): Promise<Shop> {
  const { isUnowned = false, ...serverSettings } = settings;
  const nodes = Number(process.env.JOURNEYS_NODES ?? 1);
  const server = await (nodes > 1
    ? Cluster.start({ nodes, ...serverSettings })
    : startServer(serverSettings));
  return new Shop(browser, server, isUnowned ? null : await firstOwner(server));
}
