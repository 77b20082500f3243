import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import { css, html, nothing } from 'lit';
import { BellRing, ChevronsUp, Columns2, Mail, X } from 'lucide';
import { knownAs, markOf, nameOf } from '../conversations/visitor-name.ts';
import { words } from '../language/language.ts';
import { avatar, avatarStyles } from '../ui/avatar.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { clockStyles } from '../ui/clock.styles.ts';
import { Picture } from '../ui/element.ts';
import { hue } from '../ui/hue.styles.ts';
import { icon } from '../ui/icon.ts';
import { marks, marksStyles } from './marks.ts';
import type { SectionName } from './order.ts';
import { waitKind } from './urgency.ts';
import '../ui/clock.element.ts';
import '../ui/countdown.element.ts';

export type RowSection = SectionName | 'newcomers' | 'over';

/** One conversation in the list. */
class RowElement extends Picture {
  static override properties = {
    conversation: { attribute: false },
    section: {},
    shown: { type: Boolean, reflect: true },
    focusedChat: { type: Boolean },
    gone: { type: Boolean, reflect: true },
    ownerName: {},
    typing: { type: Boolean },
    unread: { type: Boolean, reflect: true },
    ringsUntil: { attribute: false },
    asleepAfterMs: { attribute: false },
  };
  static override styles = [
    base,
    button,
    hue,
    avatarStyles,
    clockStyles,
    marksStyles,
    css`
      :host {
        display: block;
        position: relative;
        border-radius: var(--radius-control);
      }
      .row {
        inline-size: 100%;
        min-block-size: 0;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        column-gap: var(--space-3);
        padding: var(--row-padding) var(--space-3);
        text-align: start;
        white-space: normal;
        font-weight: var(--weight);
        align-items: center;
      }
      .row:hover {
        background: var(--surface-hover);
      }
      :host([shown]) .row {
        background: var(--surface-hover);
      }
      .row[aria-current] {
        background: var(--tint) !important;
      }
      :host([gone]) .row {
        opacity: 0.55;
      }
      .mark {
        position: relative;
      }
      .mark .dot {
        position: absolute;
        inset-block-end: -1px;
        inset-inline-end: -1px;
        inline-size: 0.75rem;
        block-size: 0.75rem;
        border-radius: var(--radius-full);
        border: 2px solid var(--surface);
        background: var(--success);
      }
      .mark .dot.off {
        background: var(--surface-pressed);
      }
      .text {
        display: grid;
        gap: 0.125rem;
        min-inline-size: 0;
      }
      .text > span {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: var(--space-2);
        min-inline-size: 0;
      }
      .name {
        font-weight: var(--weight-medium);
      }
      :host([unread]) .name {
        font-weight: var(--weight-strong);
      }
      .ring {
        display: inline-flex;
        align-items: center;
        gap: 0.25rem;
        padding: 0.0625rem 0.5rem;
        border-radius: var(--radius-full);
        background: var(--accent);
        color: var(--on-accent);
        font-size: var(--text-s);
        font-weight: var(--weight-medium);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .ring svg.icon {
        inline-size: 0.8125rem;
        block-size: 0.8125rem;
      }
      .preview {
        color: var(--text-soft);
        font-size: var(--text-s);
      }
      .preview.typing {
        color: var(--accent);
      }
      .preview svg.icon {
        display: inline-block;
        vertical-align: -0.15em;
        inline-size: 0.875rem;
        block-size: 0.875rem;
      }
      .actions {
        position: absolute;
        inset-inline-end: var(--space-2);
        inset-block-end: calc(var(--row-padding) - 0.3125rem);
        display: flex;
        gap: var(--space-1);
      }
      .actions .hover {
        opacity: 0;
        background: var(--surface-raised);
        border-color: var(--line);
      }
      :host(:hover) .actions .hover,
      .actions .hover:focus-visible {
        opacity: 1;
      }
      @media (hover: none) {
        .actions .hover {
          display: none;
        }
      }
      .actions button.take {
        background: var(--surface-raised);
        border-color: var(--line-strong);
        color: var(--accent);
      }
      .actions button.take:hover {
        background: var(--accent);
        border-color: var(--accent);
        color: var(--on-accent);
      }
      .actions button.small {
        min-block-size: 1.375rem;
      }
      .actions button.icon-only {
        inline-size: 1.5rem;
      }
      .actions svg.icon {
        inline-size: 0.9375rem;
        block-size: 0.9375rem;
      }
      .takeable {
        padding-inline-end: 3.5rem;
      }
      .room {
        flex: none;
        inline-size: 3.25rem;
      }
    `,
  ];

  declare conversation: AgentConversation;
  declare section: RowSection;
  declare shown: boolean;
  declare focusedChat: boolean;
  declare gone: boolean;
  declare ownerName: string | null;
  declare typing: boolean;
  declare unread: boolean;
  /** It rings at her; until when, as far as it is known. */
  declare ringsUntil: { atMs: number | null } | null;
  /** After how long a silent chat takes no place. */
  declare asleepAfterMs: number | null;

  constructor() {
    super();
    this.ownerName = null;
    this.ringsUntil = null;
    this.asleepAfterMs = null;
  }

  override focus() {
    this.renderRoot.querySelector<HTMLElement>('.row')?.focus();
  }

  override render() {
    const { conversation } = this;
    const { visitor, waitingSince } = conversation;
    const name = nameOf(conversation);
    const special = this.gone || this.section === 'over' ? nothing : marks(conversation, this.asleepAfterMs);
    const takeable = conversation.state === 'waiting' && !this.gone;
    return html`<button
        class="row"
        aria-current=${this.focusedChat ? 'true' : nothing}
        @click=${(event: MouseEvent) => this.tell(event.ctrlKey || event.metaKey ? 'beside' : 'show', conversation.id)}
      >
        <span class="mark">
          ${avatar(knownAs(conversation), markOf(conversation))}
          ${this.section === 'over' ? nothing : html`<span class=${visitor.online ? 'dot' : 'dot off'}></span>`}
        </span>
        <span class="text">
          <span><span class="name cut" dir="auto">${name}</span>${this.side(waitingSince)}</span>
          <span>
            <span class=${this.typing ? 'preview cut typing' : 'preview cut'} dir="auto">${this.line()}</span>
            <span class=${(takeable && special === nothing) || this.section === 'over' ? 'room' : ''}></span>
          </span>
          ${special === nothing ? nothing : html`<span class=${takeable ? 'takeable' : ''}>${special}</span>`}
        </span>
        ${this.section === 'over' ? nothing : html`<span class="sr">${visitor.online ? words().inbox.online : words().inbox.offline}</span>`}
      </button>
      <span class="actions">${this.actions(name, takeable)}</span>`;
  }

  private side(waitingSince: number | null) {
    const { inbox } = words();
    if (this.gone) return html`<span class="preview">${inbox.moved}</span>`;
    if (this.ringsUntil) {
      return html`<span class="ring"
        >${icon(BellRing)}${words().ringing.rings}
        <straks-countdown aria-hidden="true" .untilMs=${this.ringsUntil.atMs}></straks-countdown
      ></span>`;
    }
    if (waitingSince === null) return nothing;
    return html`<span>
      <span class="sr">${inbox.waited}</span>
      <straks-clock .sinceMs=${waitingSince} .waitKind=${waitKind(this.conversation)}></straks-clock>
    </span>`;
  }

  private line() {
    const { conversation, ownerName } = this;
    if (this.typing) return words().inbox.typing;
    if (this.section === 'colleagues' && ownerName) return words().inbox.with(ownerName);
    if (conversation.kind === 'case' && conversation.visitor.email) {
      return html`${icon(Mail)} ${conversation.preview || conversation.visitor.email}`;
    }
    return conversation.preview;
  }

  private actions(name: string, takeable: boolean) {
    const { inbox } = words();
    const { id } = this.conversation;
    if (this.gone) return nothing;
    if (this.section === 'over') {
      return html`<button
        class="icon-only small"
        aria-label=${inbox.dismissNamed(name)}
        title=${words().common.dismiss}
        @click=${() => this.tell('dismiss', id)}
      >
        ${icon(X)}
      </button>`;
    }
    return html`<button
        class="icon-only small hover"
        aria-label=${inbox.besideNamed(name)}
        title=${inbox.beside}
        @click=${() => this.tell('beside', id)}
      >
        ${icon(Columns2)}
      </button>
      ${
        takeable && this.conversation.kind === 'chat'
          ? html`<button
              class="icon-only small hover"
              aria-label=${inbox.priorityNamed(name)}
              title=${`${words().chat.priority} (u)`}
              aria-haspopup="menu"
              @click=${() => this.tell('prioritise', id)}
            >
              ${icon(ChevronsUp)}
            </button>`
          : nothing
      }
      ${
        takeable
          ? html`<button class="small take" aria-label=${inbox.takeNamed(name)} @click=${() => this.tell('take', id)}>
              ${inbox.take}
            </button>`
          : nothing
      }`;
  }
}

customElements.define('straks-inbox-row', RowElement);
