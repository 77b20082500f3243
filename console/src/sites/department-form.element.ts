import type { Department } from '@straks/shared/sites/sites.protocol.ts';
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { words } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import type { Form } from './form.model.ts';
import { saveBar, submitting, typedIn, under } from './parts.ts';
import { routingWords } from './routing.words.ts';
import type { DepartmentFields } from './routing-rules.ts';
import { settingsStyles } from './settings.styles.ts';

/** Who may answer in one department, and who helps when it takes long. */
class DepartmentFormElement extends Picture {
  static override properties = { form: { attribute: false }, others: { attribute: false } };
  static override styles = [
    base,
    button,
    field,
    settingsStyles,
    css`
      form {
        padding: var(--space-5) var(--space-5) 0;
        border: 1px solid var(--line);
        border-radius: var(--radius-panel);
        background: var(--surface-sunken);
      }
      .savebar {
        position: static;
        background: none;
      }
    `,
  ];

  declare form: Form<DepartmentFields>;
  declare others: readonly Department[];

  override render() {
    const text = routingWords().department;
    const values = this.form.values.get();
    return html`<form novalidate @submit=${submitting(this.form)}>
      ${this.input('name', words().settings.departmentName)}
      <div class="field">
        <label class="check">
          <input
            type="checkbox"
            aria-describedby="language-note"
            .checked=${live(values.matchLanguage)}
            @change=${(event: Event) =>
              this.form.edit({ matchLanguage: (event.target as HTMLInputElement).checked })}
          />
          ${text.matchLanguage}
        </label>
        ${under('language', undefined, text.matchLanguageHint)}
      </div>
      ${this.input('skills', text.skills, text.skillsHint)}
      <div class="pair">
        ${this.select(
          'priority',
          text.priority,
          words().chat.priorities.map((name, level) => [String(level), name]),
        )}
        ${
          this.others.length > 0
            ? this.select('overflowTo', text.overflow, [
                ['', text.noOverflow],
                ...this.others.map(({ id, name }): [string, string] => [id, name]),
              ])
            : nothing
        }
      </div>
      ${values.overflowTo === '' ? nothing : this.input('overflowMinutes', text.overflowAfter, text.overflowHint)}
      ${saveBar(this.form)}
    </form>`;
  }

  private input(name: 'name' | 'skills' | 'overflowMinutes', label: string, hint?: string) {
    const error = this.form.told.get()[name];
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        autocomplete="off"
        maxlength=${name === 'skills' ? 900 : 60}
        inputmode=${name === 'overflowMinutes' ? 'decimal' : nothing}
        .value=${live(this.form.values.get()[name])}
        aria-invalid=${error ? 'true' : nothing}
        aria-describedby=${error || hint ? `${name}-note` : nothing}
        @input=${(event: Event) => this.form.edit({ [name]: typedIn(event) })}
      />
      ${under(name, error, hint)}
    </div>`;
  }

  private select(
    name: 'priority' | 'overflowTo',
    label: string,
    options: readonly (readonly [value: string, text: string])[],
  ) {
    const chosen = this.form.values.get()[name];
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select id=${name} @change=${(event: Event) => this.form.edit({ [name]: typedIn(event) })}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
      </select>
    </div>`;
  }
}

customElements.define('straks-department-form', DepartmentFormElement);
