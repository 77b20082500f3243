import { shortage, stretch } from '@straks/shared/staffing/sentences.ts';
import type { NeededDay, StaffingReport } from '@straks/shared/staffing/staffing.protocol.ts';
import { css, html, nothing, svg } from 'lit';
import { Check, CircleAlert, Moon } from 'lucide';
import { language } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { button } from '../ui/button.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import { legendStyles } from '../ui/report.styles.ts';
import { dayOfMonth, longDay, shortDay } from './dates.ts';
import type { Frame, Step } from './steps.ts';
import {
  countMarks,
  frameOf,
  heightOf,
  hourMarks,
  minuteOf,
  neededLine,
  plannedArea,
  shortArea,
  size,
} from './steps.ts';
import { staffingWords } from './words.ts';

type Gap = StaffingReport['gaps'][number];

const stepsOf = ({ quarters }: NeededDay): Step[] =>
  quarters.map(({ clock, needed, planned }) => ({ minute: minuteOf(clock), needed, planned }));

/** The week, day beside day: what is needed as a line over what is planned, and what is missing between them. */
class WeekPlotElement extends Picture {
  static override properties = { report: { attribute: false }, chosen: {} };
  static override styles = [
    base,
    button,
    legendStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      .days {
        display: grid;
        grid-template-columns: repeat(7, minmax(0, 1fr));
        gap: var(--space-5);
        padding-inline-start: var(--space-5);
      }
      .day {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: auto auto auto;
        gap: var(--space-2);
        align-content: start;
        align-items: stretch;
        justify-content: stretch;
        padding: var(--space-2);
        margin: calc(-1 * var(--space-2));
        margin-block: 0;
        border: 1px solid transparent;
        border-radius: var(--radius-panel);
        background: none;
        text-align: start;
        white-space: normal;
        position: relative;
      }
      .day[aria-pressed='true'] {
        background: var(--surface-sunken);
        border-color: var(--line);
      }
      .name {
        display: flex;
        align-items: baseline;
        gap: 0.375rem;
        font-weight: var(--weight-strong);
      }
      .name small {
        color: var(--text-soft);
        font-size: var(--text-s);
        font-weight: var(--weight);
      }
      .plot {
        position: relative;
        block-size: 9rem;
      }
      .plot > svg {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        overflow: visible;
      }
      .grid {
        stroke: var(--line);
      }
      .ground {
        stroke: var(--line-strong);
      }
      .planned {
        fill: var(--tint-strong);
      }
      .needed {
        fill: none;
        stroke: var(--text);
        stroke-width: 1.75;
      }
      .short {
        fill: var(--late-tint);
      }
      .hatch {
        stroke: var(--late);
        stroke-width: 1.25;
      }
      .grid,
      .ground,
      .needed {
        vector-effect: non-scaling-stroke;
        stroke-linejoin: round;
      }
      .counts {
        position: absolute;
        inset-inline-start: -1.125rem;
        color: var(--text-faint);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
        line-height: 1;
        translate: -50% -50%;
      }
      .day:not(:first-child) .counts {
        display: none;
      }
      .shut {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--space-1);
        color: var(--text-faint);
        font-size: var(--text-s);
        text-align: center;
        overflow-wrap: anywhere;
        hyphens: auto;
        border-block-end: 1px solid var(--line);
      }
      .hours {
        position: relative;
        block-size: 1rem;
        color: var(--text-faint);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
      }
      .hours span {
        position: absolute;
        translate: -50% 0;
      }
      .hours span:first-child {
        translate: 0 0;
      }
      .hours span.end {
        translate: -100% 0;
      }
      .note {
        display: flex;
        align-items: flex-start;
        gap: 0.3rem;
        margin-block-start: var(--space-1);
        min-block-size: 2.25rem;
        font-size: var(--text-xs);
        color: var(--text-soft);
        font-weight: var(--weight);
        text-wrap: pretty;
      }
      .note svg.icon {
        inline-size: 0.875rem;
        block-size: 0.875rem;
        margin-block-start: 0.0625rem;
      }
      .note.missing {
        color: var(--late);
        font-weight: var(--weight-medium);
      }
      .note.fine svg.icon {
        color: var(--success);
      }
      @media (max-width: 70rem) {
        .days {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          gap: var(--space-5) var(--space-8);
        }
        .day .counts,
        .day:not(:first-child) .counts {
          display: block;
        }
      }
      @media (max-width: 40rem) {
        .days {
          grid-template-columns: minmax(0, 1fr);
        }
        .plot {
          block-size: 6.5rem;
        }
        .note {
          min-block-size: 0;
        }
      }
      @media (forced-colors: active) {
        .planned {
          fill: GrayText;
        }
        .needed {
          stroke: CanvasText;
        }
        .hatch {
          stroke: Mark;
        }
      }
    `,
  ];

  declare report: StaffingReport;
  declare chosen: string | null;

  override render() {
    const text = staffingWords();
    const { days, gaps } = this.report;
    const frame = frameOf(days.map(stepsOf));
    return html`<ul class="legend" aria-hidden="true">
        <li>
          <svg viewBox="0 0 24 14"><path class="needed" d="M0 9 H9 V4 H24" /></svg>${text.needed}
        </li>
        <li>
          <svg viewBox="0 0 24 14"><rect class="planned" width="24" height="14" rx="3" /></svg>${text.planned}
        </li>
        <li>
          <svg viewBox="0 0 24 14">
            ${hatch('legend', 1)}<rect class="short" width="24" height="14" rx="3" /><rect
              width="24"
              height="14"
              rx="3"
              fill="url(#legend)"
            /></svg
          >${text.short}
        </li>
      </ul>
      <div class="days">
        ${days.map((day) =>
          this.day(
            day,
            gaps.filter(({ date }) => date === day.date),
            frame,
          ),
        )}
      </div>`;
  }

  private day(day: NeededDay, gaps: readonly Gap[], frame: Frame) {
    const steps = stepsOf(day);
    return html`<button
      class="day"
      aria-pressed=${day.date === this.chosen}
      @click=${() => this.tell('choose', day.date)}
    >
      <span class="sr">${longDay(day.date)}. ${pictureSentence(day, gaps)}</span>
      <span class="name" aria-hidden="true">${shortDay(day.date)}<small class="tabular">${dayOfMonth(day.date)}</small></span>
      <span class="plot" aria-hidden="true">
        ${countMarks(frame).map(
          (count) =>
            html`<span class="counts" .style=${`inset-block-start: ${heightOf(count, frame)}%`}>${count}</span>`,
        )}
        ${steps.length > 0 ? plot(steps, frame, day.date) : html`<span class="shut">${icon(Moon)}${shut(day)}</span>`}
      </span>
      <span aria-hidden="true">
        <span class="hours" style="display: block">
          ${hourMarks(frame).map(
            ({ hour, share }) =>
              html`<span class=${share > 0.97 ? 'end' : ''} .style=${`inset-inline-start: ${share * 100}%`}
                >${hour}</span
              >`,
          )}
        </span>
        ${note(day, gaps)}
      </span>
    </button>`;
  }
}

function plot(steps: readonly Step[], frame: Frame, id: string) {
  return html`<svg viewBox=${`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none" aria-hidden="true">
    ${hatch(`h${id}`, 1.6)}
    ${countMarks(frame).map((count) => {
      const height = heightOf(count, frame);
      return svg`<path class="grid" d=${`M0 ${height} H${size.width}`} />`;
    })}
    <path class="planned" d=${plannedArea(steps, frame)} />
    <path class="short" d=${shortArea(steps, frame)} />
    <path d=${shortArea(steps, frame)} fill=${`url(#h${id})`} />
    <path class="ground" d=${`M0 ${size.height} H${size.width}`} />
    <path class="needed" d=${neededLine(steps, frame)} />
  </svg>`;
}

/** Colour alone says nothing to some: what is missing is hatched too. */
const hatch = (id: string, scale: number) => svg`<defs>
  <pattern id=${id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform=${`scale(${scale} 1) rotate(45)`}>
    <path class="hatch" d="M0 0 V5" />
  </pattern>
</defs>`;

function note(day: NeededDay, gaps: readonly Gap[]) {
  const [first, second] = gaps;
  if (first) {
    const more = second ? ' …' : '';
    return html`<span class="note missing"
      >${icon(CircleAlert)}<span>${stretch(first.from, first.to)}: ${shortage(first, language())}${more}</span></span
    >`;
  }
  const isOpen = day.quarters.some(({ needed }) => needed > 0);
  return isOpen
    ? html`<span class="note fine">${icon(Check)}<span>${staffingWords().covered}</span></span>`
    : html`<span class="note">${nothing}</span>`;
}

const shut = ({ closed }: NeededDay): string => {
  const text = staffingWords();
  return closed === null ? text.notOpen : closed || text.closedAllDay;
};

function pictureSentence(day: NeededDay, gaps: readonly Gap[]): string {
  if (day.quarters.length === 0) return shut(day);
  const most = (of: (quarter: NeededDay['quarters'][number]) => number) => Math.max(...day.quarters.map(of));
  const picture = staffingWords().picture(
    most(({ needed }) => needed),
    most(({ planned }) => planned),
  );
  const missing = gaps.map((gap) => `${stretch(gap.from, gap.to)}: ${shortage(gap, language())}.`);
  return [picture, ...missing].join(' ');
}

customElements.define('straks-week-plot', WeekPlotElement);
