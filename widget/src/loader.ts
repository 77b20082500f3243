import type { SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Frame, Widget } from './connection/frame.ts';
import { openHostApi } from './host-api.ts';
import { createLauncher } from './launcher/launcher.ts';
import { languageOf } from './ui/language.ts';

interface WidgetModule {
  mount(frame: Frame): Widget;
}

/** Runs on every page view of the host: one request, no socket, nothing stored, and never an error. */
function run() {
  const tag = (document.currentScript ?? document.querySelector('script[data-site]')) as HTMLScriptElement | null;
  const key = tag?.dataset.site;
  if (!tag || !key || window.straks?.isRunning) return;
  const base = new URL('.', tag.src);

  let widget: Promise<Widget> | undefined;
  let isGone = false;
  const host = openHostApi({
    open: () => whenReady((ready) => ready.open()),
    close: () => whenReady((ready) => ready.close()),
    destroy,
  });
  const started = start();
  started.catch(destroy);

  async function start() {
    const [site] = await Promise.all([ask(base, key as string), bodyOf()]);
    if (isGone) throw new Error('gone');
    const language = languageOf(document.documentElement.lang, site.language);
    const look = { site, isOpen: false, unread: 0 };
    const launcher = createLauncher(language, look, { near: () => void load().catch(() => {}), pressed });

    const load = () => import(/* @vite-ignore */ new URL(`widget/${__WIDGET_FILE__}`, base).href);
    const summon = async () => {
      launcher.busy(true);
      try {
        const { mount } = (await load()) as WidgetModule;
        if (isGone) throw new Error('gone');
        return mount({
          key: key as string,
          base,
          language,
          root: launcher.root,
          site,
          show: launcher.show,
          focusLauncher: launcher.focus,
          tell: host.tell,
        });
      } finally {
        launcher.busy(false);
      }
    };
    function pressed() {
      if (isExpanded(launcher.root)) window.straks?.close();
      else window.straks?.open();
    }
    if (isChatRunning(key as string)) widget = summon();
    host.doWaiting();
    return { launcher, summon };
  }

  function whenReady(work: (ready: Widget) => void) {
    void started
      .then(({ summon }) => {
        widget ??= summon();
        return widget.then(work);
      })
      // A press may be tried again: what failed was the network.
      .catch(() => {
        widget = undefined;
      });
  }

  function destroy() {
    if (isGone) return;
    isGone = true;
    host.remove();
    void widget?.then((ready) => ready.destroy()).catch(() => {});
    void started.then(({ launcher }) => launcher.remove()).catch(() => {});
  }
}

async function ask(base: URL, key: string): Promise<SiteState> {
  const answer = await fetch(new URL(`api/sites/${key}/state`, base), { credentials: 'omit' });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function bodyOf(): Promise<void> {
  if (document.body) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });
}

const isExpanded = (root: ShadowRoot) => root.querySelector('[aria-expanded=true]') !== null;

/** Storage may be blocked; then nothing runs. */
function isChatRunning(key: string): boolean {
  try {
    return localStorage.getItem(`straks:${key}:running`) !== null;
  } catch {
    return false;
  }
}

try {
  run();
} catch {
  // The host's page goes on without a chat.
}
