import { stretch } from '@straks/shared/staffing/sentences.ts';
import type { NeededDay } from '@straks/shared/staffing/staffing.protocol.ts';
import { css, html, nothing } from 'lit';
import { CircleAlert } from 'lucide';
import { words } from '../language/language.ts';
import { base } from '../ui/base.styles.ts';
import { Picture } from '../ui/element.ts';
import { icon } from '../ui/icon.ts';
import { longDay } from './dates.ts';
import type { Line } from './merged.ts';
import { mergedLines } from './merged.ts';
import { staffingWords } from './words.ts';

/** The numbers of one day; quarter-hours that say the same are one line. */
class DayTableElement extends Picture {
  static override properties = { day: { attribute: false } };
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        align-content: start;
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: var(--space-2) var(--space-3) var(--space-2) 0;
        border-block-end: 1px solid var(--line);
        text-align: end;
        font-weight: var(--weight);
      }
      th:first-child {
        text-align: start;
        white-space: nowrap;
      }
      thead th {
        color: var(--text-soft);
        font-size: var(--text-s);
        font-weight: var(--weight-medium);
        vertical-align: bottom;
      }
      .missing {
        color: var(--late);
        font-weight: var(--weight-medium);
        white-space: nowrap;
      }
      .missing svg.icon {
        display: inline-block;
        inline-size: 0.875rem;
        block-size: 0.875rem;
        vertical-align: -0.125rem;
        margin-inline-end: 0.25rem;
      }
      .fits {
        color: var(--text-soft);
      }
      p {
        color: var(--text-soft);
      }
      @media (max-width: 40rem) {
        th,
        td {
          padding-inline-end: var(--space-1);
          font-size: var(--text-s);
          hyphens: auto;
        }
        .within {
          display: none;
        }
      }
    `,
  ];

  declare day: NeededDay;

  override render() {
    const text = staffingWords();
    const lines = mergedLines(this.day.quarters);
    return html`<h2 id="title">${text.dayTable(longDay(this.day.date))}</h2>
      ${
        lines.length === 0
          ? html`<p>${this.day.closed === null ? text.notOpen : text.closed(this.day.closed)}</p>`
          : html`<table aria-labelledby="title">
              <thead>
                <tr>
                  <th scope="col">${text.time}</th>
                  <th scope="col">${text.chats}</th>
                  <th scope="col">${text.needed}</th>
                  <th scope="col">${text.planned}</th>
                  <th scope="col">${text.missing}</th>
                  <th scope="col" class="within">${text.inTime}</th>
                </tr>
              </thead>
              <tbody>
                ${lines.map(row)}
              </tbody>
            </table>`
      }`;
  }
}

function row(line: Line) {
  return html`<tr>
    <th scope="row">${stretch(line.from, line.to)}</th>
    <td>${chatsText(line.chats)}</td>
    <td>${line.needed}</td>
    <td>${line.planned}</td>
    ${difference(line)}
    <td class="within">${line.withinPercent === null ? '–' : `${line.withinPercent} %`}</td>
  </tr>`;
}

function difference({ needed, planned }: Line) {
  const { shortBy, spare, fits } = staffingWords();
  if (planned < needed)
    return html`<td class="missing">${icon(CircleAlert)}${shortBy(needed - planned)}</td>`;
  return html`<td class="fits">${planned > needed ? spare(planned - needed) : needed > 0 ? fits : nothing}</td>`;
}

const chatsText = (chats: number) =>
  new Intl.NumberFormat(words().time.locale, { maximumFractionDigits: chats < 10 ? 1 : 0 }).format(chats);

customElements.define('straks-day-table', DayTableElement);
