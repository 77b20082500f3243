import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { X } from 'lucide';
import type { Inbox } from '../inbox/inbox.model.ts';
import { words } from '../language/language.ts';
import type { Presence } from '../presence/presence.model.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import type { Desk } from './desk.model.ts';
import type { Notice, Notices } from './notices.model.ts';
import { nameOf } from './visitor-name.ts';

/** What happened to her chats while she looked elsewhere. */
class NoticesElement extends Picture {
  static override properties = {
    notices: { attribute: false },
    inbox: { attribute: false },
    presence: { attribute: false },
    desk: { attribute: false },
  };
  static override styles = [
    base,
    button,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        gap: var(--space-2);
      }
      li,
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-2) var(--space-2) var(--space-4);
        border-radius: var(--radius-control);
        background: var(--surface-raised);
        border: 1px solid var(--line);
        box-shadow: var(--shadow);
      }
      .notice {
        margin-block-end: var(--space-2);
        border-color: var(--waiting);
        background: var(--waiting-tint);
      }
      .notice kbd {
        min-inline-size: 1.25rem;
        background: none;
        border-color: currentcolor;
        color: inherit;
      }
      p {
        flex: 1 0 100%;
        text-wrap: pretty;
      }
    `,
  ];

  declare notices: Notices;
  declare inbox: Inbox;
  declare presence: Presence;
  declare desk: Desk;

  override render() {
    const { notices, common } = words();
    return html`<section aria-label=${notices.list}>
      <div role="alert">${this.presence.me.get()?.setAway ? this.setAway() : nothing}</div>
      <ul aria-live="assertive">
        ${repeat(
          this.notices.list.get(),
          (notice) => `${notice.kind} ${notice.conversationId}`,
          (notice) => html`<li>
          <p>${this.sentence(notice)}</p>
          <button class="small quiet" @click=${() => this.show(notice)}>${notices.open}</button>
          <button
            class="small icon-only"
            aria-label=${common.dismiss}
            title=${common.dismiss}
            @click=${() => this.notices.dismiss(notice)}
          >
            ${icon(X)}
          </button>
        </li>`,
        )}
      </ul>
    </section>`;
  }

  /** The server has set her away; one key and she is there again. */
  private setAway() {
    const { notices, presence } = words();
    return html`<div class="notice">
      <p>${notices.setAway}</p>
      <button class="small primary" @click=${() => this.presence.setStatus('available')}>
        ${presence.goAvailable} <kbd aria-hidden="true">s</kbd>
      </button>
    </div>`;
  }

  private sentence(notice: Notice): string {
    const conversation = this.inbox.find(notice.conversationId);
    const name = conversation ? nameOf(conversation) : '…';
    const { notices, chat } = words();
    if (notice.kind === 'words_kept') return notices.wordsKept(name);
    const told = notice.kind === 'missed' ? notices.missed : notices.movedTo;
    return told(name, notice.toId && (this.presence.nameOf(notice.toId) ?? chat.somebody));
  }

  private show(notice: Notice) {
    this.notices.dismiss(notice);
    this.desk.show(notice.conversationId);
  }
}

customElements.define('straks-notices', NoticesElement);
