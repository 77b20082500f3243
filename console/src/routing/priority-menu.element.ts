import type { RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import { html, nothing } from 'lit';
import { words } from '../language/language.ts';
import { Menu } from '../ui/menu.ts';

/** How soon a waiting one should be served, and what that is worth. */
class PriorityMenuElement extends Menu {
  static override properties = { priority: { type: Number }, rules: { attribute: false } };

  declare priority: number;
  declare rules: RoutingRules | null;

  override render() {
    const { chat } = words();
    return html`<div role="menu" aria-label=${chat.priority} @keydown=${this.pressed} @focusout=${this.left}>
      <p class="title"><strong>${chat.priority}</strong><span>${chat.closeHint}</span></p>
      ${chat.priorities.map(
        (name, level) =>
          html`<button
            class="item"
            role="menuitemradio"
            tabindex="-1"
            aria-checked=${level === this.priority}
            @click=${() => this.choose(level)}
          >
            <kbd aria-hidden="true">${level + 1}</kbd>${name}<span class="aside">${this.worth(level)}</span>
          </button>`,
      )}
    </div>`;
  }

  private worth(level: number) {
    if (level === 0 || !this.rules) return nothing;
    const { high, urgent } = this.rules.headStartMs;
    const minutes = Math.round((level === 1 ? high : urgent) / 60_000);
    return words().chat.headStart(words().time.minutes(minutes));
  }

  private choose(priority: number) {
    this.tell('priority', priority);
  }

  protected override pick(digit: number) {
    if (digit >= 1 && digit <= words().chat.priorities.length) this.choose(digit - 1);
  }
}

customElements.define('straks-priority-menu', PriorityMenuElement);
