import type { CSSResultGroup } from 'lit';
import { css } from 'lit';
import { base } from './base.styles.ts';
import { button } from './button.styles.ts';
import { Picture } from './element.ts';

export const menuStyles = css`
  :host {
    display: block;
    inline-size: 19rem;
    max-inline-size: 86vw;
    padding: var(--space-2);
    border-radius: var(--radius-panel);
    background: var(--surface-raised);
    border: 1px solid var(--line);
    box-shadow: var(--shadow);
    max-block-size: min(28rem, 70vh);
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .title {
    display: flex;
    justify-content: space-between;
    gap: var(--space-2);
    padding: var(--space-1) var(--space-2) var(--space-2);
    color: var(--text-soft);
    font-size: var(--text-s);
  }
  .title strong {
    color: var(--text);
    font-weight: var(--weight-strong);
  }
  .caption {
    padding: var(--space-2) var(--space-2) var(--space-1);
    color: var(--text-soft);
    font-size: var(--text-s);
  }
  button.item {
    inline-size: 100%;
    justify-content: flex-start;
    padding-inline: var(--space-2);
    font-weight: var(--weight);
    border-radius: var(--radius-s);
  }
  .item kbd {
    flex: none;
  }
  .item kbd:empty {
    visibility: hidden;
  }
  .item .aside {
    margin-inline-start: auto;
    padding-inline-start: var(--space-2);
    color: var(--text-soft);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
    flex: none;
  }
  .item[aria-disabled='true'] .aside {
    color: inherit;
  }
  .item[aria-checked='true'] {
    background: var(--tint);
    color: var(--accent-strong);
    font-weight: var(--weight-medium);
  }
  hr {
    border: 0;
    border-block-start: 1px solid var(--line);
    margin: var(--space-2) 0;
  }
`;

/** Opened by hand: takes the focus, walks with the arrows, and goes when the focus goes or on Esc. */
export class Menu extends Picture {
  static override styles: CSSResultGroup = [base, button, menuStyles];

  protected get items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('button, input')];
  }

  override firstUpdated() {
    const chosen = this.renderRoot.querySelector<HTMLElement>('[aria-checked="true"]');
    (chosen ?? this.items[0])?.focus();
  }

  /** What the digits stand for, where they stand for something. */
  protected pick(_digit: number): void {}

  protected left(event: FocusEvent) {
    const goesTo = event.relatedTarget as Node | null;
    if (!goesTo || !this.renderRoot.contains(goesTo)) this.tell('cancelled');
  }

  protected pressed(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      return this.tell('cancelled');
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      return this.step(event.key === 'ArrowDown' ? 1 : -1);
    }
    const inField = event.composedPath()[0] instanceof HTMLInputElement;
    // Whatever is pressed in here is meant for the menu, not for the console's own keys.
    if (event.key.length === 1) event.stopPropagation();
    if (!inField && /^\d$/.test(event.key)) this.pick(Number(event.key));
  }

  private step(by: 1 | -1) {
    const { items } = this;
    const place = items.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement);
    items[(place + by + items.length) % items.length]?.focus();
  }
}
