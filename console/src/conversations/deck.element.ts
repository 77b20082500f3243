import { css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { MessagesSquare } from 'lucide';
import type { SiteNow } from '../app.ts';
import type { Calls } from '../callbacks/calls.model.ts';
import { words } from '../language/language.ts';
import type { Presence } from '../presence/presence.model.ts';
import { base } from '../ui/base.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import type { Acts } from './acts.model.ts';
import type { ChatElement } from './chat.element.ts';
import { mostPanes } from './deck.ts';
import type { Desk } from './desk.model.ts';
import './chat.element.ts';

const narrowestPanePx = 336;

/** One to three chats side by side, as many as the width has room for. */
class DeckElement extends Picture {
  static override properties = {
    desk: { attribute: false },
    acts: { attribute: false },
    calls: { attribute: false },
    presence: { attribute: false },
    site: { attribute: false },
    myName: {},
    myId: {},
    attentive: { type: Boolean },
  };
  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-inline-size: 0;
        min-block-size: 0;
      }
      .panes {
        block-size: 100%;
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
        gap: 1px;
        background: var(--line);
      }
      .empty {
        block-size: 100%;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--space-3);
        padding: var(--space-8);
        text-align: center;
        color: var(--text-soft);
        text-wrap: balance;
      }
      .empty svg.icon {
        inline-size: 2.5rem;
        block-size: 2.5rem;
        stroke-width: 1.1;
        color: var(--text-faint);
      }
      .empty h2 {
        color: var(--text);
      }
      .empty p {
        max-inline-size: 22rem;
      }
    `,
  ];

  declare desk: Desk;
  declare acts: Acts;
  declare calls: Calls;
  declare presence: Presence;
  declare site: SiteNow;
  declare myId: string;
  declare myName: string;
  declare attentive: boolean;
  #size: ResizeObserver | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.#size = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      const fits = Math.min(mostPanes, Math.max(1, Math.floor(width / narrowestPanePx)));
      if (fits !== this.desk.fits.get()) this.desk.fits.set(fits);
    });
    this.#size.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#size?.disconnect();
  }

  override render() {
    const panes = this.desk.panes.get();
    if (panes.length === 0) return this.empty();
    const { focused } = this.desk.deck.get();
    return html`<div class="panes">
      ${repeat(
        panes,
        ({ id }) => id,
        ({ id, pinned }) =>
          html`<straks-chat
            data-id=${id}
            .chat=${this.desk.chat(id)}
            .desk=${this.desk}
            .acts=${this.acts}
            .calls=${this.calls}
            .presence=${this.presence}
            .categories=${this.site.categories}
            .departments=${this.site.departments}
            .rules=${this.site.routing}
            .myId=${this.myId}
            .myName=${this.myName}
            .pinned=${pinned}
            .focused=${focused === id}
            .attentive=${this.attentive}
          ></straks-chat>`,
      )}
    </div>`;
  }

  private empty() {
    const { chat } = words();
    return html`<div class="empty">
      ${icon(MessagesSquare)}
      <h2>${chat.emptyTitle}</h2>
      <p>${chat.emptyHint}</p>
    </div>`;
  }

  /** The chat the keyboard speaks to. */
  get focusedChat(): ChatElement | null {
    const { focused } = this.desk.deck.get();
    const all = [...this.renderRoot.querySelectorAll<ChatElement>('straks-chat')];
    return all.find((element) => element.dataset.id === focused) ?? all[0] ?? null;
  }
}

export type { DeckElement };

customElements.define('straks-deck', DeckElement);
