import { messageId } from '@straks/shared/messages/message-id.ts';
import './ui/page.css';
import { createTone } from './alerts/tone.ts';
import type { App } from './app.ts';
import { createApp } from './app.ts';
import { createApi } from './connection/api.ts';
import { effect } from './connection/effect.ts';
import { createLink } from './connection/link.ts';
import { onWake } from './connection/wake.ts';
import { language } from './language/language.ts';
import { createRouter } from './router.ts';
import type { ConsoleElement } from './shell/console.element.ts';
import { browserShelf } from './storage/shelf.ts';
import { tickBy } from './ui/ticker.ts';
import './shell/console.element.ts';

const beatEveryMs = 10_000;
const remindEveryMs = 30_000;
const ringEveryMs = 4_000;

const app = createApp({
  api: createApi((url, options) => fetch(url, options)),
  createLink,
  router: createRouter(location.hash, (hash) => {
    if (location.hash !== hash) history.replaceState(null, '', hash);
  }),
  tone: createTone(() => new AudioContext()),
  dial,
  shelf: browserShelf(() => localStorage),
  windowShelf: browserShelf(() => sessionStorage),
  languages: navigator.languages,
  nowMs: () => Date.now(),
  random: Math.random,
  newId: () => messageId(Date.now()),
  inFront: () => document.visibilityState === 'visible' && document.hasFocus(),
  exclusive,
});

tickBy(app.serverTime.nowMs);
show(app);
hear(app);
dress(app);
void app.auth.begin();

function show(app: App) {
  const element = document.createElement('straks-console') as ConsoleElement;
  element.app = app;
  element.secure = isSecureContext;
  document.body.append(element);
}

/** What the browser tells. */
function hear(app: App) {
  addEventListener('hashchange', () => app.router.hashChanged(location.hash));
  addEventListener('storage', ({ key }) => app.storageChanged(key));
  addEventListener('beforeunload', (event) => {
    if (app.settings.dirty.get()) event.preventDefault();
  });
  addEventListener('pagehide', () => app.link.close());
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && app.auth.me.get()) app.link.open();
  });
  for (const gesture of ['pointerdown', 'keydown']) {
    addEventListener(gesture, () => void app.tone.unlock(), { once: true });
  }
  onWake(() => void app.wake());
  setInterval(app.beat, beatEveryMs);
  setInterval(app.alerts.remind, remindEveryMs);
  setInterval(app.alerts.ring, ringEveryMs);
}

/** What the page shows outside of its elements: language, look, title, icon. */
function dress(app: App) {
  const root = document.documentElement;
  effect(() => {
    const { theme, density } = app.preferences.choices.get();
    root.lang = language();
    root.dataset.density = density;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
  });
  effect(() => {
    const signedIn = app.auth.me.get() !== null;
    document.title = signedIn ? app.alerts.title(app.site.get().name) : 'Straks';
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const file = `/console/icon/${signedIn ? app.alerts.badge() : 0}.svg`;
    if (icon && icon.getAttribute('href') !== file) icon.href = file;
  });
}

/** As if she had followed a link to the number: whatever makes calls on this machine takes it. */
function dial(phone: string) {
  const link = document.createElement('a');
  link.href = `tel:${phone}`;
  document.body.append(link);
  link.click();
  link.remove();
}

/** One window sends at a time where the browser can arrange it; the server's check of ids does the rest. */
async function exclusive(name: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(name, work);
}
