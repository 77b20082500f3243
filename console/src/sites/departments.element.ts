import type { Department } from '@straks/shared/sites/sites.protocol.ts';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Trash } from 'lucide';
import { words } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { icon } from '../ui/icon.ts';
import { faultOfName } from './check-site.ts';
import { under } from './parts.ts';
import type { Settings } from './settings.model.ts';
import { settingsStyles } from './settings.styles.ts';

/** Between what visitors choose when there is more than one. */
class DepartmentsElement extends Picture {
  static override properties = {
    settings: { attribute: false },
    sure: { state: true },
    names: { state: true },
    fault: { state: true },
  };
  static override styles = [base, button, field, settingsStyles];

  declare settings: Settings;
  /** The department whose deletion is asked about. */
  declare private sure: string | null;
  /** Names being edited, by id. */
  declare private names: Readonly<Record<string, string>>;
  declare private fault: string | null;

  constructor() {
    super();
    this.sure = null;
    this.names = {};
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

  private department({ id, name }: Department) {
    const { settings, common, refusals } = words();
    const edited = this.names[id] ?? name;
    const refusal = this.settings.refusals.get().get(id);
    return html`<form class="row" @submit=${(event: SubmitEvent) => this.rename(event, id, edited)}>
        <input
          maxlength="60"
          .value=${edited}
          aria-label=${settings.departmentName}
          @input=${(event: Event) => {
            this.names = { ...this.names, [id]: (event.target as HTMLInputElement).value };
          }}
        />
        ${edited === name ? nothing : html`<button class="quiet">${common.rename}</button>`}
        <button
          type="button"
          class="icon-only"
          aria-label=${settings.deleteDepartment(name)}
          title=${settings.deleteDepartment(name)}
          @click=${() => {
            this.sure = id;
          }}
        >
          ${icon(Trash)}
        </button>
      </form>
      ${
        this.sure === id
          ? html`<div class="row" role="alert">
              <span>${settings.sureDelete(name)}</span>
              <button class="quiet danger" @click=${() => this.deleteNow(id)}>${settings.deleteDepartment(name)}</button>
              <button
                @click=${() => {
                  this.sure = null;
                }}
              >
                ${common.cancel}
              </button>
            </div>`
          : nothing
      }
      ${under(`department-${id}`, refusal && refusals[refusal.code])}`;
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

  private async rename(event: SubmitEvent, id: string, name: string) {
    event.preventDefault();
    if (faultOfName(name) !== null || !(await this.settings.renameDepartment(id, name))) return;
    const { [id]: _, ...rest } = this.names;
    this.names = rest;
  }

  private async deleteNow(id: string) {
    this.sure = null;
    await this.settings.deleteDepartment(id);
  }
}

customElements.define('straks-departments', DepartmentsElement);
