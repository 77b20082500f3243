import { css, html } from 'lit';
import { X } from 'lucide';
import { words } from '../language/language.ts';
import type { Preferences } from '../storage/preferences.model.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { icon } from '../ui/icon.ts';

/** All shortcuts on one calm sheet. */
class HelpElement extends Picture {
  static override properties = { preferences: { attribute: false } };
  static override styles = [
    base,
    button,
    field,
    css`
      dialog {
        inline-size: min(34rem, calc(100vw - 2rem));
        max-block-size: calc(100dvh - 2rem);
        padding: var(--space-6);
        border: 1px solid var(--line);
        border-radius: var(--radius-panel);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--shadow);
        overflow-y: auto;
      }
      dialog::backdrop {
        background: var(--scrim);
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: flex-start;
        gap: var(--space-4);
        margin-block-end: var(--space-4);
      }
      header p {
        color: var(--text-soft);
        margin-block-start: var(--space-1);
      }
      dl {
        display: grid;
      }
      dl div {
        display: flex;
        justify-content: space-between;
        gap: var(--space-4);
        padding: 0.4375rem 0;
        border-block-start: 1px solid var(--line);
      }
      dd {
        display: flex;
        gap: var(--space-1);
        align-items: center;
        flex: none;
      }
      .check {
        margin-block-start: var(--space-4);
      }
    `,
  ];

  declare preferences: Preferences;

  open() {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render() {
    const { keys, common } = words();
    const rows: [string, string[]][] = [
      [keys.answer, ['a', 'Enter']],
      [keys.next, ['n']],
      [keys.up, ['k', 'j']],
      [keys.openBeside, ['b']],
      [keys.compose, ['r']],
      [keys.pane, ['1', '2', '3']],
      [keys.pin, ['p']],
      [keys.take, ['t']],
      [keys.transfer, ['f']],
      [keys.hold, ['h']],
      [keys.priority, ['u']],
      [keys.close, ['c']],
      [keys.status, ['s']],
      [keys.more, ['+', '−']],
      [keys.escape, ['Esc']],
      [keys.send, ['Enter']],
      [keys.newline, ['Shift', 'Enter']],
      [keys.help, ['?']],
    ];
    return html`<dialog aria-labelledby="title">
      <header>
        <div>
          <h2 id="title">${keys.title}</h2>
          <p>${keys.intro}</p>
        </div>
        <form method="dialog">
          <button class="icon-only" aria-label=${common.close} title=${common.close}>${icon(X)}</button>
        </form>
      </header>
      <dl>
        ${rows.map(
          ([text, pressed]) =>
            html`<div>
              <dt>${text}</dt>
              <dd>${pressed.map((key) => html`<kbd>${key}</kbd>`)}</dd>
            </div>`,
        )}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          .checked=${this.preferences.choices.get().singleKeys}
          @change=${(event: Event) =>
            this.preferences.choose({ singleKeys: (event.target as HTMLInputElement).checked })}
        />
        ${keys.enabled}
      </label>
    </dialog>`;
  }
}

export type { HelpElement };

customElements.define('straks-help', HelpElement);
