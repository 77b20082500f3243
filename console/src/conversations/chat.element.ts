import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import { html, nothing } from 'lit';
import { ArrowLeft, CircleCheck, CornerUpLeft, Pin, X } from 'lucide';
import { waitKind } from '../inbox/urgency.ts';
import { words } from '../language/language.ts';
import type { ComposerElement } from '../messages/composer.element.ts';
import type { Presence } from '../presence/presence.model.ts';
import { avatar, avatarStyles } from '../ui/avatar.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { clockStyles } from '../ui/clock.styles.ts';
import { Picture } from '../ui/element.ts';
import { hue } from '../ui/hue.styles.ts';
import { icon } from '../ui/icon.ts';
import type { Acts } from './acts.model.ts';
import type { Chat } from './chat.model.ts';
import { chatStyles } from './chat.styles.ts';
import type { Desk } from './desk.model.ts';
import { hueOf } from './hue.ts';
import { pageName } from './naming.ts';
import { knownAs, markOf, nameOf } from './visitor-name.ts';
import '../messages/composer.element.ts';
import '../messages/timeline.element.ts';
import '../ui/clock.element.ts';
import './close-menu.element.ts';

/** One conversation on the desk: who it is, what was said, and where to answer. */
class ChatElement extends Picture {
  static override properties = {
    chat: { attribute: false },
    desk: { attribute: false },
    acts: { attribute: false },
    presence: { attribute: false },
    categories: { attribute: false },
    myName: {},
    pinned: { type: Boolean },
    focused: { type: Boolean, reflect: true },
    attentive: { type: Boolean },
    closing: { state: true },
  };
  static override styles = [base, button, hue, avatarStyles, clockStyles, chatStyles];

  declare chat: Chat;
  declare desk: Desk;
  declare acts: Acts;
  declare presence: Presence;
  declare categories: readonly string[];
  declare myName: string;
  declare pinned: boolean;
  declare focused: boolean;
  declare attentive: boolean;
  declare private closing: boolean;

  constructor() {
    super();
    this.closing = false;
  }

  focusComposer() {
    this.renderRoot.querySelector<ComposerElement>('straks-composer')?.focus();
  }

  get canWrite() {
    return this.renderRoot.querySelector('straks-composer') !== null;
  }

  openCloseMenu() {
    this.closing = this.chat.mine.get();
  }

  override render() {
    const conversation = this.chat.conversation.get();
    if (!conversation) return this.unknown();
    const name = nameOf(conversation);
    return html`<article
      class="hue"
      .style=${`--hue: ${hueOf(markOf(conversation))}`}
      aria-label=${words().chat.chatWith(name)}
      @pointerdown=${() => this.desk.focus(this.chat.id)}
      @focusin=${() => this.desk.focus(this.chat.id)}
    >
      ${this.header(conversation, name)}
      <div>${this.banners()}</div>
      <straks-timeline .chat=${this.chat} .myName=${this.myName} .attentive=${this.attentive}></straks-timeline>
      <div>${this.foot(conversation)}</div>
    </article>`;
  }

  private unknown() {
    const loading = this.chat.timeline.loading.get();
    const { common, messages, refusals } = words();
    const text = typeof loading === 'string' ? common.loading : refusals[loading.refused];
    return html`<article aria-label=${messages.couldNotLoad}>
      <header>
        ${this.backButton()}
        <p class="line">${text}</p>
        <div class="tools">${this.leaveButton()}</div>
      </header>
    </article>`;
  }

  private header(conversation: AgentConversation, name: string) {
    return html`<header>
      ${this.backButton()} ${avatar(knownAs(conversation), markOf(conversation))}
      <div class="line">
        <h2 class="cut" dir="auto">${name}</h2>
      </div>
      <div class="tools">${this.tools(conversation)}</div>
      ${this.facts(conversation)}
    </header>`;
  }

  private facts(conversation: AgentConversation) {
    const { visitor, state, waitingSince } = conversation;
    const { inbox, chat } = words();
    return html`<div class="facts">
      ${
        waitingSince === null
          ? nothing
          : html`<span class="fact"
              ><span class="sr">${inbox.waited}</span
              ><straks-clock .sinceMs=${waitingSince} .waitKind=${waitKind(conversation)}></straks-clock
            ></span>`
      }
      ${
        state === 'closed'
          ? nothing
          : html`<span class="fact"
              ><span class=${visitor.online ? 'dot' : 'dot off'} aria-hidden="true"></span
              >${visitor.online ? inbox.online : inbox.offline}</span
            >`
      }
      <span class="fact language">${chat.language[visitor.language]}</span>
      ${
        visitor.email
          ? html`<span class="fact"><a class="cut" href=${`mailto:${visitor.email}`}>${visitor.email}</a></span>`
          : nothing
      }
      ${visitor.pageUrl ? html`<span class="fact">${this.page(visitor.pageUrl)}</span>` : nothing}
    </div>`;
  }

  /** The page comes from the visitor: only a web address becomes a link. */
  private page(url: string) {
    const label = `${words().chat.page}: ${url}`;
    if (!/^https?:\/\//i.test(url)) return html`<span class="cut" title=${label}>${pageName(url)}</span>`;
    return html`<a class="cut" href=${url} title=${label} target="_blank" rel="noopener noreferrer nofollow"
      >${pageName(url)}</a
    >`;
  }

  private tools(conversation: AgentConversation) {
    const { chat } = words();
    const busy = this.acts.busy.get().has(this.chat.id);
    return html`${
      this.chat.mine.get()
        ? html`<button
              class="quiet"
              aria-haspopup="menu"
              aria-expanded=${this.closing}
              aria-label=${chat.close}
              title=${chat.close}
              ?disabled=${busy}
              @click=${this.openCloseMenu}
            >
              ${icon(CircleCheck)}<span class="word">${chat.closeShort}</span>
            </button>
            <button
              class="icon-only"
              aria-label=${chat.giveBack}
              title=${chat.giveBack}
              ?disabled=${busy}
              @click=${() => this.acts.giveBack(conversation)}
            >
              ${icon(CornerUpLeft)}
            </button>`
        : nothing
    }
      <button
        class="icon-only pin"
        aria-label=${this.pinned ? chat.unpin : chat.pin}
        title=${this.pinned ? chat.unpin : chat.pinHint}
        aria-pressed=${this.pinned}
        @click=${() => this.desk.togglePin(this.chat.id)}
      >
        ${icon(Pin)}
      </button>
      ${this.leaveButton()} ${this.closing ? this.closeMenu(conversation) : nothing}`;
  }

  private closeMenu(conversation: AgentConversation) {
    return html`<straks-close-menu
      .categories=${this.categories}
      @chosen=${(event: CustomEvent<{ category: string | null }>) => this.close(conversation, event.detail.category)}
      @cancelled=${() => {
        this.closing = false;
      }}
    ></straks-close-menu>`;
  }

  private backButton() {
    const { nav } = words();
    return html`<button
      class="icon-only back"
      aria-label=${nav.back}
      title=${nav.back}
      @click=${() => this.desk.backToList()}
    >
      ${icon(ArrowLeft)}
    </button>`;
  }

  private leaveButton() {
    const { chat } = words();
    const over = this.isOver();
    const label = over ? chat.dismiss : chat.leave;
    return html`<button
      class="icon-only"
      aria-label=${label}
      title=${label}
      @click=${() => (over ? this.desk.dismiss(this.chat.id) : this.desk.leave(this.chat.id))}
    >
      ${icon(X)}
    </button>`;
  }

  private isOver() {
    return this.chat.block.get() === 'closed';
  }

  private banners() {
    const moved = this.chat.movedTo.get();
    const refusal = this.acts.refused.get().get(this.chat.id);
    const { chat, common, refusals } = words();
    return html`<div role="alert">
      ${
        moved
          ? html`<div class="banner">
              <p>${chat.movedWhileAway(moved.toId ? (this.presence.nameOf(moved.toId) ?? chat.somebody) : null)}</p>
              <button class="small" @click=${() => this.chat.movedTo.set(null)}>${common.dismiss}</button>
            </div>`
          : nothing
      }
      ${refusal ? html`<p class="banner refused">${refusals[refusal.code]}</p>` : nothing}
    </div>`;
  }

  private foot(conversation: AgentConversation) {
    const block = this.chat.block.get();
    const writable = block === null || block === 'not_connected';
    const hasWords = this.chat.composer.text.get() !== '';
    return html`${writable ? nothing : this.bar(conversation)}
    ${
      writable || hasWords
        ? html`<straks-composer .chat=${this.chat} .presence=${this.presence}></straks-composer>`
        : nothing
    }`;
  }

  private bar(conversation: AgentConversation) {
    const { chat } = words();
    const block = this.chat.block.get();
    const busy = this.acts.busy.get().has(this.chat.id);
    return html`<div class="bar">
      <p>${this.reason(conversation)}</p>
      ${
        block === 'in_line'
          ? html`<button class="primary" ?disabled=${busy} @click=${() => this.take()}>
              ${chat.take}
            </button>`
          : nothing
      }
      ${
        block === 'closed'
          ? html`<button class="quiet" @click=${() => this.desk.dismiss(this.chat.id)}>${chat.dismiss}</button>`
          : nothing
      }
    </div>`;
  }

  private reason(conversation: AgentConversation): string {
    const { blocked, somebody } = words().chat;
    const block = this.chat.block.get();
    if (block === 'colleague')
      return blocked.colleague(this.presence.nameOf(conversation.ownerId) ?? somebody);
    if (block === 'in_line' && conversation.kind === 'case') return blocked.left;
    return block === null ? '' : blocked[block];
  }

  async take() {
    if (!(await this.acts.take(this.chat.id))) return;
    await this.updateComplete;
    this.focusComposer();
  }

  private async close(conversation: AgentConversation, category: string | null) {
    this.closing = false;
    await this.acts.close(conversation, category);
  }
}

export type { ChatElement };

customElements.define('straks-chat', ChatElement);
