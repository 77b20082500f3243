import { css, html, nothing } from 'lit';
import { Check, Phone, PhoneMissed } from 'lucide';
import type { Acts } from '../conversations/acts.model.ts';
import { nameOf } from '../conversations/visitor-name.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import { callbackWords } from './callbacks.words.ts';
import type { Calls } from './calls.model.ts';
import type { Call } from './calls.ts';
import '../conversations/close-menu.element.ts';

/** Calling somebody back: the number is dialled, then one press says how it went. */
class CallActionsElement extends Picture {
  static override properties = {
    call: { attribute: false },
    calls: { attribute: false },
    acts: { attribute: false },
    categories: { attribute: false },
    myId: {},
    early: { type: Boolean },
    closing: { state: true },
  };
  static override styles = [
    base,
    button,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        position: relative;
      }
      a {
        text-decoration: none;
      }
      .menu {
        position: absolute;
        inset-block-start: calc(100% + var(--space-1));
        inset-inline-end: 0;
        z-index: 3;
      }
      svg.icon {
        inline-size: 1rem;
        block-size: 1rem;
      }
    `,
  ];

  declare call: Call;
  declare calls: Calls;
  declare acts: Acts;
  declare categories: readonly string[];
  declare myId: string;
  /** Before her turn or her time: possible, but nothing asks for it. */
  declare early: boolean;
  declare private closing: boolean;

  constructor() {
    super();
    this.closing = false;
    this.early = false;
  }

  override render() {
    const { state, ownerId, callback } = this.call;
    if (state === 'active' && ownerId !== this.myId) return nothing;
    return state === 'active' && callback.callingSince !== null ? this.calling() : this.dial();
  }

  private get busy() {
    return this.acts.busy.get().has(this.call.id);
  }

  private dial() {
    const text = callbackWords();
    return html`<button
      class=${this.early ? 'quiet' : 'primary'}
      aria-label=${text.callNamed(nameOf(this.call))}
      ?disabled=${this.busy}
      @click=${() => this.calls.call(this.call.id)}
    >
      ${icon(Phone)}${text.call}
    </button>`;
  }

  private calling() {
    const text = callbackWords();
    return html`<a class="button quiet" href=${`tel:${this.call.callback.phone}`}>${icon(Phone)}${text.again}</a>
      <button class="quiet" ?disabled=${this.busy} @click=${() => this.calls.noAnswer(this.call)}>
        ${icon(PhoneMissed)}${text.noAnswer}
      </button>
      <button
        class="primary"
        aria-haspopup=${this.categories.length > 0 ? 'menu' : nothing}
        ?disabled=${this.busy}
        @click=${this.finish}
      >
        ${icon(Check)}${text.done}
      </button>
      ${this.closing ? this.menu() : nothing}`;
  }

  private menu() {
    return html`<straks-close-menu
      class="menu"
      .categories=${this.categories}
      @chosen=${({ detail }: CustomEvent<{ category: string | null }>) => {
        this.closing = false;
        void this.calls.done(this.call, detail.category);
      }}
      @cancelled=${() => {
        this.closing = false;
      }}
    ></straks-close-menu>`;
  }

  private finish() {
    if (this.categories.length > 0) this.closing = true;
    else void this.calls.done(this.call, null);
  }
}

customElements.define('straks-call-actions', CallActionsElement);
