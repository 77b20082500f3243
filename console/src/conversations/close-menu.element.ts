import { html, nothing } from 'lit';
import { words } from '../language/language.ts';
import { Menu } from '../ui/menu.ts';

const mostKeys = 9;

/** Closing asks one thing, answered by one key: what it was about. */
class CloseMenuElement extends Menu {
  static override properties = { categories: { attribute: false } };

  declare categories: readonly string[];

  override render() {
    const { chat } = words();
    return html`<div role="menu" aria-label=${chat.closeAs} @keydown=${this.pressed} @focusout=${this.left}>
      ${
        this.categories.length > 0
          ? html`<p class="title"><strong>${chat.closeAs}</strong><span>${chat.closeHint}</span></p>`
          : nothing
      }
      ${this.categories.map(
        (category, place) =>
          html`<button class="item" role="menuitem" tabindex="-1" @click=${() => this.choose(category)}>
            <kbd aria-hidden="true">${place < mostKeys ? place + 1 : ''}</kbd><span class="cut">${category}</span>
          </button>`,
      )}
      ${this.categories.length > 0 ? html`<hr />` : nothing}
      <button class="item" role="menuitem" tabindex="-1" @click=${() => this.choose(null)}>
        <kbd aria-hidden="true">0</kbd>${this.categories.length > 0 ? chat.closeWithout : chat.close}
      </button>
    </div>`;
  }

  private choose(category: string | null) {
    this.tell('chosen', { category });
  }

  protected override pick(digit: number) {
    const category = this.categories[digit - 1];
    if (digit === 0) this.choose(null);
    else if (category !== undefined) this.choose(category);
  }
}

customElements.define('straks-close-menu', CloseMenuElement);
