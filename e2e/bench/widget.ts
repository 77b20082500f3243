import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { colleague, firstOwner } from '../drivers/accounts.ts';
import { Agent } from '../drivers/agent.ts';
import { chromiumFlags, chromiumPath } from '../drivers/chromium.ts';
import { noHistory } from '../drivers/history.ts';
import { type Server, startServer } from '../drivers/server.ts';
import { until } from '../drivers/until.ts';
import { rounded } from './quantile.ts';
import { recordTraffic, type Traffic } from './traffic.ts';

export const says = 'what a visitor downloads, and what it costs the page: loader, launcher, open chat';

const reply = 'Hei! Hva kan jeg hjelpe med?';
/** So long must the network be silent before a phase counts as over. */
const quietMs = 1_500;

export async function run(): Promise<Record<string, number>> {
  const executablePath = chromiumPath();
  if (!executablePath)
    throw new Error('Chromium is missing; install it or name it in the variable CHROMIUM.');
  await using server = await startServer();
  const agent = await answering(server);
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    const page = await browser.newPage();
    return await measure(page, server);
  } finally {
    await browser.close();
    agent.leave();
  }
}

/** An agent who answers each chat with one line. */
async function answering(server: Server): Promise<Agent> {
  const session = await colleague(await firstOwner(server), 'Ingrid', 4);
  const answered = new Set<string>();
  const agent: Agent = new Agent({
    ...{ session, history: noHistory },
    changed() {
      for (const chat of agent.owned) {
        const { conversationId } = chat.transcript;
        if (!chat.isOpen || answered.has(conversationId)) continue;
        answered.add(conversationId);
        chat.say(reply);
      }
    },
  });
  agent.arrive();
  await until('the agent has arrived', () => agent.isReady, 10_000);
  return agent;
}

async function measure(page: Page, server: Server): Promise<Record<string, number>> {
  await page.addInitScript(watchThePage);
  const traffic = recordTraffic(page, server.url);
  await page.goto(`${server.url}/try/`);
  await page.locator('straks-chat button.launcher').waitFor();
  await quiet(traffic);
  const launcher = await traffic.sum();
  const loader = await traffic.sum((path) => path === '/straks.js');
  await chat(page);
  await quiet(traffic);
  const open = await traffic.sum();
  const cost = await page.evaluate(() => (window as unknown as Watched).straksBench);
  tell(await traffic.list());
  return {
    ...{ loaderBytes: loader.bytes, loaderGzipBytes: loader.gzip, loaderBrotliBytes: loader.brotli },
    ...{
      launcherBytes: launcher.bytes,
      launcherGzipBytes: launcher.gzip,
      launcherBrotliBytes: launcher.brotli,
    },
    ...{ openBytes: open.bytes, openGzipBytes: open.gzip, openBrotliBytes: open.brotli },
    ...{
      launcherRequests: launcher.requests,
      openRequests: open.requests,
      socketBytes: traffic.socketBytes(),
    },
    ...{ longTaskMs: rounded(cost.longTaskMs, 0), layoutShift: rounded(cost.layoutShift, 4) },
  };
}

/** Opens, asks, and is answered. */
async function chat(page: Page): Promise<void> {
  await page.locator('straks-chat button.launcher').click();
  await page.locator('straks-chat textarea').fill('Hei! Går 205/55 R16 på en Golf?');
  await page.locator('straks-chat form button[type=submit]').click();
  await page.getByText(reply).first().waitFor();
}

async function quiet(traffic: Traffic): Promise<void> {
  for (let seen = -1; seen !== traffic.requests(); ) {
    seen = traffic.requests();
    await pause(quietMs);
  }
}

interface Watched {
  straksBench: { longTaskMs: number; layoutShift: number };
}

/** Runs in the page, before anything else does. */
function watchThePage(): void {
  const seen = { longTaskMs: 0, layoutShift: 0 };
  Object.assign(window, { straksBench: seen });
  const observe = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('longtask', (entry) => {
    seen.longTaskMs += entry.duration;
  });
  observe('layout-shift', (entry) => {
    seen.layoutShift += (entry as PerformanceEntry & { value: number }).value;
  });
}

function tell(fetched: Awaited<ReturnType<Traffic['list']>>): void {
  for (const { path, bytes, gzip, brotli } of fetched)
    console.log(`${path}: ${bytes} bytes, gzip ${gzip}, brotli ${brotli}`);
}
