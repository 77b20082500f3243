import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { saveBar, submitting, typedIn, under } from './parts.ts';
import { routingWords } from './routing.words.ts';
import type { NumberedRule, RoutingFields } from './routing-rules.ts';
import { callbackChoices, numbered } from './routing-rules.ts';
import type { SettingsForms } from './settings.model.ts';
import { settingsStyles } from './settings.styles.ts';

const spreads = ['least_loaded', 'longest_idle'] as const;

/** How chats find somebody who answers, each rule with the sentence that says what it does. */
class RoutingFormElement extends Picture {
  static override properties = { form: { attribute: false } };
  static override styles = [
    base,
    button,
    field,
    settingsStyles,
    css`
      form {
        gap: var(--space-8);
      }
      fieldset {
        display: grid;
        gap: var(--space-5);
      }
      legend {
        font-size: var(--text-l);
        font-weight: var(--weight-strong);
        margin-block-end: var(--space-3);
      }
      .rule {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 10.5rem;
        gap: var(--space-1) var(--space-6);
        align-items: center;
      }
      .rule > label {
        font-weight: var(--weight-medium);
      }
      .rule .note {
        grid-column: 1;
      }
      .number {
        display: grid;
        grid-template-columns: 4.75rem 1fr;
        align-items: center;
        gap: var(--space-2);
        grid-row: 1 / span 2;
        grid-column: 2;
        align-self: start;
        color: var(--text-soft);
      }
      .number input {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      .choices {
        display: grid;
        gap: var(--space-1);
      }
      .choices .label {
        font-weight: var(--weight-medium);
      }
      .choices .check {
        justify-self: start;
      }
      @media (max-width: 40rem) {
        .rule {
          grid-template-columns: minmax(0, 1fr);
        }
        .number {
          grid-row: auto;
          grid-column: 1;
        }
      }
    `,
  ];

  declare form: SettingsForms['routing'];

  override render() {
    const text = routingWords();
    return html`<h1>${text.title}</h1>
      <p class="hint">${text.intro}</p>
      <form novalidate @submit=${submitting(this.form)}>
        <fieldset>
          <legend>${text.groups.next}</legend>
          ${this.choice('spread', text.spread, spreads, text.spreads)} ${this.rule('lastAgent')}
        </fieldset>
        <fieldset>
          <legend>${text.groups.unanswered}</legend>
          ${this.rule('accept')} ${this.rule('silent')} ${this.rule('escalate')}
        </fieldset>
        <fieldset>
          <legend>${text.groups.priority}</legend>
          ${this.rule('high')} ${this.rule('urgent')}
        </fieldset>
        <fieldset>
          <legend>${text.groups.capacity}</legend>
          ${this.rule('asleep')}
        </fieldset>
        <fieldset>
          <legend>${text.groups.closing}</legend>
          ${this.rule('drain')} ${this.rule('returning')}
          ${this.choice('callbacks', text.callbacks, callbackChoices, text.callbackChoices)}
        </fieldset>
        ${saveBar(this.form)}
      </form>`;
  }

  private rule(rule: NumberedRule) {
    const text = routingWords();
    const { label, hint } = text.rules[rule];
    const error = this.form.told.get()[rule];
    return html`<div class="rule">
      <label for=${rule}>${label}</label>
      <span class="number">
        <input
          id=${rule}
          inputmode="decimal"
          autocomplete="off"
          maxlength="6"
          .value=${live(this.form.values.get()[rule])}
          aria-invalid=${error ? 'true' : nothing}
          aria-describedby=${`${rule}-unit ${rule}-note`}
          @input=${(event: Event) => this.form.edit({ [rule]: typedIn(event) })}
        />
        <span id=${`${rule}-unit`}>${text.units[numbered[rule].unit]}</span>
      </span>
      <div class="note">${under(rule, error, hint)}</div>
    </div>`;
  }

  private choice<Name extends 'spread' | 'callbacks', Value extends RoutingFields[Name] & string>(
    name: Name,
    label: string,
    values: readonly Value[],
    texts: Record<Value, string>,
  ) {
    const chosen = this.form.values.get()[name];
    return html`<div class="choices" role="radiogroup" aria-labelledby=${`${name}-label`}>
      <span class="label" id=${`${name}-label`}>${label}</span>
      ${values.map(
        (value) => html`<label class="check">
          <input
            type="radio"
            name=${name}
            value=${value}
            .checked=${live(value === chosen)}
            @change=${() => this.form.edit({ [name]: value })}
          />
          ${texts[value]}
        </label>`,
      )}
    </div>`;
  }
}

customElements.define('straks-routing-form', RoutingFormElement);
