import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ChevronRight, Coffee, Sun } from 'lucide';
import type { Alerts } from '../alerts/alerts.model.ts';
import type { Acts } from '../conversations/acts.model.ts';
import type { Desk } from '../conversations/desk.model.ts';
import { words } from '../language/language.ts';
import type { Presence } from '../presence/presence.model.ts';
import { rings, ringsUntil } from '../routing/ringing.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import type { List } from './list.model.ts';
import { sectionNames } from './order.ts';
import type { RowSection } from './row.element.ts';
import '../routing/call-card.element.ts';
import '../routing/priority-menu.element.ts';
import './row.element.ts';

const menuHeightPx = 180;

/** The list of conversations, by who needs me most. */
class ListElement extends Picture {
  static override properties = {
    list: { attribute: false },
    desk: { attribute: false },
    presence: { attribute: false },
    acts: { attribute: false },
    alerts: { attribute: false },
    rules: { attribute: false },
    myId: {},
    colleaguesOpen: { state: true },
    prioritised: { state: true },
  };
  static override styles = [
    base,
    button,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
        background: var(--surface);
      }
      header {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--space-2);
        padding: var(--space-5) var(--space-5) var(--space-3);
      }
      /* As high with what rings as without: nothing below it moves under the hand. */
      header {
        block-size: 4.5rem;
        align-items: center;
      }
      header.rings {
        display: block;
        padding: var(--space-1) var(--space-2);
      }
      .menu {
        position: fixed;
        z-index: 4;
      }
      .summary {
        color: var(--text-soft);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      nav {
        flex: 1;
        min-block-size: 0;
        overflow-y: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
        padding: 0 var(--space-2) var(--space-4);
      }
      section + section {
        margin-block-start: var(--space-4);
      }
      ul {
        display: grid;
        gap: 0.125rem;
      }
      h2 {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding: var(--space-1) var(--space-3);
        font-size: var(--text-s);
        letter-spacing: 0;
        color: var(--text-soft);
        font-weight: var(--weight-medium);
      }
      h2 .count {
        font-variant-numeric: tabular-nums;
        color: var(--text-faint);
        font-weight: var(--weight);
      }
      section[data-section='waiting'] h2 {
        color: var(--text);
        font-weight: var(--weight-strong);
      }
      h2 button {
        min-block-size: 1.75rem;
        margin-inline: calc(-1 * var(--space-2));
        padding-inline: var(--space-2);
        color: inherit;
        font-size: inherit;
        gap: var(--space-1);
      }
      h2 button svg {
        inline-size: 0.9375rem;
        transition: transform var(--motion-fast) var(--ease-out);
      }
      h2 button[aria-expanded='true'] svg {
        transform: rotate(90deg);
      }
      section[data-section='newcomers'] {
        position: sticky;
        inset-block-end: calc(-1 * var(--space-4));
        margin-inline: calc(-1 * var(--space-2));
        padding: var(--space-2) var(--space-2) var(--space-3);
        background: var(--surface);
        border-block-start: 1px solid var(--line);
        z-index: 1;
      }
      .empty {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        text-align: center;
        padding: var(--space-16) var(--space-6);
        color: var(--text-soft);
        text-wrap: balance;
      }
      .empty svg.icon {
        inline-size: 2rem;
        block-size: 2rem;
        stroke-width: 1.25;
        color: var(--text-faint);
      }
      .empty strong {
        color: var(--text);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  declare list: List;
  declare desk: Desk;
  declare presence: Presence;
  declare acts: Acts;
  declare alerts: Alerts;
  declare rules: RoutingRules | null;
  declare myId: string;
  declare private colleaguesOpen: boolean;
  /** Whose priority is asked for, and where the menu hangs. */
  declare private prioritised: { id: string; topPx: number; leftPx: number } | null;

  constructor() {
    super();
    this.colleaguesOpen = false;
    this.prioritised = null;
  }

  override render() {
    const { inbox } = words();
    const { layout, newcomers } = this.list.shown.get();
    const over = this.desk.over.get();
    const count = this.list.fresh.get().waiting.length;
    const isEmpty = sectionNames.every((name) => layout[name].length === 0) && newcomers.length === 0;
    const ringing = this.alerts.ringing.get().length > 0;
    return html`<header class=${ringing ? 'rings' : ''}>
        <h1 class=${ringing ? 'sr' : ''}>${inbox.title}</h1>
        <span class=${ringing ? 'sr' : 'summary'} role="status">${count > 0 ? inbox.countWaiting(count) : nothing}</span>
        ${
          ringing
            ? html`<straks-call-card .alerts=${this.alerts} .acceptMs=${this.rules?.acceptMs ?? null}></straks-call-card>`
            : nothing
        }
      </header>
      <nav
        aria-label=${inbox.list}
        @pointermove=${this.pointerMoved}
        @pointerdown=${this.pointerMoved}
        @pointerleave=${() => this.list.pointerLeft()}
        @focusin=${this.entered}
        @focusout=${this.left}
        @keydown=${this.walk}
        @show=${(event: CustomEvent<string>) => this.desk.show(event.detail)}
        @beside=${(event: CustomEvent<string>) => this.desk.showBeside(event.detail)}
        @dismiss=${(event: CustomEvent<string>) => this.desk.dismiss(event.detail)}
        @take=${(event: CustomEvent<string>) => this.take(event.detail)}
        @prioritise=${(event: CustomEvent<string>) => this.prioritise(event.detail)}
      >
        ${isEmpty && over.length === 0 ? this.empty() : nothing}
        ${sectionNames.map((name) => this.section(name, layout[name]))} ${this.section('over', over)}
        ${this.section('newcomers', newcomers)}
      </nav>
      ${this.priorityMenu()}`;
  }

  private priorityMenu() {
    const { prioritised } = this;
    const conversation = prioritised && this.list.find(prioritised.id);
    if (!prioritised || !conversation) return nothing;
    return html`<straks-priority-menu
      class="menu"
      .style=${`inset-block-start: ${prioritised.topPx}px; left: ${prioritised.leftPx}px`}
      .priority=${conversation.priority}
      .rules=${this.rules}
      @priority=${({ detail }: CustomEvent<number>) => {
        this.shutPriority();
        void this.acts.prioritise(conversation.id, detail);
      }}
      @cancelled=${this.shutPriority}
    ></straks-priority-menu>`;
  }

  /** The focus goes back to the row, unless it has gone elsewhere by itself. */
  private shutPriority() {
    const { prioritised } = this;
    const hasFocus = (this.renderRoot as ShadowRoot).activeElement?.matches('.menu');
    this.prioritised = null;
    if (prioritised && hasFocus) this.rowOf(prioritised.id)?.focus();
  }

  private rowOf(id: string) {
    const rows = this.renderRoot.querySelectorAll<HTMLElement & { conversation?: AgentConversation }>(
      'straks-inbox-row',
    );
    return [...rows].find(({ conversation }) => conversation?.id === id);
  }

  /** Opens the menu of priorities at somebody in line; answers whether there is one to change. */
  prioritise(id: string): boolean {
    const conversation = this.list.find(id);
    if (conversation?.state !== 'waiting' || conversation.kind !== 'chat') return false;
    const { bottom, left } = this.rowOf(id)?.getBoundingClientRect() ?? { bottom: 0, left: 0 };
    this.prioritised = { id, topPx: Math.min(bottom, innerHeight - menuHeightPx), leftPx: left };
    return true;
  }

  private empty() {
    const { inbox } = words();
    const away = this.presence.me.get()?.status === 'away';
    return html`<div class="empty">
      ${icon(away ? Coffee : Sun)}
      <strong>${inbox.emptyTitle}</strong>
      <p>${away ? inbox.emptyAway : inbox.emptyAvailable}</p>
    </div>`;
  }

  private section(name: RowSection, ids: readonly string[]) {
    if (ids.length === 0) return nothing;
    const foldable = name === 'colleagues';
    const open = !foldable || this.colleaguesOpen;
    return html`<section data-section=${name} aria-labelledby=${`section-${name}`}>
      ${this.heading(name, ids.length, foldable)}
      ${
        open
          ? html`<ul>
              ${repeat(
                ids,
                (id) => id,
                (id) => this.item(id, name),
              )}
            </ul>`
          : nothing
      }
    </section>`;
  }

  private heading(name: RowSection, count: number, foldable: boolean) {
    const text = words().inbox.sections[name];
    const figure = html`<span class="count">${count}</span>`;
    if (!foldable) return html`<h2 id=${`section-${name}`}>${text} ${figure}</h2>`;
    return html`<h2 id=${`section-${name}`}>
      <button aria-expanded=${this.colleaguesOpen} @click=${this.fold}>
        ${icon(ChevronRight)} ${text} ${figure}
      </button>
    </h2>`;
  }

  private item(id: string, section: RowSection) {
    const conversation = this.list.find(id);
    if (!conversation) return nothing;
    const { deck } = this.desk;
    return html`<li>
      <straks-inbox-row
        .conversation=${conversation}
        .section=${section}
        .shown=${deck.get().panes.some((pane) => pane.id === id)}
        .focusedChat=${deck.get().focused === id}
        .gone=${section !== 'over' && !this.list.listed(id)}
        .ownerName=${this.presence.nameOf(conversation.ownerId)}
        .typing=${this.desk.opened(id)?.timeline.typing.get() ?? false}
        .unread=${this.isUnread(conversation)}
        .ringsUntil=${this.ringsUntil(conversation)}
        .asleepAfterMs=${this.rules?.asleepAfterMs ?? null}
      ></straks-inbox-row>
    </li>`;
  }

  private ringsUntil(conversation: AgentConversation) {
    return rings(conversation, this.myId)
      ? { atMs: ringsUntil(conversation, this.rules?.acceptMs ?? null) }
      : null;
  }

  private isUnread({ ownerId, waitingSince, readByAgentSeq, lastSeq }: AgentConversation) {
    return ownerId === this.myId && waitingSince !== null && lastSeq > readByAgentSeq;
  }

  private fold() {
    this.colleaguesOpen = !this.colleaguesOpen;
  }

  private async take(id: string) {
    this.desk.show(id);
    await this.acts.take(id);
  }

  /** Touch has no pointer that rests; there a tap is all there is. */
  private pointerMoved(event: PointerEvent) {
    if (event.pointerType === 'mouse') this.list.pointerMoved();
  }

  private entered(event: FocusEvent) {
    const path = event.composedPath();
    const target = path[0] as HTMLElement;
    if (target.matches(':focus-visible')) this.list.keyboardEntered();
  }

  private left(event: FocusEvent) {
    const goesTo = event.relatedTarget as Node | null;
    if (!goesTo || !this.renderRoot.contains(goesTo)) this.list.keyboardLeft();
  }

  private walk(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.step(event.key === 'ArrowDown' ? 1 : -1);
  }

  /** The row the keyboard stands on. */
  get focusedId(): string | null {
    const row = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    return (
      row?.closest<HTMLElement & { conversation?: AgentConversation }>('straks-inbox-row')?.conversation
        ?.id ?? null
    );
  }

  /** Moves the keyboard to the next or the previous row. */
  step(by: 1 | -1) {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('straks-inbox-row')];
    const place = rows.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement);
    const next = place === -1 ? (by > 0 ? rows[0] : rows.at(-1)) : rows[place + by];
    next?.focus();
  }
}

export type { ListElement };

customElements.define('straks-inbox-list', ListElement);
