import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { words } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { saveBar, submitting, typedIn, under } from './parts.ts';
import type { SettingsForms } from './settings.model.ts';
import { settingsStyles } from './settings.styles.ts';

/** What a closed chat was about. */
class CategoriesFormElement extends Picture {
  static override properties = { form: { attribute: false } };
  static override styles = [
    base,
    button,
    field,
    settingsStyles,
    css`
      textarea {
        min-block-size: 14rem;
        resize: vertical;
        line-height: var(--leading-message);
      }
    `,
  ];

  declare form: SettingsForms['categories'];

  override render() {
    const { settings } = words();
    const error = this.form.told.get().categories;
    return html`<h1 id="title">${settings.categories}</h1>
      <form novalidate @submit=${submitting(this.form)}>
        <div class="field">
          <textarea
            id="categories"
            aria-labelledby="title"
            .value=${live(this.form.values.get().categories)}
            aria-invalid=${error ? 'true' : nothing}
            aria-describedby="categories-note"
            @input=${(event: Event) => this.form.edit({ categories: typedIn(event) })}
          ></textarea>
          ${under('categories', error, settings.categoriesHint)}
        </div>
        ${saveBar(this.form)}
      </form>`;
  }
}

customElements.define('straks-categories-form', CategoriesFormElement);
