import type { Account, Invite, Role } from '@straks/shared/auth/auth.protocol.ts';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { UserPlus } from 'lucide';
import { words } from '../language/language.ts';
import { clock, shortDate } from '../language/time.ts';
import { under } from '../sites/parts.ts';
import { routingWords } from '../sites/routing.words.ts';
import { faultOfSkills, skillsIn } from '../sites/routing-rules.ts';
import type { Settings } from '../sites/settings.model.ts';
import { settingsStyles } from '../sites/settings.styles.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { icon } from '../ui/icon.ts';
import '../sites/copy-field.element.ts';

const roles: readonly Role[] = ['agent', 'lead', 'admin', 'owner'];
const codes = ['nb', 'da', 'sv', 'en'] as const;
const standardCapacity = 3;

/** Who answers here, what each may do, and the way in for one more. */
class ColleaguesElement extends Picture {
  static override properties = { settings: { attribute: false }, myId: {}, faults: { state: true } };
  static override styles = [
    base,
    button,
    field,
    settingsStyles,
    css`
      .account {
        display: grid;
        grid-template-columns: minmax(10rem, 1fr) 9.5rem 5rem 6rem;
        gap: var(--space-2) var(--space-3);
        align-items: center;
      }
      .account.off .who {
        color: var(--text-faint);
      }
      .who {
        display: grid;
        min-inline-size: 0;
      }
      .who strong {
        font-weight: var(--weight-strong);
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-4);
        grid-column: 1 / -1;
      }
      .skills {
        grid-column: 1 / -1;
        display: grid;
        grid-template-columns: max-content minmax(0, 24rem);
        justify-content: start;
        align-items: center;
        gap: var(--space-1) var(--space-4);
      }
      .skills .error {
        grid-column: 2;
      }
      .caption {
        color: var(--text-soft);
        font-size: var(--text-s);
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-4);
      }
      .fields .field {
        flex: 0 1 11rem;
      }
      .open {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: var(--space-3);
      }
      @media (max-width: 52rem) {
        .account {
          grid-template-columns: 1fr 5rem;
        }
        .account .who {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  declare settings: Settings;
  declare myId: string;
  /** What is wrong with the skills typed, by account. */
  declare private faults: Readonly<Record<string, string>>;

  constructor() {
    super();
    this.faults = {};
  }

  override render() {
    const { settings } = words();
    return html`<h1>${settings.colleagues}</h1>
      <ul class="rows">
        ${repeat(
          this.settings.accounts.get(),
          ({ id }) => id,
          (account) => html`<li>${this.account(account)}</li>`,
        )}
      </ul>
      ${this.inviting()} ${this.invites()}`;
  }

  private account(account: Account) {
    const { settings, refusals, auth, common } = words();
    const { id, name, email, role, capacity, disabled } = account;
    const refusal = this.settings.refusals.get().get(id);
    return html`<div class=${disabled ? 'account off' : 'account'} role="group" aria-label=${name}>
        <div class="who">
          <strong class="cut">${name}${id === this.myId ? html` <span class="caption">(${common.you})</span>` : nothing}</strong>
          <span class="caption cut">${disabled ? settings.disabled : email}</span>
        </div>
        <select
          aria-label=${settings.roleOf(name)}
          @change=${(event: Event) => this.change(event, id, { role: (event.target as HTMLSelectElement).value as Role })}
        >
          ${roles.map((one) => html`<option value=${one} ?selected=${one === role}>${auth.roles[one]}</option>`)}
        </select>
        <input
          type="number"
          min="0"
          max="20"
          aria-label=${settings.capacityOf(name)}
          title=${settings.capacity}
          .value=${String(capacity)}
          @change=${(event: Event) => this.changeCapacity(event, id)}
        />
        ${
          id === this.myId
            ? html`<span></span>`
            : html`<button
                class=${disabled ? 'quiet' : 'danger'}
                aria-label=${disabled ? settings.enableNamed(name) : settings.disableNamed(name)}
                @click=${() => this.settings.changeAccount(id, { disabled: !disabled })}
              >
                ${disabled ? settings.enable : settings.disable}
              </button>`
        }
        ${this.departmentsOf(account)} ${this.languagesOf(account)} ${this.skillsOf(account)}
      </div>
      ${under(`account-${id}`, refusal && refusals[refusal.code])}`;
  }

  private departmentsOf({ id, name, departmentIds }: Account) {
    const departments = this.settings.departments.get();
    if (departments.length < 2) return nothing;
    return html`<div class="chips" role="group" aria-label=${words().settings.departmentsOf(name)}>
      ${departments.map(
        (department) => html`<label class="check">
          <input
            type="checkbox"
            .checked=${departmentIds.includes(department.id)}
            @change=${(event: Event) =>
              this.settings.changeAccount(id, {
                departmentIds: (event.target as HTMLInputElement).checked
                  ? [...departmentIds, department.id]
                  : departmentIds.filter((one) => one !== department.id),
              })}
          />
          ${department.name}
        </label>`,
      )}
    </div>`;
  }

  private languagesOf({ id, name, languages: known }: Account) {
    const text = routingWords();
    return html`<div class="chips" role="group" aria-label=${text.languagesOf(name)}>
      <span class="caption" title=${text.allLanguages}>${text.languages}</span>
      ${codes.map(
        (code) => html`<label class="check">
          <input
            type="checkbox"
            .checked=${known.includes(code)}
            @change=${(event: Event) =>
              this.settings.changeAccount(id, {
                languages: (event.target as HTMLInputElement).checked
                  ? [...known, code]
                  : known.filter((one) => one !== code),
              })}
          />
          ${words().chat.language[code]}
        </label>`,
      )}
      ${known.length === 0 ? html`<span class="caption">${text.allLanguages}</span>` : nothing}
    </div>`;
  }

  private skillsOf({ id, name, skills }: Account) {
    const text = routingWords();
    return html`<div class="skills">
      <span class="caption">${text.department.skills}</span>
      <input
        aria-label=${text.skillsOf(name)}
        autocomplete="off"
        maxlength="900"
        aria-invalid=${this.faults[id] ? 'true' : nothing}
        aria-describedby=${`skills-${id}-note`}
        .value=${skills.join(', ')}
        @change=${(event: Event) => this.changeSkills(event, id)}
      />
      ${under(`skills-${id}`, this.faults[id])}
    </div>`;
  }

  /** What cannot be saved stays where it was typed, with what is wrong in it. */
  private async changeSkills(event: Event, id: string) {
    const typed = (event.target as HTMLInputElement).value;
    const fault = faultOfSkills(typed);
    const { [id]: _, ...others } = this.faults;
    this.faults = fault ? { ...others, [id]: routingWords().skillFault(fault) } : others;
    if (!fault) await this.settings.changeAccount(id, { skills: skillsIn(typed) });
  }

  private async change(event: Event, id: string, change: { role: Role }) {
    const select = event.target as HTMLSelectElement;
    const before = this.settings.accounts.get().find((one) => one.id === id)?.role;
    if (!(await this.settings.changeAccount(id, change)) && before) select.value = before;
  }

  private async changeCapacity(event: Event, id: string) {
    const input = event.target as HTMLInputElement;
    if (input.validity.valid && input.value !== '') {
      await this.settings.changeAccount(id, { capacity: input.valueAsNumber });
    }
    const kept = this.settings.accounts.get().find((one) => one.id === id)?.capacity;
    if (kept !== undefined) input.value = String(kept);
  }

  private inviting() {
    const { settings, auth, refusals } = words();
    const departments = this.settings.departments.get();
    const link = this.settings.freshLink.get();
    const refusal = this.settings.refusals.get().get('invite');
    return html`<section class="card" aria-labelledby="invite">
      <h2 id="invite">${settings.invite}</h2>
      <form class="stack" @submit=${this.invite}>
        <div class="fields">
          <div class="field">
            <label for="role">${settings.role}</label>
            <select id="role" name="role">
              ${roles.map((one) => html`<option value=${one}>${auth.roles[one]}</option>`)}
            </select>
          </div>
          <div class="field">
            <label for="capacity">${settings.capacity}</label>
            <input id="capacity" name="capacity" type="number" min="0" max="20" required value=${standardCapacity} />
          </div>
        </div>
        ${
          departments.length > 1
            ? html`<fieldset>
                <legend>${settings.departments}</legend>
                <div class="chips">
                  ${departments.map(
                    ({ id, name }) => html`<label class="check">
                      <input type="checkbox" name="department" value=${id} checked />${name}
                    </label>`,
                  )}
                </div>
              </fieldset>`
            : nothing
        }
        <div class="row"><button class="primary">${icon(UserPlus)}${settings.makeLink}</button></div>
        ${under('invite', refusal && refusals[refusal.code])}
      </form>
      ${
        link
          ? html`<div class="field" role="status">
              <span class="label">${settings.inviteLink}</span>
              <straks-copy-field .value=${link} .label=${settings.inviteLink}></straks-copy-field>
              <p class="hint">${settings.inviteHint}</p>
            </div>`
          : nothing
      }
    </section>`;
  }

  private async invite(event: SubmitEvent) {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const departments = this.settings.departments.get();
    const chosen =
      departments.length > 1 ? data.getAll('department').map(String) : departments.map(({ id }) => id);
    await this.settings.invite(data.get('role') as Role, Number(data.get('capacity')), chosen);
  }

  private invites() {
    const { settings } = words();
    const invites = this.settings.invites.get();
    if (invites.length === 0) return nothing;
    return html`<section class="stack" aria-labelledby="invites">
      <h2 id="invites">${settings.invites}</h2>
      <ul class="rows">
        ${repeat(
          invites,
          ({ id }) => id,
          (one) => html`<li>${this.openInvite(one)}</li>`,
        )}
      </ul>
    </section>`;
  }

  private openInvite({ id, role, invitedBy, expiresAt }: Invite) {
    const { settings, auth, refusals } = words();
    const refusal = this.settings.refusals.get().get(id);
    return html`<div class="open">
        <div class="who">
          <strong>${auth.roles[role]}</strong>
          <span class="caption">${invitedBy} · ${settings.expires(`${shortDate(expiresAt)} ${clock(expiresAt)}`)}</span>
        </div>
        <button class="quiet" @click=${() => this.settings.withdraw(id)}>${settings.withdraw}</button>
      </div>
      ${under(`invite-${id}`, refusal && refusals[refusal.code])}`;
  }
}

customElements.define('straks-colleagues', ColleaguesElement);
