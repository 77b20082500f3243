import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Look } from '../connection/frame.ts';
import { labelOf } from './label.ts';
import { launcherSheet } from './launcher.style.ts';

// lucide: message-circle, chevron-down
const bubble = 'M7.9 20A9 9 0 1 0 4 16.1L2 22Z';
const chevron = 'm6 9 6 6 6-6';
const svgSpace = 'http://www.w3.org/2000/svg';

export interface Launcher {
  root: ShadowRoot;
  show(look: Look): void;
  focus(): void;
  remove(): void;
}

export interface Presses {
  /** She may be about to press. */
  near(): void;
  pressed(): void;
}

/** The one thing Straks puts on the page before she asks: a button that tells the truth. */
export function createLauncher(language: Language, look: Look, on: Presses): Launcher {
  const host = document.createElement('straks-chat');
  host.lang = language;
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [launcherSheet(look.site.brand)];

  const path = document.createElementNS(svgSpace, 'path');
  const icon = document.createElementNS(svgSpace, 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  icon.append(path);
  const label = document.createElement('span');
  label.className = 'label';
  const disc = document.createElement('span');
  disc.className = 'disc';
  disc.append(icon);
  const button = document.createElement('button');
  button.className = 'launcher';
  button.append(label, disc);
  button.onpointerenter = button.onfocus = on.near;
  button.onclick = on.pressed;
  root.append(button);

  const staying = stayOnPage(host);
  const show = (next: Look) => {
    const words = labelOf(language, next, Date.now());
    label.textContent = next.isOpen ? '' : words;
    button.setAttribute('aria-label', words);
    button.setAttribute('aria-expanded', String(next.isOpen));
    path.setAttribute('d', next.isOpen ? chevron : bubble);
    if (next.unread > 0 && !next.isOpen) disc.dataset.unread = String(next.unread);
    else delete disc.dataset.unread;
  };
  show(look);

  return {
    root,
    show,
    focus: () => button.focus(),
    remove() {
      staying.disconnect();
      host.remove();
    },
  };
}

/** Goes into the body as soon as there is one; pages that swap their whole body take the chat along. */
function stayOnPage(host: HTMLElement): MutationObserver {
  const attach = () => {
    if (!host.isConnected) document.body?.append(host);
  };
  attach();
  const observer = new MutationObserver(attach);
  observer.observe(document.documentElement, { childList: true });
  return observer;
}
