import type { WaitsReport } from '@straks/shared/reports/reports.protocol.ts';
import { html, nothing } from 'lit';
import { ChartScatter, CircleAlert, CircleCheck, Download, Info, TrendingDown } from 'lucide';
import type { Api } from '../connection/api.ts';
import { addressOf } from '../connection/api.ts';
import { words } from '../language/language.ts';
import { longDay } from '../staffing/dates.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { icon } from '../ui/icon.ts';
import { emptyStyles } from '../ui/report.styles.ts';
import { pageStyles } from './page.styles.ts';
import { endOfScale, leftTable, sharesTable, track } from './shares.ts';
import type { Waits } from './waits.model.ts';
import { createWaits, daysIn, spans, verdictOf } from './waits.model.ts';
import { count, length, share, waitsWords } from './words.ts';
import './told-plot.element.ts';

/** What visitors were told of their wait, held against what they lived. */
class WaitsElement extends Picture {
  static override properties = { api: { attribute: false } };
  static override styles = [base, button, field, emptyStyles, pageStyles];

  declare api: Api;
  #waits: Waits | null = null;

  override willUpdate() {
    if (this.#waits) return;
    this.#waits = createWaits(this.api);
    void this.#waits.show({});
  }

  override render() {
    const waits = this.#waits;
    if (!waits) return nothing;
    const state = waits.state.get();
    const { common, refusals } = words();
    const text = waitsWords();
    switch (state.kind) {
      case 'loading':
        return html`<div class="page"><h1>${text.title}</h1><p role="status">${common.loading}</p></div>`;
      case 'refused':
        return html`<div class="page">
          <h1>${text.title}</h1>
          <div class="part" role="alert">
            <p>${text.couldNotLoad} ${refusals[state.refusal.code]}</p>
            <div><button class="quiet" @click=${() => void waits.again()}>${common.retry}</button></div>
          </div>
        </div>`;
      case 'loaded': {
        const { report } = state;
        return html`<div class="page" aria-busy=${waits.busy.get()}>
          ${header(waits, report)}
          ${report.first.told === 0 && report.waits.came === 0 ? empty() : whole(waits, report)}
        </div>`;
      }
    }
  }
}

function header(waits: Waits, report: WaitsReport) {
  const text = waitsWords();
  const { from, to, departments, departmentId } = report;
  const shown = daysIn(report);
  const chosen = (event: Event) => (event.target as HTMLInputElement).value;
  return html`<header>
    <h1>${text.title}</h1>
    <div class="filters">
      <div class="choice" role="group" aria-label=${text.period}>
        ${spans.map(
          (days) =>
            html`<button aria-pressed=${shown === days} @click=${() => void waits.showLast(days, to)}>
              ${text.days(days)}
            </button>`,
        )}
      </div>
      <label
        >${text.from}
        <input
          type="date"
          .value=${from}
          max=${to}
          @change=${(event: Event) => chosen(event) && void waits.change({ from: chosen(event), to })}
      /></label>
      <label
        >${text.to}
        <input
          type="date"
          .value=${to}
          min=${from}
          @change=${(event: Event) => chosen(event) && void waits.change({ from, to: chosen(event) })}
      /></label>
      ${
        departments.length < 2
          ? nothing
          : html`<label
              >${text.department}
              <select @change=${(event: Event) => void waits.ofDepartment(chosen(event) || null)}>
                <option value="" ?selected=${departmentId === null}>${text.everyDepartment}</option>
                ${departments.map(
                  ({ id, name }) =>
                    html`<option value=${id} ?selected=${id === departmentId}>${name}</option>`,
                )}
              </select></label
            >`
      }
    </div>
  </header>`;
}

function empty() {
  const text = waitsWords();
  return html`<section class="empty">${icon(ChartScatter)}
    <h2>${text.none}</h2>
    <p>${text.noneHint}</p>
  </section>`;
}

function whole(waits: Waits, report: WaitsReport) {
  const text = waitsWords();
  const shares = (rows: readonly (WaitsReport['first'] & { label: string })[]) => rows;
  const days = shares(report.overTime.map((one) => ({ ...one, label: dayLabel(one.date, report.steps) })));
  const weekdays = shares(report.byWeekday.map((one) => ({ ...one, label: weekdayName(one.weekday) })));
  const byHour = shares(report.byHour.map((one) => ({ ...one, label: hours(one.hour) })));
  const departments = shares(
    report.byDepartment.map((one) => ({ ...one, label: one.name || text.goneDepartment })),
  );
  return html`<div class=${waits.busy.get() ? 'summary busy' : 'summary'}>${verdict(report)} ${facts(report)}</div>
    ${report.first.told === 0 ? nothing : plot(waits, report)}
    ${
      report.first.told === 0
        ? nothing
        : html`<div class="columns">
            <div>
              ${departments.length > 1 ? sharesTable(text.byDepartment, departments) : nothing}
              ${sharesTable(text.byWeekday, weekdays)}
              ${sharesTable(text.byHour, byHour, text.hours(report.zone))}
            </div>
            <div>${sharesTable(report.steps === 'day' ? text.overTime : text.overWeeks, days)}</div>
          </div>`
    }
    ${report.gaveUp.count === 0 ? nothing : gaveUpParts(report)} ${corrections(report)}`;
}

/** Where and when people left by themselves. */
function gaveUpParts({ gaveUp, zone }: WaitsReport) {
  const text = waitsWords();
  const departments = gaveUp.byDepartment.map((one) => ({ ...one, label: one.name || text.goneDepartment }));
  const upTo = endOfScale([...gaveUp.byHour, ...gaveUp.byDepartment]);
  return html`<section class="part" aria-labelledby="gave-up">
    <div class="head">
      <div>
        <h2 id="gave-up">${text.whoGaveUp}</h2>
        <p class="hint">${text.whoGaveUpHint} ${upTo === 100 ? nothing : text.linesEnd(upTo)}</p>
      </div>
    </div>
    <div class="columns">
      <div>
        ${leftTable(
          text.byHour,
          gaveUp.byHour.map((one) => ({ ...one, label: hours(one.hour) })),
          upTo,
          text.hours(zone),
        )}
      </div>
      ${departments.length > 1 ? html`<div>${leftTable(text.byDepartment, departments, upTo)}</div>` : nothing}
    </div>
  </section>`;
}

const verdictIcons = { good: CircleCheck, short: CircleAlert, long: TrendingDown, few: Info };

function verdict({ first, all }: WaitsReport) {
  const text = waitsWords();
  const says = verdictOf(first);
  const { percent, low, high, told, unknown } = first;
  return html`<section class="verdict">
    <p class="large">${percent === null ? text.rightNone : text.right(share(percent))}</p>
    <div class="scale" aria-hidden="true">
      <span class="track">${track(first)}</span>
      <span class="marks"
        ><span>0</span><span class="eighty" style="inset-inline-start: 80%">${text.goal}</span><span>100</span></span
      >
    </div>
    <p class=${`says ${says}`}>${icon(verdictIcons[says])}<span>${text.verdicts[says]}</span></p>
    <p class="hint">
      ${percent === null ? nothing : text.surely(share(low), share(high))} ${text.told(count(told))}
      ${unknown > 0 ? text.unknown(count(unknown)) : nothing}
      ${all.percent === null || all.told === told ? nothing : text.all(share(all.percent), count(all.told))}
    </p>
  </section>`;
}

function facts({ waits, firstAnswer, gaveUp }: WaitsReport) {
  const text = waitsWords();
  const spread = ({ medianMs, p90Ms }: { medianMs: number | null; p90Ms: number | null }) =>
    medianMs === null
      ? text.cannotKnow
      : `${text.half(length(medianMs))}${p90Ms === null ? '' : `, ${text.nine(length(p90Ms))}`}.`;
  const { medianMs, p90Ms, percent, turnKnown, inTime, laterMedianMs } = gaveUp;
  return html`<section class="facts">
    <dl>
      <div>
        <dt>${text.waited}</dt>
        <dd>${spread(waits)}</dd>
      </div>
      <div>
        <dt>${text.firstAnswer}</dt>
        <dd>${spread(firstAnswer)}</dd>
      </div>
      <div>
        <dt>${text.gaveUp}</dt>
        <dd>
          ${gaveUp.count === 0 ? text.nobodyGaveUp : `${text.gaveUpShare(count(gaveUp.count), share(percent ?? 0))}.`}
          ${
            medianMs === null
              ? nothing
              : `${text.gaveUpAfter(length(medianMs))}${p90Ms === null ? '' : `, ${text.nineAfter(length(p90Ms))}`}.`
          }
        </dd>
        ${instead(gaveUp) ? html`<dd>${instead(gaveUp)}</dd>` : nothing}
        ${
          turnKnown === 0
            ? nothing
            : html`<dd>
                ${text.inTime(inTime, turnKnown)}
                ${laterMedianMs === null ? nothing : text.later(length(laterMedianMs))}
              </dd>`
        }
      </div>
      ${
        waits.sentAway === 0
          ? nothing
          : html`<div>
              <dt>${text.sentAway}</dt>
              <dd>${text.sentAwayCount(waits.sentAway)}</dd>
            </div>`
      }
    </dl>
    ${waits.gaveUp > 0 ? html`<p class="hint">${text.asLeft}</p>` : nothing}
  </section>`;
}

/** What those did who did not just go. */
function instead({ message, call, missed }: WaitsReport['gaveUp']): string {
  const text = waitsWords();
  const parts = [
    message > 0 && text.leftMessage(message),
    call > 0 && text.askedForCall(call),
    missed > 0 && text.missedCall(missed),
  ].filter((part) => part !== false);
  if (parts.length === 0) return '';
  const list = new Intl.ListFormat(words().time.locale, { type: 'conjunction' }).format(parts);
  return `${text.ofThem} ${list}.`;
}

function plot(waits: Waits, report: WaitsReport) {
  const text = waitsWords();
  const query = waits.asked();
  return html`<section class="part" aria-labelledby="plot">
    <div class="head">
      <div>
        <h2 id="plot">${text.plot}</h2>
        <p class="hint">${text.plotHint}</p>
      </div>
      <div class="choice" role="group" aria-label=${text.tellings}>
        ${(['first', 'all'] as const).map(
          (tellings) =>
            html`<button aria-pressed=${report.tellings === tellings} @click=${() => void waits.change({ tellings })}>
              ${tellings === 'first' ? text.onJoining : text.everyTime}
            </button>`,
        )}
      </div>
      <a class="button quiet" download href=${addressOf('GET /api/reports/waits.csv', { query })}
        >${icon(Download)}${text.csv}</a
      >
    </div>
    <straks-told-plot .report=${report}></straks-told-plot>
    <details>
      <summary>${text.asTable}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${text.asTable}>${numbers(report)}</div>
    </details>
  </section>`;
}

function numbers({ byTold }: WaitsReport) {
  const { columns } = waitsWords();
  const lived = (ms: number | null) => (ms === null ? '–' : length(ms));
  return html`<table class="numbers">
    <thead>
      <tr>
        ${[columns.told, columns.people, columns.held, columns.between, columns.half, columns.eight].map(
          (column) => html`<th scope="col">${column}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${byTold.map(
        ({
          withinMs,
          told,
          percent,
          low,
          high,
          few,
          livedMedianMs,
          lived80Ms,
        }) => html`<tr class=${few ? 'few' : ''}>
          <th scope="row">${length(withinMs)}</th>
          <td>${count(told)}</td>
          <td>${percent === null ? '–' : share(percent)}</td>
          <td>${share(low)}–${share(high)}</td>
          <td>${lived(livedMedianMs)}</td>
          <td>${lived(lived80Ms)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function corrections({ corrections }: WaitsReport) {
  const text = waitsWords();
  const signed = (percent: number) =>
    (percent / 100).toLocaleString(words().time.locale, { style: 'percent', signDisplay: 'exceptZero' });
  return html`<section class="part" aria-labelledby="corrections">
    <div class="head">
      <div>
        <h2 id="corrections">${text.correction}</h2>
        <p class="hint">${text.correctionHint}</p>
      </div>
    </div>
    <dl class="corrections">
      ${corrections.map(
        ({ line, percent }) => html`<div><dt>${text.lines[line]}</dt><dd>${signed(percent)}</dd></div>`,
      )}
    </dl>
  </section>`;
}

const hour = (of: number) => String(of % 24).padStart(2, '0');
const hours = (from: number) => `${hour(from)}–${hour(from + 1)}`;

/** The seventh of January 2024 was a Sunday. */
const weekdayName = (weekday: number) =>
  longDay(`2024-01-${String(7 + weekday).padStart(2, '0')}`).split(/[ ,]/, 1)[0] ?? '';

function dayLabel(date: string, steps: WaitsReport['steps']): string {
  const day = new Intl.DateTimeFormat(words().time.locale, {
    ...(steps === 'day' && { weekday: 'short' }),
    ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
  }).format(Date.parse(`${date}T12:00Z`));
  return steps === 'day' ? day : waitsWords().week(day);
}

customElements.define('straks-waits', WaitsElement);
