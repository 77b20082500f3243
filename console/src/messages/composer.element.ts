import type { PropertyValues } from 'lit';
import { css, html, nothing } from 'lit';
import { CircleAlert, Info, SendHorizontal } from 'lucide';
import type { Chat } from '../conversations/chat.model.ts';
import { hueOf } from '../conversations/hue.ts';
import { initials } from '../conversations/naming.ts';
import { knownAs, markOf, nameOf } from '../conversations/visitor-name.ts';
import { words } from '../language/language.ts';
import type { Presence } from '../presence/presence.model.ts';
import { avatarStyles } from '../ui/avatar.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { hue } from '../ui/hue.styles.ts';
import { icon } from '../ui/icon.ts';

const tallestPx = 240;
/** Safari ends a composition just before the Enter that ended it; this code tells such a key. */
const keyOfComposition = 229;

/** Where one conversation is answered, and only that one: its name and hue stand beside the send button. */
class ComposerElement extends Picture {
  static override properties = { chat: { attribute: false }, presence: { attribute: false } };
  static override styles = [
    base,
    button,
    field,
    hue,
    avatarStyles,
    css`
      :host {
        display: block;
        container: composer / inline-size;
        padding: 0 max(var(--space-3), (100% - var(--reading-width) - 1.5rem) / 2) var(--space-3);
      }
      .box {
        display: grid;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-panel);
        background: var(--surface-raised);
        transition: border-color var(--motion-fast) var(--ease-out);
      }
      .box:focus-within {
        border-color: var(--chat);
        outline: 1px solid var(--chat);
      }
      textarea,
      textarea:focus-visible {
        font-size: var(--text-l);
        line-height: var(--leading-message);
        border: 0;
        outline: none;
        background: none;
        resize: none;
        min-block-size: 3.25rem;
        max-block-size: 15rem;
        padding: var(--space-3) var(--space-4) var(--space-1);
        scrollbar-width: thin;
      }
      @media (min-width: 900px) {
        textarea,
        textarea:focus-visible {
          font-size: 0.9375rem;
        }
      }
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        padding: 0 var(--space-2) var(--space-2) var(--space-4);
        min-inline-size: 0;
      }
      .status {
        min-inline-size: 0;
        flex: 1;
        color: var(--text-faint);
        font-size: var(--text-xs);
      }
      @container composer (max-width: 25rem) {
        .status .keys {
          display: none;
        }
      }
      .status .warn {
        color: var(--waiting);
        font-weight: var(--weight-medium);
      }
      .status .bad {
        color: var(--danger);
        font-weight: var(--weight-medium);
      }
      .send {
        background: var(--chat);
        color: var(--on-chat);
        padding-inline: 0.375rem var(--space-3);
        max-inline-size: 62%;
        min-inline-size: 0;
        border-radius: var(--radius-full);
        flex: none;
      }
      .send:hover {
        background: var(--chat-strong);
      }
      .send:disabled,
      .send[aria-disabled='true'] {
        background: var(--chat-tint);
        color: var(--chat-strong);
      }
      .send .avatar {
        inline-size: 1.625rem;
        block-size: 1.625rem;
        font-size: 0.6875rem;
        background: var(--on-chat);
        color: var(--chat);
      }
      .send[aria-disabled='true'] .avatar {
        background: var(--surface-raised);
      }
      .hintline {
        display: flex;
        align-items: flex-start;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
        margin-block-end: var(--space-2);
        border-radius: var(--radius-control);
        font-size: var(--text-s);
        font-weight: var(--weight-medium);
        background: var(--waiting-tint);
        color: var(--waiting);
        text-wrap: pretty;
      }
      .hintline.refused {
        background: var(--danger-tint);
        color: var(--danger);
      }
      .hintline svg.icon {
        inline-size: 1rem;
        block-size: 1rem;
        margin-block-start: 0.125rem;
      }
    `,
  ];

  declare chat: Chat;
  declare presence: Presence;
  #composing = false;

  private get area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  override focus() {
    this.area?.focus();
  }

  override updated(changed: PropertyValues<this>) {
    const { area } = this;
    if (!area) return;
    const { text, caret } = this.chat.composer.draft.get();
    if (area.value !== text) area.value = text;
    if (changed.has('chat') && text) area.setSelectionRange(caret, caret);
    this.fit(area);
  }

  private fit(area: HTMLTextAreaElement) {
    area.style.blockSize = 'auto';
    area.style.blockSize = `${Math.min(area.scrollHeight, tallestPx)}px`;
  }

  override render() {
    const conversation = this.chat.conversation.get();
    if (!conversation) return nothing;
    const { composer } = words().messages;
    const name = nameOf(conversation);
    // Read here so that a change of the words from elsewhere draws again.
    this.chat.composer.draft.get();
    const block = this.chat.block.get();
    const { visitor } = conversation;
    const mark = markOf(conversation);
    const cannot = block !== null || this.chat.composer.problem.get() !== null;
    return html`${this.hints()}
      <div class="box hue" .style=${`--hue: ${hueOf(mark)}`}>
        <textarea
          rows="1"
          dir="auto"
          lang=${visitor.language}
          spellcheck="true"
          aria-label=${composer.label(name)}
          aria-describedby="status"
          placeholder=${composer.placeholder(name)}
          @input=${this.typed}
          @keydown=${this.pressed}
          @keyup=${this.caretMoved}
          @pointerup=${this.caretMoved}
          @blur=${() => this.chat.stopTyping()}
          @compositionstart=${() => {
            this.#composing = true;
          }}
          @compositionend=${() => {
            this.#composing = false;
          }}
        ></textarea>
        <div class="foot">
          <p class="status" id="status" role="status">${this.status()}</p>
          <button
            class="send"
            aria-label=${composer.sendTo(name)}
            title=${composer.sendTo(name)}
            aria-disabled=${cannot ? 'true' : nothing}
            @click=${this.send}
          >
            <span class="avatar" aria-hidden="true" data-initials=${initials(knownAs(conversation), mark)}></span>
            <span class="cut" dir="auto">${name}</span>
            ${icon(SendHorizontal)}
          </button>
        </div>
      </div>`;
  }

  private hints() {
    const back = this.chat.composer.givenBack.get();
    const count = this.chat.newSinceBegun.get();
    const { composer } = words().messages;
    return html`<div role="alert">
        ${back ? html`<p class="hintline refused">${icon(CircleAlert)}<span>${this.refusal(back)}</span></p>` : nothing}
      </div>
      <div role="status">
        ${
          count > 0
            ? html`<p class="hintline">${icon(Info)}<span>${composer.newSince(count)}</span></p>`
            : nothing
        }
      </div>`;
  }

  private refusal({ code, ownerId }: NonNullable<ReturnType<Chat['composer']['givenBack']['get']>>): string {
    const { composer } = words().messages;
    if (code !== 'not_yours') return composer.notSent(words().refusals[code]);
    if (this.chat.mine.get()) return composer.notSentMoved;
    const owner = this.presence.nameOf(ownerId);
    return owner ? composer.notSentTo(owner) : composer.notSent(words().refusals[code]);
  }

  private status() {
    const { composer } = words().messages;
    const { problem, left } = this.chat.composer;
    const now = problem.get();
    if (this.chat.block.get() === 'not_connected') {
      return html`<span class="warn">${words().chat.blocked.not_connected}</span>`;
    }
    if (now?.kind === 'unfilled') return html`<span class="bad">${composer.unfilled(now.variable)}</span>`;
    if (now?.kind === 'too_long') return html`<span class="bad tabular">${composer.over(now.over)}</span>`;
    const rest = left.get();
    if (rest !== null) return html`<span class="warn tabular">${composer.left(rest)}</span>`;
    return html`<span class="keys">${composer.keys}</span>`;
  }

  private typed(event: Event) {
    const area = event.target as HTMLTextAreaElement;
    this.chat.write(area.value, area.selectionStart);
  }

  private caretMoved() {
    const { area } = this;
    const { text, caret } = this.chat.composer.draft.get();
    if (area && text !== '' && caret !== area.selectionStart)
      this.chat.composer.moveCaret(area.selectionStart);
  }

  private pressed(event: KeyboardEvent) {
    if (event.key === 'Escape') return this.area?.blur();
    const enter =
      event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (!enter || event.isComposing || this.#composing || event.keyCode === keyOfComposition) return;
    event.preventDefault();
    if (!event.repeat) this.send();
  }

  private send() {
    if (this.chat.send()) this.area?.focus();
  }
}

export type { ComposerElement };

customElements.define('straks-composer', ComposerElement);
