import { html, nothing } from 'lit';
import { CircleAlert, Eye, EyeOff, TriangleAlert } from 'lucide';
import type { LanguageCode } from '../language/language.ts';
import { languages, words } from '../language/language.ts';
import type { Preferences } from '../storage/preferences.model.ts';
import { icon } from '../ui/icon.ts';

export const errorLine = (id: string, sentence: string | null | undefined) =>
  sentence ? html`<p class="error" id=${id}>${icon(CircleAlert)}<span>${sentence}</span></p>` : nothing;

export interface PasswordField {
  id: string;
  label: string;
  autocomplete: 'current-password' | 'new-password';
  hint?: string;
  error?: string | undefined;
  shown: boolean;
  toggle(): void;
}

export function passwordField(field: PasswordField) {
  const { show, hide } = words().auth;
  const described = field.error ? `${field.id}-error` : field.hint ? `${field.id}-hint` : nothing;
  return html`<div class="field">
    <label for=${field.id}>${field.label}</label>
    <span class="password">
      <input
        id=${field.id}
        name=${field.id}
        type=${field.shown ? 'text' : 'password'}
        autocomplete=${field.autocomplete}
        autocapitalize="off"
        spellcheck="false"
        maxlength="200"
        required
        aria-invalid=${field.error ? 'true' : nothing}
        aria-describedby=${described}
      />
      <button
        type="button"
        class="icon-only"
        aria-label=${field.shown ? hide : show}
        title=${field.shown ? hide : show}
        @click=${field.toggle}
      >
        ${icon(field.shown ? EyeOff : Eye)}
      </button>
    </span>
    ${
      field.error
        ? errorLine(`${field.id}-error`, field.error)
        : field.hint
          ? html`<p class="hint" id=${`${field.id}-hint`}>${field.hint}</p>`
          : nothing
    }
  </div>`;
}

export interface TextField {
  id: string;
  label: string;
  type: 'text' | 'email';
  autocomplete: string;
  hint?: string;
  error?: string | undefined;
}

export function textField(field: TextField) {
  const described = field.error ? `${field.id}-error` : field.hint ? `${field.id}-hint` : nothing;
  return html`<div class="field">
    <label for=${field.id}>${field.label}</label>
    <input
      id=${field.id}
      name=${field.id}
      type=${field.type}
      autocomplete=${field.autocomplete}
      required
      aria-invalid=${field.error ? 'true' : nothing}
      aria-describedby=${described}
    />
    ${
      field.error
        ? errorLine(`${field.id}-error`, field.error)
        : field.hint
          ? html`<p class="hint" id=${`${field.id}-hint`}>${field.hint}</p>`
          : nothing
    }
  </div>`;
}

/** The session's cookie is given only over a secure address. */
export const secureWarning = (secure: boolean) =>
  secure
    ? nothing
    : html`<p class="warning" role="alert">${icon(TriangleAlert)}<span>${words().auth.insecure}</span></p>`;

export const brandLine = () =>
  html`<div class="brand"><img src="/console/icon/0.svg" alt="" width="36" height="36" />Straks</div>`;

export const languageChoice = (preferences: Preferences) =>
  html`<div class="languages" role="group" aria-label=${words().look.language}>
    ${Object.entries(languages).map(
      ([code, { name }]) =>
        html`<button
          type="button"
          class="small"
          lang=${code}
          aria-pressed=${preferences.choices.get().language === code}
          @click=${() => preferences.choose({ language: code as LanguageCode })}
        >
          ${name}
        </button>`,
    )}
  </div>`;
