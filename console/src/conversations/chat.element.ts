import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Department, RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import { html, nothing } from 'lit';
import { ArrowLeft, BellRing, Phone } from 'lucide';
import { callbackWords } from '../callbacks/callbacks.words.ts';
import type { Calls } from '../callbacks/calls.model.ts';
import { isCall } from '../callbacks/calls.ts';
import { marks, marksStyles } from '../inbox/marks.ts';
import { waitKind } from '../inbox/urgency.ts';
import { words } from '../language/language.ts';
import { clock, soonTime } from '../language/time.ts';
import { isolated } from '../messages/change-line.ts';
import type { ComposerElement } from '../messages/composer.element.ts';
import type { Presence } from '../presence/presence.model.ts';
import { rings, ringsUntil } from '../routing/ringing.ts';
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
import type { ChatMenu, ToolsElement } from './tools.element.ts';
import { knownAs, markOf, nameOf } from './visitor-name.ts';
import '../callbacks/call-actions.element.ts';
import '../messages/composer.element.ts';
import '../messages/timeline.element.ts';
import '../ui/clock.element.ts';
import '../ui/countdown.element.ts';
import '../ui/until.element.ts';
import './tools.element.ts';

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
    departments: { attribute: false },
    rules: { attribute: false },
    calls: { attribute: false },
    myId: {},
  };
  static override styles = [base, button, hue, avatarStyles, clockStyles, marksStyles, chatStyles];

  declare chat: Chat;
  declare desk: Desk;
  declare acts: Acts;
  declare presence: Presence;
  declare categories: readonly string[];
  declare myName: string;
  declare pinned: boolean;
  declare focused: boolean;
  declare attentive: boolean;
  declare departments: readonly Department[];
  declare rules: RoutingRules | null;
  declare calls: Calls;
  declare myId: string;

  focusComposer() {
    this.renderRoot.querySelector<ComposerElement>('straks-composer')?.focus();
  }

  get canWrite() {
    return this.renderRoot.querySelector('straks-composer') !== null;
  }

  openMenu(menu: ChatMenu) {
    this.renderRoot.querySelector<ToolsElement>('straks-chat-tools')?.open(menu);
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
      @input=${() => this.desk.focus(this.chat.id)}
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
        ${this.tools()}
      </header>
    </article>`;
  }

  private header(conversation: AgentConversation, name: string) {
    return html`<header>
      ${this.backButton()} ${avatar(knownAs(conversation), markOf(conversation))}
      <div class="line">
        <h2 class="cut" dir="auto">${name}</h2>
      </div>
      ${this.tools()}
      ${this.facts(conversation)}
    </header>`;
  }

  private tools() {
    return html`<straks-chat-tools
      .chat=${this.chat}
      .desk=${this.desk}
      .acts=${this.acts}
      .presence=${this.presence}
      .categories=${this.categories}
      .departments=${this.departments}
      .rules=${this.rules}
      .pinned=${this.pinned}
    ></straks-chat-tools>`;
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
      ${this.marks(conversation)}
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

  private marks(conversation: AgentConversation) {
    const drawn = marks(conversation);
    return drawn === nothing ? nothing : html`<span class="fact">${drawn}</span>`;
  }

  /** The page comes from the visitor: only a web address becomes a link. */
  private page(url: string) {
    const label = `${words().chat.page}: ${url}`;
    if (!/^https?:\/\//i.test(url)) return html`<span class="cut" title=${label}>${pageName(url)}</span>`;
    return html`<a class="cut" href=${url} title=${label} target="_blank" rel="noopener noreferrer nofollow"
      >${pageName(url)}</a
    >`;
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

  private banners() {
    const moved = this.chat.movedTo.get();
    const refusal = this.acts.refused.get().get(this.chat.id);
    const { chat, common, refusals } = words();
    return html`<div role="alert">
      ${this.ringing()} ${this.call()} ${this.held()}
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

  /** Whoever was given one that lies open before her already has not turned to it yet. */
  private ringing() {
    const conversation = this.chat.conversation.get();
    if (!conversation || !rings(conversation, this.myId)) return nothing;
    const { ringing } = words();
    return html`<div class="banner rings">
      ${icon(BellRing)}
      <p>${ringing.banner}</p>
      <button class="small" @click=${() => this.tell('answer')}>
        ${ringing.answer}
        <straks-countdown
          aria-hidden="true"
          .untilMs=${ringsUntil(conversation, this.rules?.acceptMs ?? null)}
        ></straks-countdown>
      </button>
    </div>`;
  }

  private call() {
    const conversation = this.chat.conversation.get();
    if (!conversation || !isCall(conversation)) return nothing;
    const { dueAt, shown } = conversation.callback;
    const text = callbackWords();
    return html`<div class="banner call">
      ${icon(Phone)}
      <p>${text.asks} · <span class="number">${shown}</span> · ${dueAt === null ? text.turn : soonTime(dueAt)}</p>
      <straks-call-actions
        .call=${conversation}
        .calls=${this.calls}
        .acts=${this.acts}
        .categories=${this.categories}
        .myId=${this.myId}
      ></straks-call-actions>
    </div>`;
  }

  private held() {
    const conversation = this.chat.conversation.get();
    if (!conversation || conversation.heldUntil === null || !this.chat.mine.get()) return nothing;
    const { chat } = words();
    const [name, at] = [isolated(nameOf(conversation)), clock(conversation.heldUntil)];
    return html`<div class="banner held">
      <p>
        <straks-until
          .untilMs=${conversation.heldUntil}
          .texts=${[chat.held(name, at), chat.heldOver(name, at)]}
        ></straks-until>
      </p>
      <button class="small" @click=${() => this.acts.hold(conversation, null)}>${chat.resume}</button>
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
}

export type { ChatElement };

customElements.define('straks-chat', ChatElement);
