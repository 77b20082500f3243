import type { PageSite } from '@straks/shared/sites/sites.protocol.ts';
import type { Frame, Look, Widget } from './connection/frame.ts';
import { openHostApi } from './host-api.ts';
import { createLauncher } from './launcher/launcher.ts';

interface WidgetModule {
  mount(frame: Frame): Promise<Widget>;
}

/** Runs on every page view of the host: one request, no socket, nothing stored, and never an error. */
function run() {
  const tag = (document.currentScript ??
    document.querySelector('script[data-site]')) as HTMLScriptElement | null;
  const key = tag?.dataset.site;
  if (!tag || !key || window.straks?.isRunning) return;
  const base = new URL('.', tag.src);
  const load = (): Promise<WidgetModule> =>
    import(/* @vite-ignore */ new URL(`widget/${__WIDGET_FILE__}`, base).href);

  let isOpen = false;
  let isGone = false;
  let widget: Promise<Widget> | undefined;
  const host = openHostApi({
    open: (options) => reach((ready) => ready.open(options)),
    close: () => reach((ready) => ready.close()),
    destroy,
  });
  const launched = ask(base, tag.dataset).then(launch);
  launched.then(host.doWaiting, destroy);

  function launch(site: PageSite) {
    const language = site.reads;
    const launcher = createLauncher(
      language,
      { site, isOpen, unread: 0 },
      {
        near: () => void load().catch(() => {}),
        pressed: () => reach((ready) => (isOpen ? ready.close() : ready.open())),
      },
    );
    const frame = {
      key: key as string,
      tag: (tag as HTMLScriptElement).dataset,
      base,
      language,
      root: launcher.root,
      site,
      show(look: Look) {
        isOpen = look.isOpen;
        launcher.show(look);
      },
      focusLauncher: launcher.focus,
      tell: host.tell,
    };
    const summon = () => load().then(({ mount }) => mount(frame));
    if (isWanted(key as string)) widget = summon();
    return { summon, remove: launcher.remove };
  }

  function reach(work: (ready: Widget) => void) {
    if (isGone) return;
    launched
      .then(({ summon }) => {
        widget ??= summon();
        return widget.then((ready) => isGone || work(ready));
      })
      // A press may be tried again: what failed was the network.
      .catch(() => {
        widget = undefined;
      });
  }

  function destroy() {
    isGone = true;
    host.remove();
    widget?.then((ready) => ready.destroy()).catch(() => {});
    launched.then(({ remove }) => remove()).catch(() => {});
  }
}

/** For the language of the page and what it asks for: others may wait for longer, or for nobody. */
async function ask(base: URL, { site, skills = '' }: DOMStringMap): Promise<PageSite> {
  const asked = `lang=${document.documentElement.lang}&skills=${encodeURIComponent(skills)}`;
  const answer = await fetch(new URL(`api/sites/${site}/state?${asked}`, base), { credentials: 'omit' });
  if (!answer.ok) throw new Error();
  return answer.json();
}

/** A chat is running, or the panel stood open on the page before. Storage may be blocked; then neither is known. */
function isWanted(key: string): boolean {
  try {
    const name = `straks:${key}:`;
    return (localStorage.getItem(`${name}running`) ?? sessionStorage.getItem(`${name}open`)) !== null;
  } catch {
    return false;
  }
}

try {
  run();
} catch {
  // The host's page goes on without a chat.
}
