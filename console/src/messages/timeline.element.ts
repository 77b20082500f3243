import { partsOf } from '@straks/shared/messages/links.ts';
import type { MessageEntry } from '@straks/shared/messages/messages.protocol.ts';
import type { PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { ArrowDown, Check, CheckCheck, Clock, PencilLine } from 'lucide';
import type { Chat } from '../conversations/chat.model.ts';
import { nameOf } from '../conversations/visitor-name.ts';
import { language, words } from '../language/language.ts';
import { clock, dayName, dayOf, fullTime } from '../language/time.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { hue } from '../ui/hue.styles.ts';
import { icon } from '../ui/icon.ts';
import { tickNowMs } from '../ui/ticker.ts';
import type { Item } from './arrange.ts';
import { arrange } from './arrange.ts';
import { changeLine, isolated } from './change-line.ts';
import type { Pending } from './sending.model.ts';
import { timelineStyles } from './timeline.styles.ts';

const atEndPx = 48;

/** The log of one conversation. Text becomes text nodes, never markup. */
class TimelineElement extends Picture {
  static override properties = {
    chat: { attribute: false },
    myName: {},
    attentive: { type: Boolean },
    atEnd: { state: true },
  };
  static override styles = [base, button, hue, timelineStyles];

  declare chat: Chat;
  declare myName: string;
  /** The agent looks at this window. */
  declare attentive: boolean;
  declare private atEnd: boolean;
  #heightBefore = 0;
  #oldestBefore: number | undefined;
  #placed = false;
  #lastTop = 0;
  #size: ResizeObserver | undefined;

  constructor() {
    super();
    this.atEnd = true;
    this.attentive = true;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#size = new ResizeObserver(() => this.atEnd && this.toEnd());
    this.#size.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#size?.disconnect();
    this.chat.lookAway();
  }

  private get scroller(): HTMLElement | null {
    return this.renderRoot.querySelector('.scroll');
  }

  override willUpdate(changed: PropertyValues<this>) {
    this.#heightBefore = this.scroller?.scrollHeight ?? 0;
    if (changed.has('chat')) {
      this.#placed = false;
      this.#oldestBefore = undefined;
      this.atEnd = true;
    }
  }

  override updated() {
    const { scroller } = this;
    if (!scroller || !this.chat.timeline.loaded()) return;
    const content = this.renderRoot.querySelector('ol');
    // The content grows by itself too: when the font arrives, or the window changes its width.
    if (content) this.#size?.observe(content);
    const oldest = this.chat.timeline.entries.get()[0]?.seq;
    const grewAbove = this.#oldestBefore !== undefined && oldest !== undefined && oldest < this.#oldestBefore;
    if (!this.#placed) this.place(scroller);
    else if (grewAbove) scroller.scrollTop += scroller.scrollHeight - this.#heightBefore;
    else if (this.atEnd) this.toEnd();
    this.#oldestBefore = oldest;
    queueMicrotask(() => this.noteAttention());
  }

  /** Where she left it: the newest, or the place she had read back to. */
  private place(scroller: HTMLElement) {
    this.#placed = true;
    const kept = this.chat.scrollTop;
    if (kept === null) return this.toEnd();
    scroller.scrollTop = kept;
    this.atEnd = false;
  }

  private toEnd() {
    const { scroller } = this;
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#lastTop = scroller.scrollTop;
  }

  private noteAttention() {
    if (!this.isConnected) return;
    if (this.attentive && this.atEnd) this.chat.attend();
    else if (!this.attentive) this.chat.lookAway();
  }

  private scrolled() {
    const { scroller } = this;
    if (!scroller || !this.#placed) return;
    const fromEndPx = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    // Only she moves the log upwards; that the newest lies lower now is the layout's doing.
    const movedUp = scroller.scrollTop < this.#lastTop;
    this.#lastTop = scroller.scrollTop;
    if (this.atEnd && !movedUp && fromEndPx > atEndPx) return this.toEnd();
    this.atEnd = fromEndPx <= atEndPx;
    this.chat.scrollTop = this.atEnd ? null : scroller.scrollTop;
    this.noteAttention();
  }

  override render() {
    const { messages } = words();
    const conversation = this.chat.conversation.get();
    const name = conversation ? nameOf(conversation) : '';
    return html`<div
        class="scroll"
        role="log"
        aria-label=${messages.log(name)}
        aria-live="polite"
        aria-busy=${this.chat.timeline.loading.get() === 'loading'}
        tabindex="0"
        @scroll=${this.scrolled}
      >
        ${this.chat.timeline.loaded() ? this.log(name) : this.waiting()}
      </div>
      ${this.atEnd ? nothing : this.jump()}`;
  }

  private waiting() {
    const loading = this.chat.timeline.loading.get();
    const { common, messages, refusals } = words();
    if (typeof loading === 'string') return html`<p class="wait" role="status">${common.loading}</p>`;
    return html`<div class="wait" role="alert">
      <p>${messages.couldNotLoad} ${refusals[loading.refused]}</p>
      <button class="quiet" @click=${() => this.chat.open()}>${common.retry}</button>
    </div>`;
  }

  private log(name: string) {
    const { timeline } = this.chat;
    const entries = timeline.entries.get();
    const newAfter = this.chat.newAfterSeq.get();
    const readSeq = this.chat.conversation.get()?.readByVisitorSeq ?? 0;
    const today = dayOf(tickNowMs());
    return html`<span class="push"></span>
      ${timeline.olderLeft.get() ? this.older() : nothing}
      <ol>
        ${guard([entries, newAfter, readSeq, language(), name, today], () =>
          repeat(
            arrange(entries, newAfter),
            ({ key }) => key,
            (item) => html`<li>${this.item(item, name, readSeq)}</li>`,
          ),
        )}
        ${repeat(
          this.chat.unsent.get(),
          ({ id }) => id,
          (pending) => html`<li>${this.pending(pending)}</li>`,
        )}
      </ol>
      ${
        timeline.typing.get()
          ? html`<p class="typing">${icon(PencilLine)}${words().messages.typing(isolated(name))}</p>`
          : nothing
      }`;
  }

  private older() {
    const { timeline } = this.chat;
    const { common, messages } = words();
    const loading = timeline.loadingOlder.get();
    return html`<button class="older small" aria-disabled=${loading ? 'true' : nothing} @click=${() => timeline.older()}>
      ${loading ? common.loading : messages.older}
    </button>`;
  }

  private item(item: Item, name: string, readSeq: number) {
    switch (item.kind) {
      case 'day':
        return html`<div class="separator" role="separator">
          <time datetime=${new Date(item.atMs).toISOString().slice(0, 10)}>${dayName(item.atMs, tickNowMs())}</time>
        </div>`;
      case 'new':
        return html`<div class="separator new" role="separator">${words().messages.newest}</div>`;
      case 'change': {
        const line = changeLine(item.entry, isolated(name), this.myName);
        return html`<p class="change">
          ${icon(line.icon)}<span>${line.text}</span>
          <time datetime=${new Date(item.entry.at).toISOString()} title=${fullTime(item.entry.at)}>${clock(item.entry.at)}</time>
        </p>`;
      }
      case 'message':
        return this.message(item, name, readSeq);
    }
  }

  private message({ entry, first, last }: Extract<Item, { kind: 'message' }>, name: string, readSeq: number) {
    const ours = entry.from === 'agent';
    const author = ours ? (entry.name === this.myName ? words().messages.you : (entry.name ?? '')) : name;
    return html`<div class=${`message ${ours ? 'ours' : 'theirs'}${first ? ' first' : ''}`}>
      <span class="sr">${author}:</span>
      <div class="bubble" dir="auto">${bodyOf(entry.text)}</div>
      ${last ? this.meta(entry, ours, readSeq) : nothing}
    </div>`;
  }

  private meta(entry: MessageEntry, ours: boolean, readSeq: number) {
    const { messages } = words();
    const read = entry.seq <= readSeq;
    const colleague = ours && entry.name && entry.name !== this.myName ? entry.name : null;
    return html`<div class="meta">
      ${colleague ? html`<span>${colleague}</span> ·` : nothing}
      <time datetime=${new Date(entry.at).toISOString()} title=${fullTime(entry.at)}>${clock(entry.at)}</time>
      ${
        ours
          ? html`<span class=${read ? 'read' : ''} title=${read ? messages.read : messages.sent}
              >${icon(read ? CheckCheck : Check)}<span class="sr">${read ? messages.read : messages.sent}</span></span
            >`
          : nothing
      }
    </div>`;
  }

  private pending({ text }: Pending) {
    const { messages } = words();
    return html`<div class="message ours first pending">
      <span class="sr">${messages.you}:</span>
      <div class="bubble" dir="auto">${bodyOf(text)}</div>
      <div class="meta">${icon(Clock)}<span>${messages.sending}</span></div>
    </div>`;
  }

  private jump() {
    const { messages } = words();
    const newAfter = this.chat.newAfterSeq.get();
    const fresh =
      newAfter === null
        ? 0
        : this.chat.timeline.entries
            .get()
            .filter((entry) => entry.seq > newAfter && entry.kind === 'message' && entry.from === 'visitor')
            .length;
    return html`<button class=${fresh > 0 ? 'jump small fresh' : 'jump small'} @click=${this.jumpToEnd}>
      ${icon(ArrowDown)} ${fresh > 0 ? messages.newCount(fresh) : messages.jump}
    </button>`;
  }

  private jumpToEnd() {
    this.atEnd = true;
    this.toEnd();
  }
}

/** Addresses can be followed; everything else is plain text. */
const bodyOf = (text: string) =>
  partsOf(text).map((part) =>
    typeof part === 'string'
      ? part
      : html`<a href=${part.href} target="_blank" rel="noopener noreferrer nofollow">${part.text}</a>`,
  );

customElements.define('straks-timeline', TimelineElement);
