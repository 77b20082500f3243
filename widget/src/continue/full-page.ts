import type { PageSite } from '@straks/shared/sites/sites.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Frame, Widget } from '../connection/frame.ts';

interface WidgetModule {
  mount(frame: Frame): Promise<Widget>;
}

/** The panel in the middle of the page instead of its corner. There is nothing behind it to go back to, so it has no cross. */
const style = `
@media (min-width:481px) and (min-height:481px){
.panel{inset:0;margin:auto;width:min(560px,100vw - 48px);height:min(760px,100dvh - 48px);animation:none}
}
.bar-top>.round:last-child{display:none}
`;

export async function showChat(base: URL, key: string, site: PageSite, language: Language): Promise<void> {
  const host = document.createElement('straks-chat');
  host.lang = language;
  const root = host.attachShadow({ mode: 'open' });
  document.body.replaceChildren(host);
  // Nor does Escape put it away.
  host.addEventListener('keydown', (event) => event.key === 'Escape' && event.stopPropagation(), true);
  const { mount }: WidgetModule = await import(
    /* @vite-ignore */ new URL(`widget/${__WIDGET_FILE__}`, base).href
  );
  const nothing = () => {};
  const frame = {
    key,
    base,
    language,
    tag: {},
    root,
    site,
    show: nothing,
    focusLauncher: nothing,
    tell: nothing,
  };
  const widget = await mount(frame);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  widget.open();
}

/** The page's own colours are those of the site. */
export function paint({ light, dark }: PageSite['palette']) {
  const { style: root } = document.documentElement;
  for (const [name, tones] of Object.entries({ light, dark })) {
    root.setProperty(`--accent-${name}`, tones.accent);
    root.setProperty(`--on-accent-${name}`, tones.onAccent);
    root.setProperty(`--accent-strong-${name}`, tones.accentStrong);
    root.setProperty(`--tint-${name}`, tones.tint);
  }
}
