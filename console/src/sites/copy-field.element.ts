import { html } from 'lit';
import { Check, Copy } from 'lucide';
import { words } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { icon } from '../ui/icon.ts';
import { settingsStyles } from './settings.styles.ts';

const copiedForMs = 2_500;

/** A text to take along, with the button that copies it. */
class CopyFieldElement extends Picture {
  static override properties = { value: {}, label: {}, copied: { state: true } };
  static override styles = [base, button, field, settingsStyles];

  declare value: string;
  declare label: string;
  declare private copied: boolean;

  constructor() {
    super();
    this.copied = false;
  }

  override render() {
    const { common } = words();
    return html`<div class="copy">
      <input readonly .value=${this.value} aria-label=${this.label} @focus=${this.select} />
      <button type="button" class="quiet" @click=${this.copy}>
        ${icon(this.copied ? Check : Copy)}<span aria-live="polite">${this.copied ? common.copied : common.copy}</span>
      </button>
    </div>`;
  }

  private get input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  private select() {
    this.input?.select();
  }

  private async copy() {
    try {
      await navigator.clipboard.writeText(this.value);
    } catch {
      // Without leave to write there the text is at least selected for the copy key.
      this.input?.focus();
      return;
    }
    this.copied = true;
    setTimeout(() => {
      this.copied = false;
    }, copiedForMs);
  }
}

customElements.define('straks-copy-field', CopyFieldElement);
