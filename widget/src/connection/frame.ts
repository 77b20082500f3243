import type { PageSite, SiteState } from '@straks/shared/sites/sites.protocol.ts';
import type { Language } from '@straks/shared/wire/wire.protocol.ts';

/** What the host page may listen to. */
export interface HostEvents {
  open: undefined;
  close: undefined;
  unread: number;
}

/** What the launcher shows of the chat behind it. */
export interface Look {
  site: SiteState;
  isOpen: boolean;
  unread: number;
}

/** What the loader has on the page when it calls for the widget. */
export interface Frame {
  key: string;
  /** Where Straks is served, with a slash at the end. */
  base: URL;
  language: Language;
  /** What the tag says besides. */
  tag: DOMStringMap;
  root: ShadowRoot;
  site: PageSite;
  show(look: Look): void;
  focusLauncher(): void;
  tell<E extends keyof HostEvents>(event: E, detail: HostEvents[E]): void;
}

/** What a page may say when it opens the chat. */
export interface OpenOptions {
  /** What an agent must know to help: for this page view, instead of what the tag says. */
  skills?: string[];
}

export interface Widget {
  open(options?: OpenOptions): void;
  close(): void;
  destroy(): void;
}
