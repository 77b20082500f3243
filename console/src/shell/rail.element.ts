import { css, html, nothing } from 'lit';
import {
  CalendarClock,
  ChartScatter,
  Inbox,
  Keyboard,
  Phone,
  Settings,
  Volume2,
  VolumeOff,
  VolumeX,
} from 'lucide';
import type { Alerts } from '../alerts/alerts.model.ts';
import type { Tone } from '../alerts/tone.ts';
import { callbackWords } from '../callbacks/callbacks.words.ts';
import { words } from '../language/language.ts';
import type { Presence } from '../presence/presence.model.ts';
import type { Route } from '../router.ts';
import type { Preferences } from '../storage/preferences.model.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import '../presence/status.element.ts';

/** The slim edge of the console: where to go, and how I am. */
class RailElement extends Picture {
  static override properties = {
    route: { attribute: false },
    alerts: { attribute: false },
    calls: { type: Number },
    leads: { type: Boolean },
    presence: { attribute: false },
    preferences: { attribute: false },
    tone: { attribute: false },
    connected: { type: Boolean },
  };
  static override styles = [
    base,
    button,
    css`
      :host {
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
        padding: var(--space-4) var(--space-2) var(--space-3);
        background: var(--surface-sunken);
        border-inline-end: 1px solid var(--line);
      }
      .logo {
        inline-size: 2rem;
        block-size: 2rem;
        margin-block-end: var(--space-4);
      }
      nav {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: center;
        gap: var(--space-1);
        inline-size: 100%;
      }
      nav a {
        inline-size: 100%;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: center;
        gap: 0.25rem;
        padding: var(--space-2) 0;
        border-radius: var(--radius-control);
        color: var(--text-soft);
        font-size: var(--text-xs);
        font-weight: var(--weight-medium);
        text-decoration: none;
        position: relative;
        transition: background-color var(--motion-fast) var(--ease-out);
      }
      nav a svg.icon {
        inline-size: 1.25rem;
        block-size: 1.25rem;
      }
      nav a:hover {
        background: var(--surface-hover);
        color: var(--text);
      }
      nav a[aria-current='page'] {
        background: var(--tint);
        color: var(--accent);
      }
      .badge {
        position: absolute;
        inset-block-start: 0.25rem;
        inset-inline-end: 0.75rem;
        min-inline-size: 1.125rem;
        padding: 0 0.25rem;
        border-radius: var(--radius-full);
        background: var(--late);
        color: var(--surface-raised);
        font-size: 0.6875rem;
        line-height: 1.125rem;
        text-align: center;
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
      }
      .badge.calm {
        background: var(--accent);
        color: var(--on-accent);
      }
      .bottom {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        justify-items: center;
        gap: var(--space-3);
        inline-size: 100%;
      }
      .tools {
        display: flex;
        gap: 0;
      }
      .tools button {
        min-block-size: 1.75rem;
        inline-size: 1.875rem;
      }
      .blocked {
        color: var(--waiting);
      }
      @media (max-width: 56.24rem) {
        :host {
          flex-direction: row;
          border-inline-end: 0;
          border-block-start: 1px solid var(--line);
          padding: var(--space-1) var(--space-2) max(var(--space-1), env(safe-area-inset-bottom));
        }
        .logo,
        .keys {
          display: none;
        }
        nav {
          display: flex;
          inline-size: auto;
          min-inline-size: 0;
          overflow-x: auto;
          scrollbar-width: none;
        }
        nav a {
          padding: var(--space-1) var(--space-2);
          white-space: nowrap;
        }
        .bottom {
          display: flex;
          inline-size: auto;
          gap: var(--space-2);
          align-items: center;
        }
        .badge {
          inset-block-start: 0;
          inset-inline-end: 0.5rem;
        }
        straks-status {
          display: flex;
          inline-size: auto;
        }
      }
      /* On a phone the pages go first; sound has its place in the settings of the account too. */
      @media (max-width: 30rem) {
        .tools {
          display: none;
        }
        nav a {
          flex: 1 0 auto;
          inline-size: auto;
          padding-inline: 0.25rem;
          font-size: 0.6875rem;
        }
      }
    `,
  ];

  declare route: Route;
  declare alerts: Alerts;
  /** How many wait for her at the telephone. */
  declare calls: number;
  /** She may see how the lines do. */
  declare leads: boolean;
  declare presence: Presence;
  declare preferences: Preferences;
  declare tone: Tone;
  declare connected: boolean;

  override updated() {
    this.renderRoot.querySelector('a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  override render() {
    const { nav, inbox, presence } = words();
    const waiting = this.alerts.waiting.get();
    const at = (page: Route['page']) => (this.route.page === page ? 'page' : nothing);
    return html`<nav aria-label=${nav.main}>
        <img class="logo" src="/console/icon/0.svg" alt="Straks" width="32" height="32" />
        <a href="#/inbox" aria-current=${at('inbox')}>
          ${icon(Inbox)}${nav.inbox}
          ${
            waiting > 0
              ? html`<span class="badge" aria-hidden="true">${waiting}</span
                  ><span class="sr">${inbox.countWaiting(waiting)}</span>`
              : nothing
          }
        </a>
        <a href="#/callbacks" aria-current=${at('callbacks')}>
          ${icon(Phone)}${callbackWords().title}
          ${
            this.calls > 0
              ? html`<span class="badge calm" aria-hidden="true">${this.calls}</span
                  ><span class="sr">${callbackWords().toMake(this.calls)}</span>`
              : nothing
          }
        </a>
        ${
          this.leads
            ? html`<a href="#/waits" aria-current=${at('waits')}>${icon(ChartScatter)}${nav.waits}</a>`
            : nothing
        }
        <a href="#/staffing" aria-current=${at('staffing')}>${icon(CalendarClock)}${nav.staffing}</a>
        <a href="#/settings/site" aria-current=${at('settings')}>${icon(Settings)}${nav.settings}</a>
      </nav>
      <section class="bottom" aria-label=${presence.menu}>
        <div class="tools">
          ${this.sound()}
          <button
            class="icon-only keys"
            aria-label=${nav.help}
            title=${`${nav.help} (?)`}
            @click=${() => this.tell('help')}
          >
            ${icon(Keyboard)}
          </button>
        </div>
        <straks-status .presence=${this.presence} .connected=${this.connected}></straks-status>
      </section>`;
  }

  private sound() {
    const { sound } = words();
    const { sound: on } = this.preferences.choices.get();
    const blocked = on && this.tone.blocked.get();
    const label = on ? sound.on : sound.off;
    return html`<button
      class=${blocked ? 'icon-only blocked' : 'icon-only'}
      role="switch"
      aria-checked=${on}
      aria-label=${sound.title}
      title=${blocked ? sound.blocked : label}
      @click=${() => this.preferences.choose({ sound: !on })}
    >
      ${icon(on ? (blocked ? VolumeX : Volume2) : VolumeOff)}
    </button>`;
  }
}

customElements.define('straks-rail', RailElement);
