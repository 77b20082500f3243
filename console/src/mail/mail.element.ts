import type { MailStatus } from '@straks/shared/mail/mail.protocol.ts';
import { css, html, nothing } from 'lit';
import { CircleAlert, CircleCheck, Info, MailX, RefreshCw, Send } from 'lucide';
import { words } from '../language/language.ts';
import { settingsStyles } from '../sites/settings.styles.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import type { Health, MailRoom, Tried } from './mail.model.ts';
import { healthOf } from './mail.model.ts';
import { mailWords } from './mail.words.ts';

const icons = { off: MailX, idle: Info, working: CircleCheck, failing: CircleAlert } as const;

/** Does mail go out, what stands in its way, and a mail to herself to see it. */
class MailElement extends Picture {
  static override properties = { mail: { attribute: false }, email: {} };
  static override styles = [
    base,
    button,
    settingsStyles,
    css`
      .hint {
        color: var(--text-soft);
        text-wrap: pretty;
      }
      .health {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      .health button {
        margin-inline-start: auto;
        margin-block: calc(-1 * var(--space-2));
      }
      .working .health > svg {
        color: var(--success);
      }
      .failing .health > svg {
        color: var(--danger);
      }
      .off .health > svg,
      .idle .health > svg {
        color: var(--text-faint);
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: var(--space-2) var(--space-5);
      }
      dt {
        color: var(--text-soft);
      }
      dd {
        overflow-wrap: anywhere;
        font-variant-numeric: tabular-nums;
      }
      code {
        font-family: var(--font-mono);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      @media (max-width: 30rem) {
        dl {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
        }
        dd + dt {
          margin-block-start: var(--space-2);
        }
      }
      .set {
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      .set dt {
        color: var(--text);
      }
      .set dd {
        color: var(--text-soft);
        font-size: var(--text-s);
      }
      blockquote {
        margin: 0;
        padding-inline-start: var(--space-3);
        border-inline-start: 2px solid var(--danger);
        display: grid;
        gap: var(--space-1);
      }
      blockquote span,
      .rows .caption {
        color: var(--text-soft);
        font-size: var(--text-s);
      }
      .rows li > code {
        color: var(--text-soft);
      }
      .trouble {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
        justify-content: space-between;
        overflow-wrap: anywhere;
      }
      .test {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
      }
      .test .row {
        gap: var(--space-3);
      }
      .test [role='status']:not(:empty) {
        display: grid;
        gap: var(--space-2);
      }
      .result {
        display: flex;
        gap: var(--space-2);
        text-wrap: pretty;
        overflow-wrap: anywhere;
        min-inline-size: 0;
      }
      .result.sent svg.icon {
        color: var(--success);
      }
      .result.not svg.icon {
        color: var(--danger);
      }
    `,
  ];

  declare mail: MailRoom;
  declare email: string;

  override connectedCallback() {
    super.connectedCallback();
    void this.mail.load();
  }

  override render() {
    const { title, intro } = mailWords();
    return html`<h1>${title}</h1>
      <p class="hint">${intro}</p>
      ${this.state()}`;
  }

  private state() {
    const state = this.mail.state.get();
    const { common, refusals } = words();
    switch (state.kind) {
      case 'loading':
        return html`<p role="status">${common.loading}</p>`;
      case 'refused':
        return html`<div class="stack" role="alert">
          <p>${refusals[state.refusal.code]}</p>
          <div><button class="quiet" @click=${() => this.mail.load()}>${common.retry}</button></div>
        </div>`;
      case 'loaded': {
        const { status } = state;
        const health = healthOf(status);
        return html`${this.card(status, health)} ${status.on ? this.test() : nothing} ${refusedOnes(status)}`;
      }
    }
  }

  private card(status: MailStatus, health: Health) {
    const text = mailWords();
    return html`<section class=${`card ${health}`}>
      <div class="health">
        ${icon(icons[health])}
        <h2>${text.health[health]}</h2>
        <button
          class="icon-only"
          aria-label=${text.refresh}
          title=${text.refresh}
          @click=${() => this.mail.load()}
        >
          ${icon(RefreshCw)}
        </button>
      </div>
      ${health === 'off' ? whatToSet() : facts(status, health)}
    </section>`;
  }

  private test() {
    const text = mailWords();
    const tried = this.mail.tried.get();
    const isSending = tried.kind === 'sending';
    return html`<div class="test">
      <div class="row">
        <button class="quiet" aria-disabled=${isSending ? 'true' : nothing} @click=${() => this.mail.tryOut()}>
          ${icon(Send)}${isSending ? text.testing : text.test}
        </button>
        <span class="hint">${text.testHint(this.email)}</span>
      </div>
      <div role="status">${resultOf(tried)}</div>
    </div>`;
  }
}

function whatToSet() {
  const text = mailWords();
  return html`<p class="hint">${text.offHint}</p>
    <dl class="set">
      <div>
        <dt><code>STRAKS_SMTP_URL=smtp://user:password@mail.example.com:587</code></dt>
        <dd>${text.server}</dd>
      </div>
      <div>
        <dt><code>STRAKS_MAIL_FROM=chat@example.com</code></dt>
        <dd>${text.sender}</dd>
      </div>
    </dl>
    <p class="hint">${text.restart}</p>`;
}

function facts({ from, lastSentAt, waiting, troubles }: MailStatus, health: Health) {
  const text = mailWords();
  const trouble = troubles.find(({ againAt }) => againAt !== null);
  return html`${health === 'idle' ? html`<p class="hint">${text.idleHint}</p>` : nothing}
    ${
      health === 'failing' && trouble
        ? html`<blockquote>
              <span>${text.says}</span>
              <code>${trouble.reason}</code>
            </blockquote>
            <p class="hint">
              ${text.failingHint(waiting.toLocaleString(words().time.locale))}
              ${text.again(whenOf(trouble.againAt ?? trouble.at))}.
            </p>`
        : nothing
    }
    <dl>
      <dt>${text.from}</dt>
      <dd>${from}</dd>
      <dt>${text.lastSent}</dt>
      <dd>${lastSentAt === null ? text.never : whenOf(lastSentAt)}</dd>
      <dt>${text.waiting}</dt>
      <dd>${waiting.toLocaleString(words().time.locale)}</dd>
    </dl>`;
}

function refusedOnes({ troubles }: MailStatus) {
  const text = mailWords();
  const givenUp = troubles.filter(({ againAt }) => againAt === null);
  if (givenUp.length === 0) return nothing;
  return html`<h2>${text.troubles}</h2>
    <p class="hint">${text.troublesHint}</p>
    <ul class="rows">
      ${givenUp.map(
        ({ to, reason, at }) => html`<li>
          <div class="trouble"><span>${to}</span><span class="caption">${whenOf(at)}, ${text.gaveUp}</span></div>
          <code>${reason}</code>
        </li>`,
      )}
    </ul>`;
}

function resultOf(tried: Tried) {
  const text = mailWords();
  switch (tried.kind) {
    case 'sent':
      return html`<p class="result sent">${icon(CircleCheck)}<span>${text.sent(tried.to)}</span></p>`;
    case 'not sent':
      return html`<p class="result not">${icon(CircleAlert)}<span>${text.notSent}</span></p>
        <blockquote>
          <span>${text.says}</span>
          <code>${tried.reason}</code>
        </blockquote>`;
    case 'refused':
      return html`<p class="result not">
        ${icon(CircleAlert)}<span>${words().refusals[tried.code]}</span>
      </p>`;
    default:
      return nothing;
  }
}

const whenOf = (ms: number) =>
  new Date(ms).toLocaleString(words().time.locale, { dateStyle: 'medium', timeStyle: 'short' });

customElements.define('straks-mail', MailElement);
