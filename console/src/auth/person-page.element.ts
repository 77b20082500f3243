import type { PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import { words } from '../language/language.ts';
import type { Preferences } from '../storage/preferences.model.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import type { Auth, Person } from './auth.model.ts';
import { authStyles } from './auth.styles.ts';
import type { PersonFault } from './check-person.ts';
import { faultsOf } from './check-person.ts';
import { brandLine, errorLine, languageChoice, passwordField, secureWarning, textField } from './fields.ts';

export type Door = { kind: 'sign_in' } | { kind: 'first'; token: string } | { kind: 'invite'; token: string };

type Faults = Partial<Record<keyof Person, PersonFault>>;

/** Signing in, making the first account, accepting an invitation: one calm page each. */
class PersonPageElement extends Picture {
  static override properties = {
    auth: { attribute: false },
    preferences: { attribute: false },
    door: { attribute: false, hasChanged: isOtherDoor },
    secure: { type: Boolean },
    shown: { state: true },
    faults: { state: true },
  };
  static override styles = [base, button, field, authStyles];

  declare auth: Auth;
  declare preferences: Preferences;
  declare door: Door;
  declare secure: boolean;
  declare private shown: boolean;
  declare private faults: Faults;

  constructor() {
    super();
    this.secure = true;
    this.shown = false;
    this.faults = {};
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('door') && this.door.kind === 'invite') void this.auth.lookAtInvite(this.door.token);
  }

  override firstUpdated() {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render() {
    return html`<main>
      ${brandLine()}
      <div class="card">
        <div>${this.heading()}</div>
        ${secureWarning(this.secure)} ${this.isShut() ? nothing : this.form()}
      </div>
      ${languageChoice(this.preferences)}
    </main>`;
  }

  private heading() {
    const { auth } = words();
    switch (this.door.kind) {
      case 'first':
        return html`<h1>${auth.firstTitle}</h1>
          <p class="intro">${auth.firstIntro}</p>`;
      case 'invite':
        return this.inviteHeading();
      case 'sign_in': {
        const session = this.auth.session.get();
        const out = session.kind === 'nobody' && session.wasSignedOut;
        const firstRun = session.kind === 'nobody' && session.firstRun;
        return html`<h1>${auth.signInTo}</h1>
          ${out ? html`<p class="intro" role="status">${auth.signedOut}</p>` : nothing}
          ${firstRun ? html`<p class="intro">${auth.firstClosed}</p>` : nothing}`;
      }
    }
  }

  private inviteHeading() {
    const { auth, common } = words();
    const invitation = this.auth.invitation.get();
    if (invitation.kind === 'looking') return html`<p class="intro">${common.loading}</p>`;
    if (invitation.kind === 'refused') {
      return html`<h1>Straks</h1>
        <p class="intro" role="alert">
          ${invitation.refusal.retry ? words().refusals[invitation.refusal.code] : auth.inviteGone}
        </p>`;
    }
    return html`<h1>${auth.inviteTitle(invitation.siteName)}</h1>
      <p class="intro">${auth.inviteIntro(invitation.invitedBy, auth.roles[invitation.role])}</p>`;
  }

  private isShut() {
    return this.door.kind === 'invite' && this.auth.invitation.get().kind !== 'open';
  }

  private form() {
    const { auth } = words();
    const isNew = this.door.kind !== 'sign_in';
    const refused = this.auth.refused.get();
    const weak = refused?.code === 'weak_password' ? words().refusals.weak_password : undefined;
    const submit = { sign_in: auth.signIn, first: auth.makeAccount, invite: auth.join }[this.door.kind];
    return html`<form novalidate @submit=${this.submit} @input=${this.forgive}>
      ${
        isNew
          ? textField({
              id: 'name',
              label: auth.yourName,
              type: 'text',
              autocomplete: 'name',
              hint: auth.nameHint,
              error: this.sentence('name'),
            })
          : nothing
      }
      ${textField({
        id: 'email',
        label: auth.email,
        type: 'email',
        autocomplete: 'username',
        error: this.sentence('email'),
      })}
      ${passwordField({
        id: 'password',
        label: auth.password,
        autocomplete: isNew ? 'new-password' : 'current-password',
        ...(isNew && { hint: auth.passwordHint }),
        error: this.sentence('password') ?? weak,
        shown: this.shown,
        toggle: () => {
          this.shown = !this.shown;
        },
      })}
      <div role="alert">
        ${
          refused && !weak
            ? html`<div class="alert">${errorLine('refused', words().refusals[refused.code])}</div>`
            : nothing
        }
      </div>
      <button class="primary" aria-disabled=${this.auth.busy.get() ? 'true' : nothing}>${submit}</button>
    </form>`;
  }

  private sentence(name: keyof Person): string | undefined {
    const fault = this.faults[name];
    return fault && words().auth[fault];
  }

  private forgive(event: Event) {
    const { name } = event.target as HTMLInputElement;
    if (name in this.faults) this.faults = { ...this.faults, [name]: undefined };
  }

  private async submit(event: SubmitEvent) {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? '');
    const person = { name: text('name'), email: text('email'), password: text('password') };
    const isNew = this.door.kind !== 'sign_in';
    this.faults = faultsOf(isNew ? person : { email: person.email, password: person.password });
    const wrong = Object.keys(this.faults)[0];
    if (wrong) return this.renderRoot.querySelector<HTMLInputElement>(`#${wrong}`)?.focus();
    await this.enter(person);
  }

  private enter(person: Person) {
    if (this.door.kind === 'first') return this.auth.makeFirst(this.door.token, person);
    if (this.door.kind === 'invite') return this.auth.acceptInvite(this.door.token, person);
    return this.auth.signIn(person.email, person.password);
  }
}

function isOtherDoor(door: Door, before: Door | undefined) {
  return JSON.stringify(door) !== JSON.stringify(before);
}

customElements.define('straks-person-page', PersonPageElement);
