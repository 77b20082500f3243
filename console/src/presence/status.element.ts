import { css, html, nothing } from 'lit';
import { Minus, Plus, WifiOff } from 'lucide';
import { words } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import { tickNowMs } from '../ui/ticker.ts';
import type { Presence } from './presence.model.ts';

const highestCapacity = 20;

/** The agent's own wish and whether she can be reached: always in sight, one click or key away. */
class StatusElement extends Picture {
  static override properties = { presence: { attribute: false }, connected: { type: Boolean } };
  static override styles = [
    base,
    button,
    css`
      :host {
        display: grid;
        gap: var(--space-1);
        justify-items: center;
        inline-size: 100%;
        grid-template-columns: minmax(0, 1fr);
      }
      .status {
        inline-size: 100%;
        min-block-size: 3.5rem;
        padding: var(--space-2) var(--space-1);
        flex-direction: column;
        gap: 0.375rem;
        font-size: var(--text-xs);
        border-radius: var(--radius-control);
        border-color: var(--line);
        background: var(--surface-raised);
      }
      .light {
        inline-size: 1.75rem;
        block-size: 1rem;
        border-radius: var(--radius-full);
        background: var(--line-strong);
        position: relative;
        transition: background-color var(--motion) var(--ease-out);
      }
      .light::after {
        content: '';
        position: absolute;
        inset-block-start: 2px;
        inset-inline-start: 2px;
        inline-size: 0.75rem;
        block-size: 0.75rem;
        border-radius: var(--radius-full);
        background: var(--surface-raised);
        transition: transform var(--motion) var(--ease-out);
      }
      [aria-checked='true'] .light {
        background: var(--success);
      }
      [aria-checked='true'] .light::after {
        transform: translateX(0.75rem);
      }
      .reach {
        display: grid;
        justify-items: center;
        gap: 0.125rem;
        color: var(--late);
        font-size: 0.6875rem;
        font-weight: var(--weight-medium);
        text-align: center;
        line-height: var(--leading-tight);
      }
      .reach svg.icon {
        inline-size: 0.875rem;
        block-size: 0.875rem;
      }
      .capacity {
        display: grid;
        grid-template-columns: auto 1fr auto;
        align-items: center;
        inline-size: 100%;
      }
      .capacity output {
        grid-column: 1 / -1;
        text-align: center;
        font-size: var(--text-s);
        font-weight: var(--weight-medium);
        font-variant-numeric: tabular-nums;
        color: var(--text-soft);
        padding-block: 0.125rem;
      }
      .capacity button {
        min-block-size: 1.5rem;
        inline-size: 1.75rem;
        padding: 0;
        color: var(--text-soft);
        border-radius: var(--radius-s);
      }
      .capacity button:last-of-type {
        grid-column: 3;
      }
      .capacity svg.icon {
        inline-size: 0.875rem;
        block-size: 0.875rem;
      }
      @media (forced-colors: active) {
        .light {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  declare presence: Presence;
  declare connected: boolean;

  constructor() {
    super();
    this.connected = true;
  }

  override render() {
    const me = this.presence.me.get();
    if (!me) return nothing;
    const { presence } = words();
    const available = me.status === 'available';
    const reachable = this.connected && (me.reachable || this.presence.leaseUntil.get() > tickNowMs());
    const text = available ? presence.available : presence.away;
    return html`<button
        class="status"
        role="switch"
        aria-checked=${available}
        aria-label=${`${presence.status}: ${text}`}
        title=${`${available ? presence.goAway : presence.goAvailable} (s)`}
        @click=${() => this.presence.toggleStatus()}
      >
        <span class="light" aria-hidden="true"></span>${text}
      </button>
      <div role="status">
        ${
          reachable
            ? html`<span class="sr">${presence.reachable}</span>`
            : html`<span class="reach" title=${presence.unreachableHint}>${icon(WifiOff)}${presence.unreachable}</span>`
        }
      </div>
      <div class="capacity" role="group" aria-label=${presence.capacity}>
        <output title=${presence.active(me.active, me.capacity)}>
          <span aria-hidden="true">${presence.activeShort(me.active, me.capacity)}</span>
          <span class="sr">${presence.active(me.active, me.capacity)}</span>
        </output>
        <button
          aria-label=${presence.fewer}
          title=${`${presence.fewer} (−)`}
          ?disabled=${me.capacity <= 0}
          @click=${() => this.presence.setCapacity(me.capacity - 1)}
        >
          ${icon(Minus)}
        </button>
        <button
          aria-label=${presence.more}
          title=${`${presence.more} (+)`}
          ?disabled=${me.capacity >= highestCapacity}
          @click=${() => this.presence.setCapacity(me.capacity + 1)}
        >
          ${icon(Plus)}
        </button>
      </div>`;
  }
}

customElements.define('straks-status', StatusElement);
