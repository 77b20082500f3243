import type { AgentConversation } from '@straks/shared/conversations/conversations.protocol.ts';
import type { Department, RoutingRules } from '@straks/shared/sites/sites.protocol.ts';
import { css, html, nothing } from 'lit';
import type { IconNode } from 'lucide';
import { ChevronsUp, CircleCheck, Forward, Pause, Pin, Play, X } from 'lucide';
import { words } from '../language/language.ts';
import type { Presence } from '../presence/presence.model.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import type { Acts, TransferTo } from './acts.model.ts';
import type { Chat } from './chat.model.ts';
import type { Desk } from './desk.model.ts';
import '../routing/hold-menu.element.ts';
import '../routing/priority-menu.element.ts';
import '../routing/transfer-menu.element.ts';
import './close-menu.element.ts';

export type ChatMenu = 'close' | 'hold' | 'transfer' | 'priority';

/** What can be done with a chat besides answering it. */
class ToolsElement extends Picture {
  static override properties = {
    chat: { attribute: false },
    desk: { attribute: false },
    acts: { attribute: false },
    presence: { attribute: false },
    categories: { attribute: false },
    departments: { attribute: false },
    rules: { attribute: false },
    pinned: { type: Boolean },
    opened: { state: true },
  };
  static override styles = [
    base,
    button,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.125rem;
        flex: none;
        position: relative;
      }
      .menu {
        position: absolute;
        inset-block-start: calc(100% + var(--space-2));
        inset-inline-end: 0;
        z-index: 3;
      }
      button {
        --control-height: 2rem;
      }
      button.worded {
        margin-inline-end: var(--space-1);
      }
      @container chat (max-width: 30rem) {
        .worded .word {
          display: none;
        }
        button.worded {
          padding: 0;
          inline-size: var(--control-height);
          border-color: transparent;
          background: none;
          color: var(--text-soft);
          margin: 0;
        }
      }
      @media (max-width: 56.24rem) {
        .pin {
          display: none;
        }
      }
    `,
  ];

  declare chat: Chat;
  declare desk: Desk;
  declare acts: Acts;
  declare presence: Presence;
  declare categories: readonly string[];
  declare departments: readonly Department[];
  declare rules: RoutingRules | null;
  declare pinned: boolean;
  declare private opened: ChatMenu | null;

  constructor() {
    super();
    this.opened = null;
  }

  /** Opens a menu where it makes sense; of one that is on hold `hold` says that she is back. */
  open(menu: ChatMenu) {
    const conversation = this.chat.conversation.get();
    if (!conversation) return;
    const makesSense = menu === 'priority' ? isInLine(conversation) : this.chat.mine.get();
    if (!makesSense) return;
    if (menu === 'hold' && conversation.heldUntil !== null) void this.acts.hold(conversation, null);
    else this.opened = menu;
  }

  override render() {
    const conversation = this.chat.conversation.get();
    if (!conversation) return this.leaveButton();
    const { chat } = words();
    return html`${this.chat.mine.get() ? this.ofMine(conversation) : nothing}
    ${isInLine(conversation) ? this.button('priority', ChevronsUp, chat.priority, 'u') : nothing}
      <button
        class="icon-only pin"
        aria-label=${this.pinned ? chat.unpin : chat.pin}
        title=${this.pinned ? chat.unpin : chat.pinHint}
        aria-pressed=${this.pinned}
        @click=${() => this.desk.togglePin(this.chat.id)}
      >
        ${icon(Pin)}
      </button>
      ${this.leaveButton()} ${this.menu(conversation)}`;
  }

  private ofMine({ heldUntil, kind }: AgentConversation) {
    const { chat } = words();
    return html`<button
        class="quiet worded"
        data-menu="close"
        aria-haspopup="menu"
        aria-expanded=${this.opened === 'close'}
        aria-label=${chat.close}
        title=${`${chat.close} (c)`}
        ?disabled=${this.busy}
        @click=${() => this.open('close')}
      >
        ${icon(CircleCheck)}<span class="word">${chat.closeShort}</span>
      </button>
      ${
        kind === 'chat'
          ? this.button(
              'hold',
              heldUntil === null ? Pause : Play,
              heldUntil === null ? chat.hold : chat.resume,
              'h',
            )
          : nothing
      }
      ${this.button('transfer', Forward, chat.transfer, 'f')}`;
  }

  private button(menu: ChatMenu, picture: IconNode, label: string, key: string) {
    return html`<button
      class="icon-only"
      data-menu=${menu}
      aria-haspopup=${menu === 'hold' ? 'dialog' : 'menu'}
      aria-expanded=${this.opened === menu}
      aria-label=${label}
      title=${`${label} (${key})`}
      ?disabled=${this.busy}
      @click=${() => this.open(menu)}
    >
      ${icon(picture)}
    </button>`;
  }

  private get busy() {
    return this.acts.busy.get().has(this.chat.id);
  }

  private leaveButton() {
    const { chat } = words();
    const over = this.chat.block.get() === 'closed';
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

  private menu(conversation: AgentConversation) {
    const done = () => this.shut();
    switch (this.opened) {
      case 'close':
        return html`<straks-close-menu
          class="menu"
          .categories=${this.categories}
          @chosen=${({ detail }: CustomEvent<{ category: string | null }>) =>
            this.act(this.acts.close(conversation, detail.category))}
          @cancelled=${done}
        ></straks-close-menu>`;
      case 'hold':
        return html`<straks-hold-menu
          class="menu"
          @hold=${({ detail }: CustomEvent<number>) => this.act(this.acts.hold(conversation, detail))}
          @cancelled=${done}
        ></straks-hold-menu>`;
      case 'transfer':
        return html`<straks-transfer-menu
          class="menu"
          .conversation=${conversation}
          .departments=${this.departments}
          .presence=${this.presence}
          @transfer=${({ detail }: CustomEvent<TransferTo>) => this.act(this.acts.transfer(conversation, detail))}
          @back-to-line=${() => this.act(this.acts.giveBack(conversation))}
          @cancelled=${done}
        ></straks-transfer-menu>`;
      case 'priority':
        return html`<straks-priority-menu
          class="menu"
          .priority=${conversation.priority}
          .rules=${this.rules}
          @priority=${({ detail }: CustomEvent<number>) => this.act(this.acts.prioritise(conversation.id, detail))}
          @cancelled=${done}
        ></straks-priority-menu>`;
      case null:
        return nothing;
    }
  }

  private act(work: Promise<unknown>) {
    this.shut();
    void work;
  }

  /** The focus goes back to where the menu came from, unless it has gone elsewhere by itself. */
  private shut() {
    const menu = this.renderRoot.querySelector('.menu');
    const inside = menu?.shadowRoot?.activeElement ?? null;
    if (inside) this.renderRoot.querySelector<HTMLElement>(`[data-menu="${this.opened}"]`)?.focus();
    this.opened = null;
  }
}

const isInLine = ({ state, kind }: AgentConversation) => state === 'waiting' && kind === 'chat';

export type { ToolsElement };

customElements.define('straks-chat-tools', ToolsElement);
