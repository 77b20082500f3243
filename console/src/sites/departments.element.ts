import type { Department } from '@straks/shared/sites/sites.protocol.ts';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ChevronDown, Trash } from 'lucide';
import { words } from '../language/language.ts';
import { duration } from '../language/time.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { icon } from '../ui/icon.ts';
import { faultOfName } from './check-site.ts';
import { under } from './parts.ts';
import { routingWords } from './routing.words.ts';
import type { Settings } from './settings.model.ts';
import { settingsStyles } from './settings.styles.ts';
import './department-form.element.ts';

/** Between what visitors choose when there is more than one, and who answers there. */
class DepartmentsElement extends Picture {
  static override properties = {
    settings: { attribute: false },
    sure: { state: true },
    opened: { state: true },
    fault: { state: true },
  };
  static override styles = [
    base,
    button,
    field,
    settingsStyles,
    css`
      .head {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      .who {
        flex: 1;
        display: grid;
        min-inline-size: 0;
      }
      .who strong {
        font-weight: var(--weight-strong);
      }
      .head button svg.icon {
        transition: transform var(--motion-fast) var(--ease-out);
      }
      .head button[aria-expanded='true'] svg.icon {
        transform: rotate(180deg);
      }
    `,
  ];

  declare settings: Settings;
  /** The department whose deletion is asked about, and the one whose rules lie open. */
  declare private sure: string | null;
  declare private opened: string | null;
  declare private fault: string | null;

  constructor() {
    super();
    this.sure = null;
    this.opened = null;
    this.fault = null;
  }

  override render() {
    const { settings } = words();
    return html`<h1>${settings.departments}</h1>
      <p class="hint">${settings.departmentsHint}</p>
      <ul class="rows">
        ${repeat(
          this.settings.departments.get(),
          ({ id }) => id,
          (department) => html`<li>${this.department(department)}</li>`,
        )}
      </ul>
      ${this.adding()}`;
  }

  private department(department: Department) {
    const { settings, refusals } = words();
    const { id, name } = department;
    const text = routingWords().department;
    const isOpen = this.opened === id;
    const refusal = this.settings.refusals.get().get(id);
    return html`<div class="head">
        <div class="who"><strong class="cut">${name}</strong><span class="hint">${this.rulesOf(department)}</span></div>
        <button
          class="quiet"
          aria-expanded=${isOpen}
          aria-label=${text.editNamed(name)}
          @click=${() => {
            this.opened = isOpen ? null : id;
          }}
        >
          ${text.edit}${icon(ChevronDown)}
        </button>
        <button
          class="icon-only"
          aria-label=${settings.deleteDepartment(name)}
          title=${settings.deleteDepartment(name)}
          @click=${() => {
            this.sure = id;
          }}
        >
          ${icon(Trash)}
        </button>
      </div>
      ${isOpen ? this.rules(id) : nothing} ${this.sure === id ? this.askSure(department) : nothing}
      ${under(`department-${id}`, refusal && refusals[refusal.code])}`;
  }

  private rules(id: string) {
    const form = this.settings.departmentForm(id);
    return form
      ? html`<straks-department-form
          .form=${form}
          .others=${this.settings.departments.get().filter((one) => one.id !== id)}
        ></straks-department-form>`
      : nothing;
  }

  /** The rules in a few words, so that nobody has to open them to know. */
  private rulesOf({ matchLanguage, skills, priority, overflow }: Department): string {
    const text = routingWords().department;
    const helper = this.settings.departments.get().find(({ id }) => id === overflow?.toId);
    return [
      matchLanguage ? text.languageSays : '',
      skills.length > 0 ? text.skillsSay(skills.join(', ')) : '',
      text.prioritySays[priority] ?? '',
      overflow && helper ? text.overflowSays(helper.name, duration(overflow.afterMs)) : '',
    ]
      .filter((part) => part !== '')
      .join(' · ');
  }

  private askSure({ id, name }: Department) {
    const { settings, common } = words();
    return html`<div class="row" role="alert">
      <span>${settings.sureDelete(name)}</span>
      <button class="quiet danger" @click=${() => this.deleteNow(id)}>${settings.deleteDepartment(name)}</button>
      <button
        @click=${() => {
          this.sure = null;
        }}
      >
        ${common.cancel}
      </button>
    </div>`;
  }

  private adding() {
    const { settings, common, refusals } = words();
    const refusal = this.settings.refusals.get().get('new department');
    const error = this.fault ?? (refusal && refusals[refusal.code]) ?? undefined;
    return html`<form class="field" novalidate @submit=${this.add}>
      <label for="new">${settings.newDepartment}</label>
      <div class="row">
        <input id="new" name="name" maxlength="60" autocomplete="off" aria-describedby="new-note" />
        <button class="quiet">${common.add}</button>
      </div>
      ${under('new', error)}
    </form>`;
  }

  private async add(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = String(new FormData(form).get('name') ?? '');
    this.fault = faultOfName(name);
    if (this.fault === null && (await this.settings.addDepartment(name))) form.reset();
  }

  private async deleteNow(id: string) {
    this.sure = null;
    await this.settings.deleteDepartment(id);
  }
}

customElements.define('straks-departments', DepartmentsElement);
