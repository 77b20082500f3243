import { css, html, nothing } from 'lit';
import { words } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';

const mostKeys = 9;

/** Closing asks one thing, answered by one key: what it was about. */
class CloseMenuElement extends Picture {
  static override properties = { categories: { attribute: false } };
  static override styles = [
    base,
    button,
    css`
      :host {
        display: block;
        inline-size: 17rem;
        max-inline-size: 86vw;
        padding: var(--space-2);
        border-radius: var(--radius-panel);
        background: var(--surface-raised);
        border: 1px solid var(--line);
        box-shadow: var(--shadow);
        max-block-size: min(28rem, 70vh);
        overflow-y: auto;
      }
      p {
        display: flex;
        justify-content: space-between;
        gap: var(--space-2);
        padding: var(--space-1) var(--space-2) var(--space-2);
        color: var(--text-soft);
        font-size: var(--text-s);
      }
      p strong {
        color: var(--text);
        font-weight: var(--weight-strong);
      }
      button {
        inline-size: 100%;
        justify-content: flex-start;
        padding-inline: var(--space-2);
        font-weight: var(--weight);
        border-radius: var(--radius-s);
      }
      button kbd {
        flex: none;
      }
      hr {
        border: 0;
        border-block-start: 1px solid var(--line);
        margin: var(--space-2) 0;
      }
    `,
  ];

  declare categories: readonly string[];

  override firstUpdated() {
    this.renderRoot.querySelector('button')?.focus();
  }

  override render() {
    const { chat } = words();
    return html`<div role="menu" aria-label=${chat.closeAs} @keydown=${this.pressed} @focusout=${this.left}>
      ${
        this.categories.length > 0
          ? html`<p><strong>${chat.closeAs}</strong><span>${chat.closeHint}</span></p>`
          : nothing
      }
      ${this.categories.map(
        (category, place) =>
          html`<button role="menuitem" tabindex="-1" @click=${() => this.choose(category)}>
            <kbd aria-hidden="true">${place < mostKeys ? place + 1 : ' '}</kbd><span class="cut">${category}</span>
          </button>`,
      )}
      ${this.categories.length > 0 ? html`<hr />` : nothing}
      <button role="menuitem" tabindex="-1" @click=${() => this.choose(null)}>
        <kbd aria-hidden="true">0</kbd>${this.categories.length > 0 ? chat.closeWithout : chat.close}
      </button>
    </div>`;
  }

  private choose(category: string | null) {
    this.tell('chosen', { category });
  }

  private left(event: FocusEvent) {
    const goesTo = event.relatedTarget as Node | null;
    if (!goesTo || !this.renderRoot.contains(goesTo)) this.tell('cancelled');
  }

  private pressed(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      return this.step(event.key === 'ArrowDown' ? 1 : -1);
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      return this.tell('cancelled');
    }
    if (!/^\d$/.test(event.key)) return;
    event.stopPropagation();
    const place = Number(event.key);
    const category = this.categories[place - 1];
    if (place === 0) this.choose(null);
    else if (category !== undefined) this.choose(category);
  }

  private step(by: 1 | -1) {
    const buttons = [...this.renderRoot.querySelectorAll('button')];
    const place = buttons.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLButtonElement);
    buttons[(place + by + buttons.length) % buttons.length]?.focus();
  }
}

customElements.define('straks-close-menu', CloseMenuElement);
