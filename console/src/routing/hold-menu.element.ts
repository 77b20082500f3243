import { css, html } from 'lit';
import { words } from '../language/language.ts';
import { clock } from '../language/time.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { field } from '../ui/field.styles.ts';
import { Menu, menuStyles } from '../ui/menu.ts';
import { tickNowMs } from '../ui/ticker.ts';

const minuteMs = 60_000;
const offered = [5, 15, 30];
const mostMinutes = 23 * 60;

/** For how long she looks into it: the visitor reads the time. */
class HoldMenuElement extends Menu {
  static override styles = [
    base,
    button,
    field,
    menuStyles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-1) var(--space-2);
        padding: var(--space-1) var(--space-2) var(--space-2);
      }
      label {
        grid-column: 1 / -1;
        color: var(--text-soft);
        font-size: var(--text-s);
      }
    `,
  ];

  override render() {
    const { chat } = words();
    return html`<div role="dialog" aria-label=${chat.hold} @keydown=${this.pressed} @focusout=${this.left}>
      <p class="title"><strong>${chat.holdTitle}</strong></p>
      ${offered.map(
        (minutes, place) =>
          html`<button class="item" @click=${() => this.choose(minutes)}>
            <kbd aria-hidden="true">${place + 1}</kbd>${chat.holdMinutes(minutes)}
            <span class="aside">${clock(tickNowMs() + minutes * minuteMs)}</span>
          </button>`,
      )}
      <hr />
      <form @submit=${this.other}>
        <label for="minutes">${chat.holdOther}</label>
        <input id="minutes" name="minutes" type="number" min="1" max=${mostMinutes} required inputmode="numeric" />
        <button class="quiet">${chat.holdShort}</button>
      </form>
    </div>`;
  }

  private other(event: SubmitEvent) {
    event.preventDefault();
    const minutes = Number(new FormData(event.target as HTMLFormElement).get('minutes'));
    if (Number.isInteger(minutes)) this.choose(minutes);
  }

  private choose(minutes: number) {
    this.tell('hold', tickNowMs() + minutes * minuteMs);
  }

  protected override pick(digit: number) {
    const minutes = offered[digit - 1];
    if (minutes !== undefined) this.choose(minutes);
  }
}

customElements.define('straks-hold-menu', HoldMenuElement);
