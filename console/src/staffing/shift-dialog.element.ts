import type { PropertyValues } from 'lit';
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { CircleAlert, Trash2 } from 'lucide';
import { closingOf, timeOf } from '../hours/week.ts';
import { words } from '../language/language.ts';
import { typedIn } from '../sites/parts.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { icon } from '../ui/icon.ts';
import { longDay } from './dates.ts';
import { dialogStyles } from './dialog.styles.ts';
import type { Editing, Staffing } from './staffing.model.ts';
import { staffingWords } from './words.ts';

/** One shift: whose, which day, from when to when. */
class ShiftDialogElement extends Picture {
  static override properties = { staffing: { attribute: false } };
  static override styles = [
    base,
    button,
    field,
    dialogStyles,
    css`
      .times {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-3);
      }
      .times input {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  declare staffing: Staffing;

  override updated(changed: PropertyValues) {
    super.updated(changed);
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog) return;
    const isOpen = this.staffing.editing.get() !== null;
    if (isOpen && !dialog.open) {
      dialog.showModal();
      this.renderRoot.querySelector<HTMLInputElement>('#from')?.select();
    }
    if (!isOpen && dialog.open) dialog.close();
  }

  override render() {
    const editing = this.staffing.editing.get();
    return html`<dialog aria-labelledby="title" @close=${() => this.staffing.cancel()}>
      ${editing ? this.form(editing) : nothing}
    </dialog>`;
  }

  private form(editing: Editing) {
    const state = this.staffing.state.get();
    if (state.kind !== 'loaded') return nothing;
    const text = staffingWords();
    const { common } = words();
    const fault = this.fault();
    const closed = state.plan.days.find(({ date }) => date === editing.date)?.closed ?? null;
    const [from, to] = [timeOf(editing.from), closingOf(editing.to)];
    const note = fault ?? (closed !== null ? text.dayClosed : to < from ? text.nextDay : null);
    return html`<form novalidate @submit=${this.submitted}>
      <h2 id="title">${editing.id === null ? text.newShift : text.editShift}</h2>
      <div class="field">
        <label for="agent">${text.agent}</label>
        <select id="agent" @change=${(event: Event) => this.staffing.edit({ agentId: typedIn(event) })}>
          ${state.plan.agents
            .filter(({ id, disabled }) => !disabled || id === editing.agentId)
            .map(
              ({ id, name }) =>
                html`<option value=${id} ?selected=${id === editing.agentId}>${name}</option>`,
            )}
        </select>
      </div>
      <div class="field">
        <label for="day">${text.day}</label>
        <select id="day" @change=${(event: Event) => this.staffing.edit({ date: typedIn(event) })}>
          ${days(state.plan.days, editing.date).map(
            (date) =>
              html`<option value=${date} ?selected=${date === editing.date}>${longDay(date)}</option>`,
          )}
        </select>
      </div>
      <div class="times">
        ${this.time('from', text.from, editing.from, fault !== null)}
        ${this.time('to', text.to, editing.to, fault !== null)}
      </div>
      <p id="note" class=${fault === null ? 'hint' : 'error'} role=${fault === null ? nothing : 'alert'}>
        ${fault === null ? nothing : icon(CircleAlert)}<span>${note}</span>
      </p>
      <div class="acts">
        <button class="primary" aria-disabled=${this.staffing.busy.get() ? 'true' : nothing}>
          ${common.save}
        </button>
        <button type="button" @click=${() => this.staffing.cancel()}>${common.cancel}</button>
        ${
          editing.id === null
            ? nothing
            : html`<button type="button" class="danger last" @click=${() => void this.staffing.remove()}>
                ${icon(Trash2)}${common.remove}
              </button>`
        }
      </div>
    </form>`;
  }

  private time(id: 'from' | 'to', label: string, value: string, wrong: boolean) {
    const read = id === 'from' ? timeOf : closingOf;
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        inputmode="numeric"
        autocomplete="off"
        maxlength="5"
        aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby="note"
        .value=${live(value)}
        @input=${(event: Event) => this.staffing.edit({ [id]: typedIn(event) })}
        @change=${(event: Event) => this.staffing.edit({ [id]: read(typedIn(event)) })}
      />
    </div>`;
  }

  private fault(): string | null {
    const fault = this.staffing.fault.get();
    return fault === null || typeof fault === 'string' ? fault : words().refusals[fault.code];
  }

  private submitted(event: SubmitEvent) {
    event.preventDefault();
    void this.staffing.save();
  }
}

/** A shift that began before this week keeps its own day. */
const days = (all: readonly { date: string }[], own: string): string[] =>
  [...new Set([...all.map(({ date }) => date), own])].sort();

customElements.define('straks-shift-dialog', ShiftDialogElement);
