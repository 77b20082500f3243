import type { PropertyValues } from 'lit';
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { words } from '../language/language.ts';
import type { Form } from '../sites/form.model.ts';
import { submitting, typedIn, under } from '../sites/parts.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { dialogStyles } from './dialog.styles.ts';
import type { Staffing, TargetFields } from './staffing.model.ts';
import { staffingWords } from './words.ts';

/** How many are to be answered within which time. */
class TargetDialogElement extends Picture {
  static override properties = { staffing: { attribute: false } };
  static override styles = [
    base,
    button,
    field,
    dialogStyles,
    css`
      input {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  declare staffing: Staffing;

  override updated(changed: PropertyValues) {
    super.updated(changed);
    const dialog = this.renderRoot.querySelector('dialog');
    const isOpen = this.staffing.targetForm.get() !== null;
    if (isOpen && !dialog?.open) dialog?.showModal();
    if (!isOpen && dialog?.open) dialog.close();
  }

  override render() {
    const form = this.staffing.targetForm.get();
    return html`<dialog aria-labelledby="title" @close=${() => this.staffing.closeTarget()}>
      ${form ? this.form(form) : nothing}
    </dialog>`;
  }

  private form(form: Form<TargetFields>) {
    const text = staffingWords();
    const { common, refusals } = words();
    const saving = form.saving.get();
    const refused = typeof saving === 'object' ? refusals[saving.code] : undefined;
    return html`<form novalidate @submit=${submitting(form)}>
      <h2 id="title">${text.targetTitle}</h2>
      ${this.number(form, 'percent', text.targetPercent)} ${this.number(form, 'seconds', text.targetWithin)}
      <div>${under('target', form.told.get().percent ?? refused, text.targetHint)}</div>
      <div class="acts">
        <button class="primary">${saving === 'saving' ? common.saving : common.save}</button>
        <button type="button" @click=${() => this.staffing.closeTarget()}>${common.cancel}</button>
      </div>
    </form>`;
  }

  private number(form: Form<TargetFields>, name: keyof TargetFields, label: string) {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        inputmode="numeric"
        maxlength="4"
        autocomplete="off"
        aria-describedby="target-note"
        aria-invalid=${form.told.get().percent ? 'true' : nothing}
        .value=${live(form.values.get()[name])}
        @input=${(event: Event) => form.edit({ [name]: typedIn(event).trim() })}
      />
    </div>`;
  }
}

customElements.define('straks-target-dialog', TargetDialogElement);
