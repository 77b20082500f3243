import type { Hours, Span } from '@straks/shared/hours/hours.protocol.ts';
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { Plus, X } from 'lucide';
import { words } from '../language/language.ts';
import type { Form } from '../sites/form.model.ts';
import { saveBar, submitting, typedIn, under } from '../sites/parts.ts';
import { zones } from '../sites/settings.model.ts';
import { settingsStyles } from '../sites/settings.styles.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { icon } from '../ui/icon.ts';
import { addSpan, closingOf, editSpan, mondayForAll, removeSpan, spansOf, timeOf, weekdays } from './week.ts';

/** When the site answers: the week, the zone, and the days it is closed. */
class HoursFormElement extends Picture {
  static override properties = { form: { attribute: false } };
  static override styles = [
    base,
    button,
    field,
    settingsStyles,
    css`
      fieldset {
        display: grid;
        gap: var(--space-2);
      }
      legend {
        margin-block-end: var(--space-1);
      }
      .day {
        display: grid;
        grid-template-columns: 7rem minmax(0, 1fr) auto;
        align-items: start;
        gap: var(--space-2);
        padding: var(--space-2) 0;
        border-block-start: 1px solid var(--line);
      }
      .day:last-of-type {
        border-block-end: 1px solid var(--line);
      }
      .day > .name {
        padding-block: 0.4rem;
      }
      .day > .name::first-letter {
        text-transform: uppercase;
      }
      .spans {
        display: grid;
        gap: var(--space-2);
      }
      .span {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      .span input.time {
        inline-size: 5rem;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      .shut {
        color: var(--text-faint);
        padding-block: 0.4rem;
      }
      .closed {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      .closed input[type='date'] {
        inline-size: 10.5rem;
        font-variant-numeric: tabular-nums;
      }
      .closed input:not([type='date']) {
        flex: 1 1 10rem;
        inline-size: auto;
      }
      .under {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: var(--space-2);
      }
      @media (max-width: 40rem) {
        .day {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .day > .name {
          grid-column: 1 / -1;
          padding-block: 0;
        }
      }
    `,
  ];

  declare form: Form<Hours>;

  override render() {
    const { settings } = words();
    const { zone } = this.form.values.get();
    const told = this.form.told.get();
    return html`<h1>${settings.hours}</h1>
      <form novalidate @submit=${submitting(this.form)}>
        <div class="field">
          <label for="zone">${settings.zone}</label>
          <input
            id="zone"
            list="zones"
            autocomplete="off"
            spellcheck="false"
            .value=${live(zone)}
            aria-invalid=${told.zone ? 'true' : nothing}
            aria-describedby="zone-note"
            @input=${(event: Event) => this.form.edit({ zone: typedIn(event) })}
          />
          <datalist id="zones">${zones.map((name) => html`<option value=${name}></option>`)}</datalist>
          ${under('zone', told.zone)}
        </div>
        ${this.week()} ${this.closedDays()} ${saveBar(this.form)}
      </form>`;
  }

  private week() {
    const { settings } = words();
    const { spans } = this.form.values.get();
    return html`<fieldset>
      <legend>${settings.week}</legend>
      ${weekdays.map((day) => this.day(day, settings.days[day - 1] ?? '', spans))}
      <div class="under">
        <div>${under('week', this.form.told.get().spans, spans.length === 0 ? settings.alwaysOpen : undefined)}</div>
        ${
          spansOf(spans, 1).length > 0
            ? html`<button type="button" class="small quiet" @click=${() => this.form.edit({ spans: mondayForAll(spans) })}>
                ${settings.copyMonday}
              </button>`
            : nothing
        }
      </div>
    </fieldset>`;
  }

  private day(day: number, name: string, spans: Hours['spans']) {
    const { settings } = words();
    const today = spansOf(spans, day);
    return html`<div class="day" role="group" aria-label=${name}>
      <span class="name">${name}</span>
      <div class="spans">
        ${
          today.length === 0
            ? html`<span class="shut">${spans.length === 0 ? '–' : settings.closedAllDay}</span>`
            : today.map((span) => this.span(span, name, spans))
        }
      </div>
      <button
        type="button"
        class="icon-only"
        aria-label=${settings.addSpan(name)}
        title=${settings.addSpan(name)}
        @click=${() => this.form.edit({ spans: addSpan(spans, day) })}
      >
        ${icon(Plus)}
      </button>
    </div>`;
  }

  private span(span: Span, day: string, spans: Hours['spans']) {
    const { settings } = words();
    const edit = (change: Partial<Span>) => this.form.edit({ spans: editSpan(spans, span, change) });
    const text = `${span.from}–${span.to}`;
    return html`<div class="span">
      <input
        class="time"
        inputmode="numeric"
        maxlength="5"
        aria-label=${settings.from(day)}
        .value=${live(span.from)}
        @change=${(event: Event) => edit({ from: timeOf(typedIn(event)) })}
      />
      <span aria-hidden="true">–</span>
      <input
        class="time"
        inputmode="numeric"
        maxlength="5"
        aria-label=${settings.to(day)}
        .value=${live(span.to)}
        @change=${(event: Event) => edit({ to: closingOf(typedIn(event)) })}
      />
      <button
        type="button"
        class="icon-only"
        aria-label=${settings.removeSpan(day, text)}
        title=${settings.removeSpan(day, text)}
        @click=${() => this.form.edit({ spans: removeSpan(spans, span) })}
      >
        ${icon(X)}
      </button>
    </div>`;
  }

  private closedDays() {
    const { settings } = words();
    const { closedDays } = this.form.values.get();
    const edit = (place: number, change: Partial<Hours['closedDays'][number]>) =>
      this.form.edit({
        closedDays: closedDays.map((day, index) => (index === place ? { ...day, ...change } : day)),
      });
    return html`<fieldset>
      <legend>${settings.closedDays}</legend>
      <p class="hint">${closedDays.length === 0 ? settings.noClosedDays : settings.closedDaysHint}</p>
      ${closedDays.map(
        ({ date, name }, place) => html`<div class="closed">
          <input
            type="date"
            aria-label=${settings.date}
            .value=${live(date)}
            @change=${(event: Event) => edit(place, { date: typedIn(event) })}
          />
          <input
            maxlength="60"
            aria-label=${settings.dayName}
            placeholder=${settings.dayName}
            .value=${live(name)}
            @input=${(event: Event) => edit(place, { name: typedIn(event) })}
          />
          <button
            type="button"
            class="icon-only"
            aria-label=${`${words().common.remove} ${name || date}`}
            title=${words().common.remove}
            @click=${() => this.form.edit({ closedDays: closedDays.filter((_, index) => index !== place) })}
          >
            ${icon(X)}
          </button>
        </div>`,
      )}
      ${under('days', this.form.told.get().closedDays)}
      <div>
        <button
          type="button"
          class="quiet"
          @click=${() => this.form.edit({ closedDays: [...closedDays, { date: '', name: '' }] })}
        >
          ${icon(Plus)}${settings.addDay}
        </button>
      </div>
    </fieldset>`;
  }
}

customElements.define('straks-hours-form', HoursFormElement);
