import { css, html, nothing } from 'lit';
import { Check, LogOut, TriangleAlert, Volume2 } from 'lucide';
import type { Tone } from '../alerts/tone.ts';
import type { LanguageCode } from '../language/language.ts';
import { languages, words } from '../language/language.ts';
import { typedIn, under } from '../sites/parts.ts';
import type { Settings } from '../sites/settings.model.ts';
import { settingsStyles } from '../sites/settings.styles.ts';
import type { Choices, Preferences } from '../storage/preferences.model.ts';
import { densities, themes } from '../storage/preferences.model.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { icon } from '../ui/icon.ts';
import type { Auth } from './auth.model.ts';
import { authStyles } from './auth.styles.ts';
import { passwordField } from './fields.ts';

/** What every agent may change: how the console looks and sounds to her, her password, and leaving. */
class AccountElement extends Picture {
  static override properties = {
    auth: { attribute: false },
    settings: { attribute: false },
    preferences: { attribute: false },
    tone: { attribute: false },
    shown: { state: true },
    changed: { state: true },
    missing: { state: true },
  };
  static override styles = [
    base,
    button,
    field,
    authStyles,
    settingsStyles,
    css`
      :host {
        min-block-size: 0;
        place-items: stretch;
        padding: 0;
        background: none;
      }
      h1 {
        font-size: var(--text-xl);
        letter-spacing: -0.014em;
      }
      .me {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
      }
      .password {
        max-inline-size: 22rem;
      }
      button.primary {
        min-block-size: var(--control-height);
        font-size: inherit;
      }
      .done {
        color: var(--success);
        font-weight: var(--weight-medium);
        display: flex;
        gap: var(--space-1);
      }
      .sound {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-3);
      }
    `,
  ];

  declare auth: Auth;
  declare settings: Settings;
  declare preferences: Preferences;
  declare tone: Tone;
  declare private shown: boolean;
  declare private changed: boolean;
  declare private missing: boolean;

  constructor() {
    super();
    this.shown = false;
    this.changed = false;
    this.missing = false;
  }

  override render() {
    const { settings, auth, refusals } = words();
    const me = this.auth.me.get();
    const refused = this.auth.refused.get();
    return html`<h1>${settings.account}</h1>
      <div class="me">
        <div>
          <strong>${me?.name}</strong>
          <p class="hint">${me?.email}${me ? ` · ${auth.roles[me.role]}` : ''}</p>
        </div>
        <button class="quiet" @click=${() => this.tell('sign-out')}>${icon(LogOut)}${auth.signOut}</button>
      </div>
      ${
        refused
          ? html`<p class="warning" role="alert">${icon(TriangleAlert)}<span>${refusals[refused.code]}</span></p>`
          : nothing
      }
      ${this.look()} ${this.sound()} ${this.password()}`;
  }

  private look() {
    const { look } = words();
    const { language, theme, density } = this.preferences.choices.get();
    return html`<section class="stack" aria-labelledby="look">
      <h2 id="look">${look.title}</h2>
      <div class="pair">
        ${this.choice(
          'language',
          look.language,
          language,
          Object.entries(languages).map(([code, { name }]) => [code, name]),
          (value) => ({ language: value as LanguageCode }),
        )}
        ${this.choice(
          'theme',
          look.theme,
          theme,
          themes.map((one) => [one, look.themes[one]]),
          (value) => ({ theme: value as Choices['theme'] }),
        )}
        ${this.choice(
          'density',
          look.density,
          density,
          densities.map((one) => [one, look.densities[one]]),
          (value) => ({ density: value as Choices['density'] }),
        )}
      </div>
    </section>`;
  }

  private choice(
    id: string,
    label: string,
    chosen: string,
    options: [string, string][],
    change: (value: string) => Partial<Choices>,
  ) {
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} @change=${(event: Event) => this.preferences.choose(change(typedIn(event)))}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
      </select>
    </div>`;
  }

  private sound() {
    const { sound } = words();
    const { sound: on } = this.preferences.choices.get();
    return html`<section class="stack" aria-labelledby="sound">
      <h2 id="sound">${sound.title}</h2>
      <p class="hint">${sound.hint}</p>
      <div class="sound">
        <label class="check">
          <input
            type="checkbox"
            .checked=${on}
            @change=${(event: Event) => this.preferences.choose({ sound: (event.target as HTMLInputElement).checked })}
          />
          ${sound.on}
        </label>
        <button class="quiet" @click=${() => this.tone.test()}>${icon(Volume2)}${sound.test}</button>
      </div>
      ${
        on && this.tone.blocked.get()
          ? html`<p class="warning" role="status">${icon(TriangleAlert)}<span>${sound.blocked}</span></p>`
          : nothing
      }
    </section>`;
  }

  private password() {
    const { settings, auth, refusals } = words();
    const refusal = this.settings.refusals.get().get('password');
    const weak = refusal?.code === 'weak_password' ? refusals.weak_password : undefined;
    const toggle = () => {
      this.shown = !this.shown;
    };
    return html`<section class="stack" aria-labelledby="change">
      <h2 id="change">${settings.changePassword}</h2>
      <form novalidate @submit=${this.submit}>
        <input type="email" autocomplete="username" .value=${this.auth.me.get()?.email ?? ''} readonly hidden />
        ${passwordField({
          id: 'current',
          label: auth.currentPassword,
          autocomplete: 'current-password',
          error: refusal && !weak ? refusals[refusal.code] : undefined,
          shown: this.shown,
          toggle,
        })}
        ${passwordField({
          id: 'next',
          label: auth.newPassword,
          autocomplete: 'new-password',
          hint: auth.passwordHint,
          error: weak,
          shown: this.shown,
          toggle,
        })}
        ${under('password', this.missing ? auth.needPassword : undefined)}
        <div class="row"><button class="primary">${settings.changePassword}</button></div>
        <div role="status">
          ${this.changed ? html`<p class="done">${icon(Check)}${settings.passwordChanged}</p>` : nothing}
        </div>
      </form>
    </section>`;
  }

  private async submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const [current, next] = [String(data.get('current')), String(data.get('next'))];
    this.missing = current === '' || next === '';
    this.changed = false;
    if (this.missing) return;
    this.changed = await this.settings.changePassword(current, next);
    if (this.changed) form.reset();
  }
}

customElements.define('straks-account', AccountElement);
