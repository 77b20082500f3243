import { css, html, nothing } from 'lit';
import type { IconNode } from 'lucide';
import { Building2, Clock, Code, Globe, Mail, Split, Tags, UserRound, Users } from 'lucide';
import type { Tone } from '../alerts/tone.ts';
import type { Auth } from '../auth/auth.model.ts';
import { words } from '../language/language.ts';
import { mailWords } from '../mail/mail.words.ts';
import type { SettingsSection } from '../router.ts';
import { settingsSections } from '../router.ts';
import type { Preferences } from '../storage/preferences.model.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import { routingWords } from './routing.words.ts';
import type { Settings, SettingsForms } from './settings.model.ts';
import '../auth/account.element.ts';
import '../auth/colleagues.element.ts';
import '../hours/hours-form.element.ts';
import '../mail/mail.element.ts';
import './categories-form.element.ts';
import './copy-field.element.ts';
import './departments.element.ts';
import './routing-form.element.ts';
import './site-form.element.ts';

const icons: Record<SettingsSection, IconNode> = {
  site: Globe,
  hours: Clock,
  departments: Building2,
  routing: Split,
  colleagues: Users,
  categories: Tags,
  mail: Mail,
  tag: Code,
  account: UserRound,
};

function titleOf(section: SettingsSection): string {
  if (section === 'routing') return routingWords().title;
  return section === 'mail' ? mailWords().title : words().settings[section];
}

/** The owner's settings, one section at a time, and every agent's own. */
class SettingsElement extends Picture {
  static override properties = {
    settings: { attribute: false },
    auth: { attribute: false },
    preferences: { attribute: false },
    tone: { attribute: false },
    section: {},
  };
  static override styles = [
    base,
    button,
    css`
      :host {
        block-size: 100%;
        display: grid;
        grid-template-columns: 15rem minmax(0, 1fr);
        background: var(--surface);
      }
      nav {
        padding: var(--space-5) var(--space-3);
        border-inline-end: 1px solid var(--line);
        overflow-y: auto;
      }
      nav h1 {
        padding: 0 var(--space-3) var(--space-4);
      }
      nav ul {
        display: grid;
        gap: 0.125rem;
      }
      nav a {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-control);
        color: var(--text-soft);
        text-decoration: none;
        font-weight: var(--weight-medium);
        white-space: nowrap;
      }
      nav a:hover {
        background: var(--surface-hover);
        color: var(--text);
      }
      nav a[aria-current='page'] {
        background: var(--tint);
        color: var(--accent);
      }
      .page {
        overflow-y: auto;
        padding: var(--space-8) var(--space-8) 0;
      }
      .page > * {
        max-inline-size: 42rem;
        margin-inline: auto;
        padding-block-end: var(--space-12);
      }
      .lines {
        display: grid;
        gap: var(--space-5);
      }
      .hint {
        color: var(--text-soft);
        text-wrap: pretty;
      }
      @media (max-width: 56.24rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          grid-template-rows: auto minmax(0, 1fr);
        }
        nav {
          padding: var(--space-2);
          border-inline-end: 0;
          border-block-end: 1px solid var(--line);
          overflow-x: auto;
          scrollbar-width: none;
        }
        nav h1 {
          display: none;
        }
        nav ul {
          display: flex;
        }
        .page {
          padding: var(--space-5) var(--space-4) 0;
        }
      }
    `,
  ];

  declare settings: Settings;
  declare auth: Auth;
  declare preferences: Preferences;
  declare tone: Tone;
  declare section: SettingsSection;

  override connectedCallback() {
    super.connectedCallback();
    if (this.mayManage()) void this.settings.load();
  }

  override updated() {
    this.renderRoot.querySelector('a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  override render() {
    const { settings } = words();
    const mayManage = this.mayManage();
    const sections = mayManage ? settingsSections : (['account'] as const);
    const section = mayManage ? this.section : 'account';
    return html`<nav aria-label=${settings.sections}>
        <h1>${settings.title}</h1>
        <ul>
          ${sections.map(
            (one) =>
              html`<li>
                <a href=${`#/settings/${one}`} aria-current=${one === section ? 'page' : nothing}
                  >${icon(icons[one])}${titleOf(one)}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
      <div class="page">${section === 'account' ? this.account(mayManage) : this.managed(section)}</div>`;
  }

  private mayManage() {
    const role = this.auth.me.get()?.role;
    return role === 'admin' || role === 'owner';
  }

  private account(mayManage: boolean) {
    return html`<div class="lines">
      <straks-account
        .auth=${this.auth}
        .settings=${this.settings}
        .preferences=${this.preferences}
        .tone=${this.tone}
      ></straks-account>
      ${mayManage ? nothing : html`<p class="hint">${words().settings.notAllowed}</p>`}
    </div>`;
  }

  private managed(section: SettingsSection) {
    const state = this.settings.state.get();
    const { common, refusals, settings } = words();
    switch (state.kind) {
      case 'loading':
        return html`<p role="status">${common.loading}</p>`;
      case 'refused':
        return html`<div class="lines" role="alert">
          <p>${settings.couldNotLoad} ${refusals[state.refusal.code]}</p>
          <div><button class="quiet" @click=${() => this.settings.load()}>${common.retry}</button></div>
        </div>`;
      case 'loaded':
        return this.fields(section, state.forms);
    }
  }

  private fields(section: SettingsSection, forms: SettingsForms) {
    switch (section) {
      case 'hours':
        return html`<straks-hours-form .form=${forms.hours}></straks-hours-form>`;
      case 'departments':
        return html`<straks-departments .settings=${this.settings}></straks-departments>`;
      case 'routing':
        return html`<straks-routing-form .form=${forms.routing}></straks-routing-form>`;
      case 'colleagues':
        return html`<straks-colleagues
          .settings=${this.settings}
          .myId=${this.auth.me.get()?.id}
        ></straks-colleagues>`;
      case 'categories':
        return html`<straks-categories-form .form=${forms.categories}></straks-categories-form>`;
      case 'mail':
        return html`<straks-mail
          .mail=${this.settings.mail}
          .email=${this.auth.me.get()?.email ?? ''}
        ></straks-mail>`;
      case 'tag':
        return this.tag();
      default:
        return html`<straks-site-form .form=${forms.site}></straks-site-form>`;
    }
  }

  private tag() {
    const { settings } = words();
    return html`<div class="lines">
      <h1>${settings.tag}</h1>
      <p class="hint">${settings.tagHint}</p>
      <straks-copy-field .value=${this.settings.tag.get()} .label=${settings.tagLabel}></straks-copy-field>
    </div>`;
  }
}

customElements.define('straks-settings', SettingsElement);
