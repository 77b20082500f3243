import { html, nothing } from 'lit';
import { CloudOff, LoaderCircle, RefreshCw } from 'lucide';
import type { App } from '../app.ts';
import type { Door } from '../auth/person-page.element.ts';
import { callsIn, toMakeNow } from '../callbacks/calls.ts';
import type { ChatElement } from '../conversations/chat.element.ts';
import type { DeckElement } from '../conversations/deck.element.ts';
import type { ListElement } from '../inbox/list.element.ts';
import type { HelpElement } from '../keyboard/help.element.ts';
import type { Shortcut } from '../keyboard/shortcuts.ts';
import { shortcutOf } from '../keyboard/shortcuts.ts';
import { words } from '../language/language.ts';
import type { Route, SettingsSection } from '../router.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import { slowNowMs } from '../ui/ticker.ts';
import { consoleStyles } from './console.styles.ts';
import { createLater } from './later.ts';
import '../auth/person-page.element.ts';
import '../conversations/deck.element.ts';
import '../conversations/notices.element.ts';
import '../inbox/list.element.ts';
import '../keyboard/help.element.ts';
import '../sites/settings.element.ts';
import '../routing/call-card.element.ts';
import './rail.element.ts';

const staffingPage = createLater(() => import('../staffing/page.element.ts'));
const waitsPage = createLater(() => import('../reports/page.element.ts'));
const callbacksPage = createLater(() => import('../callbacks/callbacks.element.ts'));

/** The whole console: the way in, then rail, list and deck. */
class ConsoleElement extends Picture {
  static override properties = {
    app: { attribute: false },
    secure: { type: Boolean },
    inFront: { state: true },
  };
  static override styles = [base, button, consoleStyles];

  declare app: App;
  declare secure: boolean;
  declare private inFront: boolean;
  readonly #look = () => {
    this.inFront = document.visibilityState === 'visible' && document.hasFocus();
  };
  readonly #pressed = (event: KeyboardEvent) => {
    if (/^(Tab|Arrow)/.test(event.key)) this.#byPointer = false;
    this.pressed(event);
  };
  readonly #pointed = () => {
    this.#byPointer = true;
  };
  /** The focus lies where she clicked, not where she walked to by keys: Enter is not meant for it. */
  #byPointer = false;

  constructor() {
    super();
    this.secure = true;
    this.inFront = true;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#look();
    document.addEventListener('visibilitychange', this.#look);
    addEventListener('focus', this.#look);
    addEventListener('blur', this.#look);
    addEventListener('keydown', this.#pressed);
    addEventListener('pointerdown', this.#pointed);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#look);
    removeEventListener('focus', this.#look);
    removeEventListener('blur', this.#look);
    removeEventListener('keydown', this.#pressed);
    removeEventListener('pointerdown', this.#pointed);
  }

  override render() {
    const session = this.app.auth.session.get();
    if (session.kind === 'unknown')
      return html`<p class="splash" role="status">${words().common.loading}</p>`;
    if (session.kind === 'unreachable') return this.unreachable();
    return session.kind === 'agent' ? this.workplace() : this.door();
  }

  private unreachable() {
    const { refusals, common } = words();
    return html`<div class="splash" role="alert">
      ${icon(CloudOff)}
      <p>${refusals.timed_out}</p>
      <button class="quiet" @click=${() => this.app.auth.begin()}>${common.retry}</button>
    </div>`;
  }

  private door() {
    const { app } = this;
    return html`<straks-person-page
      .auth=${app.auth}
      .preferences=${app.preferences}
      .door=${doorOf(app)}
      .secure=${this.secure}
    ></straks-person-page>`;
  }

  private workplace() {
    const { app } = this;
    const route = app.router.route.get();
    const reading = route.page === 'inbox' && app.desk.deck.get().focused !== null;
    return html`<div class=${reading ? 'shell reading' : 'shell'}>
        <button class="skip" @click=${() => this.chat?.focusComposer()}>${words().nav.skip}</button>
        <straks-rail
          .route=${route}
          .alerts=${app.alerts}
          .calls=${toMakeNow(callsIn(app.inbox.snapshot.get().items.values(), app.myId(), slowNowMs()), app.myId())}
          .leads=${app.auth.me.get()?.role !== 'agent'}
          .presence=${app.presence}
          .preferences=${app.preferences}
          .tone=${app.tone}
          .connected=${app.link.state.get() === 'ready'}
          @help=${() => this.help?.open()}
        ></straks-rail>
        ${this.page(route, reading)}
      </div>
      <div class=${route.page === 'inbox' ? 'corner' : 'corner elsewhere'}>
        <straks-call-card
          ?hidden=${app.alerts.ringing.get()[0]?.id === app.desk.focused() && route.page === 'inbox'}
          .alerts=${app.alerts}
          .acceptMs=${app.site.get().routing?.acceptMs ?? null}
          @answer=${this.answer}
        ></straks-call-card>
        <straks-notices
          .notices=${app.notices}
          .inbox=${app.inbox}
          .presence=${app.presence}
          .desk=${app.desk}
        ></straks-notices>
        <section role="status" aria-label=${words().link.label}>${this.linkLine()}</section>
      </div>
      <straks-help .preferences=${app.preferences}></straks-help>`;
  }

  private page(route: Route, reading: boolean) {
    switch (route.page) {
      case 'settings':
        return html`<main>${this.settings(route.section)}</main>`;
      case 'callbacks':
        return html`<main>${callbacksPage(() => this.callbacks())}</main>`;
      case 'waits':
        return html`<main>${waitsPage(() => html`<straks-waits .api=${this.app.api}></straks-waits>`)}</main>`;
      case 'staffing':
        return html`<main>${staffingPage(() => this.staffing(route.week))}</main>`;
      default:
        return this.inbox(reading);
    }
  }

  private settings(section: SettingsSection) {
    const { app } = this;
    return html`<straks-settings
      .settings=${app.settings}
      .auth=${app.auth}
      .preferences=${app.preferences}
      .tone=${app.tone}
      .section=${section}
      @sign-out=${() => app.signOut()}
    ></straks-settings>`;
  }

  private staffing(week: string | null) {
    const { api, auth } = this.app;
    return html`<straks-staffing .api=${api} .me=${auth.me.get()} .week=${week}></straks-staffing>`;
  }

  private callbacks() {
    const { app } = this;
    return html`<straks-callbacks
      .inbox=${app.inbox}
      .calls=${app.calls}
      .acts=${app.acts}
      .presence=${app.presence}
      .site=${app.site.get()}
      .myId=${app.myId()}
      @open-chat=${({ detail }: CustomEvent<string>) => this.openChat(detail)}
    ></straks-callbacks>`;
  }

  private openChat(id: string) {
    this.app.router.go({ page: 'inbox' });
    this.app.desk.show(id);
    void this.focusSoon();
  }

  private linkLine() {
    const { link, updated } = this.app;
    const text = words().link;
    switch (link.state.get()) {
      case 'lost':
        return html`<p class="link">${icon(CloudOff)}${text.lost}</p>`;
      case 'catching_up':
        return html`<p class="link quiet">${icon(LoaderCircle)}${text.catching_up}</p>`;
      case 'connecting':
        return html`<p class="link quiet">${icon(LoaderCircle)}${text.connecting}</p>`;
      default:
        return updated.get() ? html`<p class="link quiet">${icon(RefreshCw)}${text.reload}</p>` : nothing;
    }
  }

  private inbox(reading: boolean) {
    const { app } = this;
    const site = app.site.get();
    return html`<main class=${reading ? 'inbox reading' : 'inbox'} @click=${this.clicked} @answer=${this.answer}>
      <straks-inbox-list
        .list=${app.list}
        .desk=${app.desk}
        .presence=${app.presence}
        .acts=${app.acts}
        .myId=${app.myId()}
        @show=${this.focusSoon}
        .alerts=${app.alerts}
        .rules=${site.routing}
        @take=${this.focusSoon}
      ></straks-inbox-list>
      <straks-deck
        .desk=${app.desk}
        .acts=${app.acts}
        .calls=${app.calls}
        .presence=${app.presence}
        .site=${site}
        .myId=${app.myId()}
        .myName=${app.auth.me.get()?.name ?? ''}
        .attentive=${this.inFront}
      ></straks-deck>
    </main>`;
  }

  private get deck() {
    return this.renderRoot.querySelector<DeckElement>('straks-deck');
  }

  private get chat(): ChatElement | null {
    return this.deck?.focusedChat ?? null;
  }

  private get list() {
    return this.renderRoot.querySelector<ListElement>('straks-inbox-list');
  }

  private get help() {
    return this.renderRoot.querySelector<HelpElement>('straks-help');
  }

  /** Whoever opens a chat wants to write in it; on a phone the keyboard would hide what was said. */
  private async focusSoon() {
    if (!matchMedia('(min-width: 56.25rem)').matches) return;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    this.chat?.focusComposer();
  }

  private clicked() {
    this.#look();
  }

  private pressed(event: KeyboardEvent) {
    if (this.app.auth.session.get().kind !== 'agent') return;
    const shortcut = shortcutOf(
      {
        key: event.key,
        ctrlKey: event.ctrlKey,
        altKey: event.altKey,
        metaKey: event.metaKey,
        isComposing: event.isComposing,
        repeat: event.repeat,
        inField: isField(event.composedPath()[0]),
        onControl: !this.#byPointer && isControl(event.composedPath()[0]),
      },
      this.app.preferences.choices.get().singleKeys,
      this.app.alerts.ringing.get().length > 0,
    );
    if (!shortcut || event.defaultPrevented) return;
    event.preventDefault();
    this.follow(shortcut);
  }

  private follow(shortcut: Shortcut) {
    const { desk, presence } = this.app;
    const id = desk.focused();
    const capacity = presence.me.get()?.capacity;
    switch (shortcut) {
      case 'answer':
        return this.answer();
      case 'next':
        return this.next();
      case 'down':
        return this.list?.step(1);
      case 'up':
        return this.list?.step(-1);
      case 'beside':
        return this.beside();
      case 'compose':
        return this.chat?.focusComposer();
      case 'pane_1':
      case 'pane_2':
      case 'pane_3':
        return this.pane(Number(shortcut.at(-1)) - 1);
      case 'pin':
        return id ? desk.togglePin(id) : undefined;
      case 'transfer':
      case 'hold':
      case 'close':
        return this.chat?.openMenu(shortcut);
      case 'take':
        return void this.takeShown();
      case 'priority':
        return this.prioritise();
      case 'status':
        return void presence.toggleStatus();
      case 'more':
        return capacity === undefined ? undefined : void presence.setCapacity(Math.min(20, capacity + 1));
      case 'fewer':
        return capacity === undefined ? undefined : void presence.setCapacity(Math.max(0, capacity - 1));
      case 'help':
        return this.help?.open();
    }
  }

  /** Whoever has waited longest for me and is not before me already; then whoever is first in line. */
  private next() {
    const { desk, inbox, router } = this.app;
    const { waiting, line } = inbox.sections.get();
    const next = waiting.find(({ id }) => id !== desk.focused()) ?? waiting[0] ?? line[0];
    if (!next) return;
    router.go({ page: 'inbox' });
    desk.show(next.id);
    void this.focusSoon();
  }

  /** Of whoever the keyboard stands on in the list, else of the chat before her. */
  private prioritise() {
    const id = this.list?.focusedId;
    if (!id || !this.list?.prioritise(id)) this.chat?.openMenu('priority');
  }

  private answer() {
    if (this.app.answer()) void this.focusSoon();
  }

  private beside() {
    const id = this.list?.focusedId;
    if (id) this.app.desk.showBeside(id);
  }

  private pane(place: number) {
    const { desk } = this.app;
    const pane = desk.panes.get()[place];
    if (!pane) return;
    desk.focus(pane.id);
    void this.focusSoon();
  }

  private async takeShown() {
    const { desk, inbox } = this.app;
    const id = desk.focused();
    if (id && inbox.find(id)?.state === 'waiting') await this.chat?.take();
  }
}

function doorOf(app: App): Door {
  const route = app.router.route.get();
  if (route.page === 'first') return { kind: 'first', token: route.token };
  if (route.page === 'invite') return { kind: 'invite', token: route.token };
  return { kind: 'sign_in' };
}

function isField(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  return target.matches('input:not([type="checkbox"], [type="radio"], [type="button"])');
}

const isControl = (target: EventTarget | undefined) =>
  target instanceof HTMLElement && target.matches('a, button, summary, input, [role="menuitem"]');

export type { ConsoleElement };

customElements.define('straks-console', ConsoleElement);
