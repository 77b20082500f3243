import { css, html, nothing } from 'lit';
import type { Alerts } from '../alerts/alerts.model.ts';
import { knownAs, markOf, nameOf } from '../conversations/visitor-name.ts';
import { words } from '../language/language.ts';
import { isolated } from '../messages/change-line.ts';
import { avatar, avatarStyles } from '../ui/avatar.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { hue } from '../ui/hue.styles.ts';
import { ringsUntil } from './ringing.ts';
import '../ui/countdown.element.ts';

/** The chat that rings at her now: who it is, how long it rings on, and the one thing to do. */
class CallCardElement extends Picture {
  static override properties = { alerts: { attribute: false }, acceptMs: { attribute: false } };
  static override styles = [
    base,
    button,
    hue,
    avatarStyles,
    css`
      :host {
        display: block;
      }
      .card {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: var(--space-3);
        min-block-size: 4rem;
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-panel);
        background: var(--accent);
        color: var(--on-accent);
      }
      .text {
        display: grid;
        min-inline-size: 0;
        line-height: var(--leading-tight);
      }
      .said {
        font-weight: var(--weight-strong);
      }
      .line {
        font-size: var(--text-s);
      }
      .avatar {
        background: var(--on-accent);
        color: var(--accent);
      }
      button.answer {
        background: var(--on-accent);
        color: var(--accent-strong);
        min-block-size: 2.5rem;
        padding-inline: var(--space-3);
        font-weight: var(--weight-strong);
      }
      button.answer:hover {
        background: var(--tint);
        color: var(--accent-strong);
      }
      button:focus-visible {
        outline-color: var(--on-accent);
      }
      straks-countdown {
        min-inline-size: 2.25em;
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      straks-countdown:empty {
        display: none;
      }
      @media (forced-colors: active) {
        .card {
          border: 2px solid Highlight;
        }
      }
    `,
  ];

  declare alerts: Alerts;
  declare acceptMs: number | null;

  override render() {
    const [first, ...others] = this.alerts.ringing.get();
    if (!first) return nothing;
    const { ringing } = words();
    const name = nameOf(first);
    return html`<div class="card">
      ${avatar(knownAs(first), markOf(first))}
      <p class="text">
        <span class="sr" role="alert">${ringing.said(isolated(name))}</span>
        <span class="said cut" dir="auto" aria-hidden="true">${name}</span>
        <span class="line cut">${ringing.rings} · ${others.length > 0 ? ringing.more(others.length) : first.preview}</span>
      </p>
      <button class="answer" @click=${() => this.tell('answer')}>
        ${ringing.answer}<span class="sr">${name}</span>
        <straks-countdown aria-hidden="true" .untilMs=${ringsUntil(first, this.acceptMs)}></straks-countdown>
      </button>
    </div>`;
  }
}

customElements.define('straks-call-card', CallCardElement);
