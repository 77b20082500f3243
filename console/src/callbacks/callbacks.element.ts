import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CircleAlert, MessageSquare, Phone, PhoneOff, X } from 'lucide';
import type { SiteNow } from '../app.ts';
import type { Acts } from '../conversations/acts.model.ts';
import { knownAs, markOf, nameOf } from '../conversations/visitor-name.ts';
import type { Inbox } from '../inbox/inbox.model.ts';
import { words } from '../language/language.ts';
import { clock, duration, soonTime } from '../language/time.ts';
import { isolated } from '../messages/change-line.ts';
import type { Presence } from '../presence/presence.model.ts';
import { avatar, avatarStyles } from '../ui/avatar.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { hue } from '../ui/hue.styles.ts';
import { icon } from '../ui/icon.ts';
import { slowNowMs } from '../ui/ticker.ts';
import { callbacksStyles } from './callbacks.styles.ts';
import { callbackWords } from './callbacks.words.ts';
import type { Calls } from './calls.model.ts';
import type { Call, CallSection } from './calls.ts';
import { callSections, callsIn, overdueMs, sectionOf } from './calls.ts';
import './call-actions.element.ts';

/** Everybody who is to be called: whom to call now, who waits her turn, and whom we have promised a time. */
class CallbacksElement extends Picture {
  static override properties = {
    inbox: { attribute: false },
    calls: { attribute: false },
    acts: { attribute: false },
    presence: { attribute: false },
    site: { attribute: false },
    myId: {},
  };
  static override styles = [base, button, hue, avatarStyles, callbacksStyles];

  declare inbox: Inbox;
  declare calls: Calls;
  declare acts: Acts;
  declare presence: Presence;
  declare site: SiteNow;
  declare myId: string;

  override render() {
    const text = callbackWords();
    const calls = callsIn(this.inbox.snapshot.get().items.values(), this.myId, slowNowMs());
    const isEmpty = callSections.every((section) => calls[section].length === 0);
    return html`<div class="page">
      <header>
        <h1>${text.title}</h1>
        <p class="hint">${text.intro}</p>
        <div role="status">${this.told()}</div>
      </header>
      ${isEmpty ? this.empty() : callSections.map((section) => this.section(section, calls[section]))}
    </div>`;
  }

  private empty() {
    const text = callbackWords();
    return html`<div class="empty">
      ${icon(PhoneOff)}
      <strong>${text.emptyTitle}</strong>
      <p>${text.emptyHint}</p>
    </div>`;
  }

  /** What became of the last try in vain. */
  private told() {
    const last = this.calls.unanswered.get();
    const conversation = last && this.inbox.find(last.conversationId);
    if (!last || !conversation) return nothing;
    const text = callbackWords();
    const name = isolated(nameOf(conversation));
    return html`<div class="told">
      <p>${last.againAt === null ? text.noAnswerLast(name) : text.noAnswerAgain(name, soonTime(last.againAt))}</p>
      ${last.againAt === null ? this.openButton(last.conversationId, nameOf(conversation)) : nothing}
      <button
        class="small icon-only"
        aria-label=${words().common.dismiss}
        title=${words().common.dismiss}
        @click=${() => this.calls.unanswered.set(null)}
      >
        ${icon(X)}
      </button>
    </div>`;
  }

  private section(section: CallSection, calls: readonly Call[]) {
    if (calls.length === 0) return nothing;
    return html`<section aria-labelledby=${section}>
      <h2 id=${section}>${callbackWords().sections[section]} <span class="count">${calls.length}</span></h2>
      <ul>
        ${repeat(
          calls,
          ({ id }) => id,
          (call) => html`<li>${this.row(call)}</li>`,
        )}
      </ul>
    </section>`;
  }

  private row(call: Call) {
    const name = nameOf(call);
    const refusal = this.acts.refused.get().get(call.id);
    return html`<article class="call" aria-label=${name}>
      ${avatar(knownAs(call), markOf(call))}
      <div class="who">
        <h3><span class="cut" dir="auto">${name}</span><span class="number">${call.callback.shown}</span></h3>
        <p class="about" dir="auto">${call.preview}</p>
        <p class="facts">${this.facts(call)}</p>
      </div>
      <div class="acts">
        <straks-call-actions
          .call=${call}
          .calls=${this.calls}
          .acts=${this.acts}
          .categories=${this.site.categories}
          .myId=${this.myId}
          .early=${sectionOf(call, slowNowMs()) !== 'now'}
        ></straks-call-actions>
        ${this.openButton(call.id, name)}
      </div>
      ${
        refusal
          ? html`<p class="refused" role="alert">${icon(CircleAlert)}${words().refusals[refusal.code]}</p>`
          : nothing
      }
    </article>`;
  }

  private openButton(id: string, name: string) {
    const text = callbackWords();
    return html`<button
      class="icon-only"
      aria-label=${text.openNamed(name)}
      title=${text.open}
      @click=${() => this.tell('open-chat', id)}
    >
      ${icon(MessageSquare)}
    </button>`;
  }

  private facts(call: Call) {
    return [this.owner(call), this.when(call), this.place(call), this.tries(call), this.department(call)]
      .filter((fact) => fact !== nothing)
      .map((fact) => html`<span class="fact">${fact}</span>`);
  }

  private owner({ state, ownerId, callback }: Call) {
    if (state !== 'active') return nothing;
    const text = callbackWords();
    const isAtIt = callback.callingSince !== null;
    if (ownerId === this.myId)
      return html`<strong class="mine">${icon(Phone)}${isAtIt ? text.youCall : text.yours}</strong>`;
    const name = this.presence.nameOf(ownerId) ?? words().chat.somebody;
    return html`${isAtIt ? text.calls(name) : text.has(name)}`;
  }

  private when(call: Call) {
    const text = callbackWords();
    const { when, dueAt, tries } = call.callback;
    if (dueAt === null) return call.state === 'active' ? nothing : html`${text.turn}`;
    const late = call.state === 'active' ? 0 : overdueMs(call, slowNowMs());
    const time =
      tries > 0 || when.kind === 'turn'
        ? text.tryAgain(soonTime(dueAt))
        : text.slot(soonTime(when.startsAt), clock(when.endsAt));
    return late < 60_000
      ? html`${time}`
      : html`${time} <strong class="late">${text.overdue(duration(late))}</strong>`;
  }

  private place({ callback: { position, when } }: Call) {
    if (position === null) return nothing;
    const text = callbackWords();
    return html`${when.kind === 'turn' ? text.place(position) : text.gavePlace(position)}`;
  }

  private tries({ callback: { tries, triedAt, askedAt } }: Call) {
    const text = callbackWords();
    return html`${tries > 0 ? text.tries(tries, soonTime(triedAt ?? askedAt)) : text.asked(soonTime(askedAt))}`;
  }

  private department({ departmentId }: Call) {
    const { departments } = this.site;
    const department = departments.find(({ id }) => id === departmentId);
    return departments.length > 1 && department ? html`${department.name}` : nothing;
  }
}

customElements.define('straks-callbacks', CallbacksElement);
