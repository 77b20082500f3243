import type { Me } from '@straks/shared/auth/auth.protocol.ts';
import { gapSentence } from '@straks/shared/staffing/sentences.ts';
import type { StaffingReport } from '@straks/shared/staffing/staffing.protocol.ts';
import type { PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import { ChartSpline, ChevronLeft, ChevronRight, CircleCheck, Download, Info } from 'lucide';
import type { Api } from '../connection/api.ts';
import { addressOf } from '../connection/api.ts';
import { language, words } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { field } from '../ui/field.styles.ts';
import { icon } from '../ui/icon.ts';
import { emptyStyles } from '../ui/report.styles.ts';
import { daysBetween, weekNumber } from './dates.ts';
import { pageStyles } from './page.styles.ts';
import type { Loaded, Staffing } from './staffing.model.ts';
import { createStaffing } from './staffing.model.ts';
import { about, staffingWords, within } from './words.ts';
import './day-table.element.ts';
import './shift-dialog.element.ts';
import './shift-grid.element.ts';
import './target-dialog.element.ts';
import './week-plot.element.ts';

const mostSentences = 6;

/** A week: what it needs, what is planned, where somebody is missing, and the shifts themselves. */
class StaffingElement extends Picture {
  static override properties = { api: { attribute: false }, me: { attribute: false }, week: {} };
  static override styles = [base, button, field, emptyStyles, pageStyles];

  declare api: Api;
  declare me: Me;
  /** As "2026-W48"; null is this week. */
  declare week: string | null;
  #staffing: Staffing | null = null;

  override willUpdate(changed: PropertyValues<this>) {
    this.#staffing ??= createStaffing({ api: this.api, role: this.me.role });
    if (changed.has('week')) void this.#staffing.show(this.week ?? null);
  }

  override render() {
    const staffing = this.#staffing;
    if (!staffing) return nothing;
    const state = staffing.state.get();
    const { common, refusals } = words();
    const text = staffingWords();
    switch (state.kind) {
      case 'loading':
        return html`<div class="page"><h1>${text.title}</h1><p role="status">${common.loading}</p></div>`;
      case 'refused':
        return html`<div class="page">
          <h1>${text.title}</h1>
          <div class="part" role="alert">
            <p>${text.couldNotLoad} ${refusals[state.refusal.code]}</p>
            <div><button class="quiet" @click=${() => void staffing.show(this.week)}>${common.retry}</button></div>
          </div>
        </div>`;
      case 'loaded':
        return this.loaded(staffing, state);
    }
  }

  private loaded(staffing: Staffing, { plan, report }: Loaded) {
    return html`<div class="page">
        ${header(plan, report && whose(staffing, report))}
        ${report ? need(staffing, report) : nothing}
        <straks-shift-grid .staffing=${staffing}></straks-shift-grid>
      </div>
      <straks-shift-dialog .staffing=${staffing}></straks-shift-dialog>
      <straks-target-dialog .staffing=${staffing}></straks-target-dialog>`;
  }
}

function header({ week, previous, next, current, days }: Loaded['plan'], choice: unknown) {
  const text = staffingWords();
  const [first = '', last = ''] = [days[0]?.date, days.at(-1)?.date];
  return html`<header>
    <h1>${text.title}</h1>
    ${choice ?? nothing}
    <nav class="weeks" aria-label=${text.week(weekNumber(week))}>
      <a class="button icon-only" href=${`#/staffing/${previous}`} aria-label=${text.previous} title=${text.previous}
        >${icon(ChevronLeft)}</a
      >
      <p aria-live="polite"><strong>${text.week(weekNumber(week))}</strong><span>${daysBetween(first, last)}</span></p>
      <a class="button icon-only" href=${`#/staffing/${next}`} aria-label=${text.next} title=${text.next}
        >${icon(ChevronRight)}</a
      >
      ${week === current ? nothing : html`<a class="button quiet" href="#/staffing">${text.thisWeek}</a>`}
    </nav>
  </header>`;
}

/** Whose need is shown; a site with one department has nothing to choose. */
function whose(staffing: Staffing, { departments, departmentId }: StaffingReport) {
  const text = staffingWords();
  if (departments.length < 2) return nothing;
  const chosen = (event: Event) => (event.target as HTMLSelectElement).value || null;
  return html`<label class="whose"
    ><span class="sr">${text.department}</span>
    <select @change=${(event: Event) => void staffing.ofDepartment(chosen(event))}>
      <option value="" ?selected=${departmentId === null}>${text.everyDepartment}</option>
      ${departments.map(
        ({ id, name }) => html`<option value=${id} ?selected=${id === departmentId}>${name}</option>`,
      )}
    </select></label
  >`;
}

function need(staffing: Staffing, report: StaffingReport) {
  const text = staffingWords();
  if (report.basis.enough === 'none') {
    return html`<section class="empty">
      ${icon(ChartSpline)}
      <h2>${text.none}</h2>
      <p>${text.noneHint}</p>
      <p class="goal">${goal(staffing, report)}</p>
    </section>`;
  }
  const day = report.days.find(({ date }) => date === staffing.day.get());
  return html`<div class="summary">${reached(staffing, report)} ${missing(staffing, report)}</div>
    <section class="part" aria-labelledby="plot">
      <div class="head">
        <div>
          <h2 id="plot">${text.plot}</h2>
          <p class="hint">${text.plotHint} ${report.departmentId === null ? nothing : text.membersOnly}</p>
        </div>
        <a class="button quiet" download href=${addressOf('GET /api/reports/staffing.csv', {
          query: { week: report.week, ...(report.departmentId && { departmentId: report.departmentId }) },
        })}
          >${icon(Download)}${text.csv}</a
        >
      </div>
      <straks-week-plot
        .report=${report}
        .chosen=${staffing.day.get()}
        @choose=${({ detail }: CustomEvent<string>) => staffing.day.set(detail)}
      ></straks-week-plot>
    </section>
    ${day ? html`<straks-day-table .day=${day}></straks-day-table>` : nothing}`;
}

function reached(staffing: Staffing, report: StaffingReport) {
  const text = staffingWords();
  const { basis, target, withinPercent } = report;
  const how = text.basisWork(about(basis.workMs), about(basis.patienceMs), basis.capacity);
  return html`<section class="reach">
    <p class="large">
      ${withinPercent === null ? text.reachNothing : text.reach(withinPercent, within(target.withinMs))}
    </p>
    <p class="goal">${goal(staffing, report)}</p>
    ${basis.enough === 'few' ? html`<p class="few">${icon(Info)}<span>${text.few}</span></p>` : nothing}
    <p class="hint">${text.basis(basis.weeks, basis.chats.toLocaleString(words().time.locale))} ${how}</p>
  </section>`;
}

function goal(staffing: Staffing, { target }: StaffingReport) {
  const text = staffingWords();
  return html`<span>${text.target(target.percent, within(target.withinMs))}</span>
    ${
      staffing.maySetTarget
        ? html`<button class="small quiet" @click=${() => staffing.openTarget()}>${text.changeTarget}</button>`
        : nothing
    }`;
}

function missing(staffing: Staffing, { gaps }: StaffingReport) {
  const text = staffingWords();
  if (gaps.length === 0) {
    return html`<section class="missing none">
      <h2>${icon(CircleCheck)}${text.enough}</h2>
      <p class="hint">${text.enoughHint}</p>
    </section>`;
  }
  const more = gaps.length - mostSentences;
  return html`<section class="missing">
    <h2>${text.shortTitle}</h2>
    <ul>
      ${gaps.slice(0, mostSentences).map(
        (gap) =>
          html`<li>
              <button @click=${() => staffing.day.set(gap.date)}>${gapSentence(gap, language())}</button>
            </li>`,
      )}
    </ul>
    ${more > 0 ? html`<p class="hint">${text.moreGaps(more)}</p>` : nothing}
  </section>`;
}

customElements.define('straks-staffing', StaffingElement);
