import { stretch } from '@straks/shared/staffing/sentences.ts';
import type { PlannedAgent, Shift } from '@straks/shared/staffing/staffing.protocol.ts';
import { css, html, nothing } from 'lit';
import { Copy, Plus } from 'lucide';
import { words } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import { dayOfMonth, longDay, shortDay } from './dates.ts';
import type { Loaded, Staffing } from './staffing.model.ts';
import { hoursBetween } from './staffing.model.ts';
import { staffingWords } from './words.ts';

type Day = Loaded['plan']['days'][number];

/** Who works when: a line for each colleague, a column for each day; on a phone one day at a time. */
class ShiftGridElement extends Picture {
  static override properties = { staffing: { attribute: false } };
  static override styles = [
    base,
    button,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        justify-content: space-between;
        gap: var(--space-3);
      }
      header > div {
        display: grid;
        gap: var(--space-1);
        flex: 1 1 16rem;
      }
      .hint {
        color: var(--text-soft);
        font-size: var(--text-s);
        text-wrap: pretty;
      }
      .error {
        color: var(--danger);
        font-size: var(--text-s);
        font-weight: var(--weight-medium);
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        table-layout: fixed;
      }
      th,
      td {
        padding: var(--space-2) var(--space-1);
        border-block-end: 1px solid var(--line);
        vertical-align: top;
        text-align: start;
        font-weight: var(--weight);
      }
      thead th {
        color: var(--text-soft);
        font-size: var(--text-s);
        font-weight: var(--weight-medium);
        vertical-align: bottom;
      }
      thead small {
        display: block;
        color: var(--text-faint);
        font-size: var(--text-xs);
        font-weight: var(--weight);
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .who {
        inline-size: 11rem;
        padding-inline-end: var(--space-3);
      }
      tbody th {
        font-weight: var(--weight-medium);
        padding-block-start: 0.8rem;
      }
      tbody th small {
        color: var(--text-soft);
        font-size: var(--text-xs);
        font-weight: var(--weight);
      }
      .name {
        display: block;
      }
      .cell {
        display: grid;
        gap: var(--space-1);
        justify-items: stretch;
      }
      .shift {
        min-block-size: 2rem;
        padding: 0 var(--space-2);
        border-radius: var(--radius-s);
        background: var(--tint);
        color: var(--accent-strong);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
        display: inline-flex;
        align-items: center;
        justify-content: center;
        font-weight: var(--weight-medium);
        white-space: nowrap;
      }
      button.shift:hover {
        background: var(--tint-strong);
      }
      .gone .shift {
        background: var(--surface-sunken);
        color: var(--text-faint);
        text-decoration: line-through;
      }
      .plus {
        min-block-size: 2rem;
        color: var(--text-faint);
        border-radius: var(--radius-s);
        inline-size: 100%;
        padding: 0;
      }
      .plus svg.icon {
        inline-size: 1rem;
        block-size: 1rem;
        opacity: 0.55;
      }
      .plus:hover,
      .plus:focus-visible {
        color: var(--accent);
        background: var(--tint);
      }
      .plus:hover svg.icon,
      .plus:focus-visible svg.icon {
        opacity: 1;
      }
      .cell:has(.shift) .plus {
        min-block-size: 1.25rem;
        opacity: 0;
      }
      tr:hover .plus,
      tr:focus-within .plus,
      .plus:focus-visible {
        opacity: 1 !important;
      }
      .closed {
        background: repeating-linear-gradient(
          -45deg,
          transparent,
          transparent 5px,
          var(--surface-sunken) 5px,
          var(--surface-sunken) 10px
        );
      }
      .pick {
        display: none;
        gap: 0.125rem;
      }
      .pick button {
        flex: 1;
        padding: 0;
        min-inline-size: 0;
        display: grid;
        gap: 0;
        padding-block: var(--space-1);
        font-size: var(--text-s);
        line-height: var(--leading-tight);
      }
      .pick button[aria-pressed='true'] {
        background: var(--tint);
        color: var(--accent);
      }
      @media (hover: none) {
        .cell:has(.shift) .plus {
          opacity: 1;
        }
      }
      @media (max-width: 56.24rem) {
        .pick {
          display: flex;
        }
        thead {
          display: none;
        }
        .other {
          display: none;
        }
        .who {
          inline-size: 50%;
        }
      }
    `,
  ];

  declare staffing: Staffing;

  override render() {
    const state = this.staffing.state.get();
    if (state.kind !== 'loaded') return nothing;
    const { agents, shifts, days } = state.plan;
    const text = staffingWords();
    return html`<header>
        <div>
          <h2 id="shifts">${text.shifts}</h2>
          <p class="hint">${this.staffing.mayPlan ? text.shiftsHint : text.readOnly}</p>
        </div>
        ${this.staffing.mayPlan ? this.copyButton() : nothing}
      </header>
      <div role="status">${this.outcome()}</div>
      ${this.picker(days)}
      <table aria-labelledby="shifts">
        <thead>
          <tr>
            <td class="who"></td>
            ${days.map(
              ({ date, closed }) =>
                html`<th scope="col" class=${this.isChosen(date) ? '' : 'other'}>
                  <abbr title=${longDay(date)} style="text-decoration: none"
                    >${shortDay(date)} <span class="tabular">${dayOfMonth(date)}</span></abbr
                  >${closed === null ? nothing : html`<small>${closed || text.closedAllDay}</small>`}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${agents.map((agent) =>
            this.line(
              agent,
              days,
              shifts.filter(({ agentId }) => agentId === agent.id),
            ),
          )}
        </tbody>
      </table>`;
  }

  private copyButton() {
    return html`<button
      class="quiet"
      aria-disabled=${this.staffing.busy.get() ? 'true' : nothing}
      @click=${() => void this.staffing.copyLastWeek()}
    >
      ${icon(Copy)}${staffingWords().copyLast}
    </button>`;
  }

  private outcome() {
    const done = this.staffing.copied.get();
    if (done) return html`<p class="hint">${staffingWords().copied(done.copied, done.leftOut)}</p>`;
    const fault = this.staffing.fault.get();
    if (this.staffing.editing.get() || fault === null || typeof fault === 'string') return nothing;
    return html`<p class="error">${words().refusals[fault.code]}</p>`;
  }

  private isChosen(date: string) {
    return date === this.staffing.day.get();
  }

  private picker(days: readonly Day[]) {
    return html`<div class="pick" role="group" aria-label=${staffingWords().day}>
      ${days.map(
        ({ date }) =>
          html`<button
            aria-pressed=${this.isChosen(date)}
            @click=${() => this.staffing.day.set(date)}
          >
            <span class="sr">${longDay(date)}</span>
            <span aria-hidden="true">${shortDay(date)}</span>
            <span class="tabular" aria-hidden="true">${dayOfMonth(date)}</span>
          </button>`,
      )}
    </div>`;
  }

  private line(agent: PlannedAgent, days: readonly Day[], shifts: readonly Shift[]) {
    const text = staffingWords();
    const hours = shifts.reduce((sum, { from, to }) => sum + hoursBetween(from, to), 0);
    return html`<tr class=${agent.disabled ? 'gone' : ''}>
      <th scope="row" class="who">
        <span class="name cut" title=${agent.name}>${agent.name}</span>
        <small class="tabular">${agent.disabled ? text.left : text.hours(hoursText(hours))}</small>
      </th>
      ${days.map((day) => this.cell(agent, day, shifts))}
    </tr>`;
  }

  private cell(agent: PlannedAgent, { date, closed }: Day, shifts: readonly Shift[]) {
    const classes = [this.isChosen(date) ? '' : 'other', closed === null ? '' : 'closed'].join(' ');
    const { addFor } = staffingWords();
    return html`<td class=${classes}>
      <div class="cell">
        ${shifts.filter((shift) => shift.date === date).map((shift) => this.shift(agent, shift))}
        ${
          this.staffing.mayPlan && !agent.disabled
            ? html`<button
                class="plus"
                aria-label=${addFor(agent.name, longDay(date))}
                title=${addFor(agent.name, longDay(date))}
                @click=${() => this.staffing.begin(agent.id, date)}
              >
                ${icon(Plus)}
              </button>`
            : nothing
        }
      </div>
    </td>`;
  }

  private shift(agent: PlannedAgent, shift: Shift) {
    const times = stretch(shift.from, shift.to);
    if (!this.staffing.mayPlan) return html`<span class="shift">${times}</span>`;
    return html`<button
      class="shift"
      aria-label=${staffingWords().shiftOf(agent.name, longDay(shift.date), times)}
      @click=${() => this.staffing.change(shift)}
    >
      ${times}
    </button>`;
  }
}

const hoursText = (hours: number) => {
  const { locale } = words().time;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(hours);
};

customElements.define('straks-shift-grid', ShiftGridElement);
