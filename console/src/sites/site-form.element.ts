import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { languages, words } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { brandPreview, brandPreviewStyles } from './brand-preview.ts';
import { faultOfBrand } from './check-site.ts';
import { saveBar, submitting, typedIn, under } from './parts.ts';
import type { SettingsForms } from './settings.model.ts';
import { settingsStyles } from './settings.styles.ts';

/** Name, language, colour, and where the chat may appear. */
class SiteFormElement extends Picture {
  static override properties = { form: { attribute: false } };
  static override styles = [
    base,
    button,
    field,
    settingsStyles,
    brandPreviewStyles,
    css`
      .colour {
        display: flex;
        gap: var(--space-2);
      }
      .colour input[type='color'] {
        inline-size: 2.75rem;
        block-size: auto;
        min-block-size: var(--control-height);
        padding: 0.1875rem;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-control);
        background: var(--surface-raised);
        cursor: pointer;
        flex: none;
      }
      textarea {
        min-block-size: 6rem;
        resize: vertical;
        font-family: var(--font-mono);
        line-height: var(--leading-message);
      }
    `,
  ];

  declare form: SettingsForms['site'];

  override render() {
    const { settings } = words();
    const { name, language, brand, origins } = this.form.values.get();
    const told = this.form.told.get();
    const validBrand = faultOfBrand(brand) === null;
    return html`<h1>${settings.site}</h1>
      <form novalidate @submit=${submitting(this.form)}>
        <div class="pair">
          <div class="field">
            <label for="name">${settings.siteName}</label>
            <input
              id="name"
              maxlength="60"
              .value=${live(name)}
              aria-invalid=${told.name ? 'true' : nothing}
              aria-describedby="name-note"
              @input=${(event: Event) => this.form.edit({ name: typedIn(event) })}
            />
            ${under('name', told.name, settings.siteNameHint)}
          </div>
          <div class="field">
            <label for="language">${settings.siteLanguage}</label>
            <select
              id="language"
              aria-describedby="language-note"
              @change=${(event: Event) => this.form.edit({ language: typedIn(event) as typeof language })}
            >
              ${Object.entries(languages).map(
                ([code, { name: label }]) =>
                  html`<option value=${code} lang=${code} ?selected=${code === language}>${label}</option>`,
              )}
            </select>
            ${under('language', undefined, settings.siteLanguageHint)}
          </div>
        </div>
        <div class="field">
          <label for="brand">${settings.brand}</label>
          <div class="colour">
            <input
              type="color"
              aria-label=${settings.brand}
              .value=${validBrand ? brand.toLowerCase() : '#000000'}
              @input=${(event: Event) => this.form.edit({ brand: typedIn(event) })}
            />
            <input
              id="brand"
              maxlength="7"
              spellcheck="false"
              autocomplete="off"
              .value=${live(brand)}
              aria-invalid=${told.brand ? 'true' : nothing}
              aria-describedby="brand-note"
              @input=${(event: Event) => this.form.edit({ brand: typedIn(event) })}
            />
          </div>
          ${under('brand', told.brand, settings.brandHint)}
        </div>
        ${validBrand ? brandPreview(brand.trim().toLowerCase()) : nothing}
        <div class="field">
          <label for="origins">${settings.origins}</label>
          <textarea
            id="origins"
            spellcheck="false"
            autocapitalize="off"
            .value=${live(origins)}
            placeholder="https://shop.example"
            aria-invalid=${told.origins ? 'true' : nothing}
            aria-describedby="origins-note"
            @input=${(event: Event) => this.form.edit({ origins: typedIn(event) })}
          ></textarea>
          ${under('origins', told.origins, settings.originsHint)}
        </div>
        ${saveBar(this.form)}
      </form>`;
  }
}

customElements.define('straks-site-form', SiteFormElement);
