import type { Kept } from '@straks/shared/reports/reports.protocol.ts';
import { html, nothing } from 'lit';
import { count, share, waitsWords } from './words.ts';

export interface Row extends Kept {
  label: string;
}

/** Shares below each other on one scale: how often it held, and between what the truth lies. The picture is the table. */
export function sharesTable(title: string, rows: readonly Row[], hint?: string) {
  const { columns, fewShort, heldOf } = waitsWords();
  return html`<section class="shares">
    <h2>${title}</h2>
    ${hint ? html`<p class="hint">${hint}</p>` : nothing}
    <table>
      <thead class="sr">
        <tr>
          <th scope="col">${title}</th>
          <th scope="col">${columns.held}</th>
          <th scope="col">${columns.people}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr class=${row.few ? 'few' : ''}>
            <th scope="row">${row.label}</th>
            <td class="held">
              <span class="track" aria-hidden="true">${track(row)}</span>
              <span class="value" aria-hidden="true">${row.percent === null ? '–' : share(row.percent)}</span>
              <span class="sr">
                ${row.percent === null ? '–' : heldOf(share(row.percent), share(row.low), share(row.high))}
                ${row.few ? `(${fewShort})` : nothing}
              </span>
            </td>
            <td class="people">${count(row.told)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** The promise is a line at 80, the truth lies within the bar, the dot is what was seen. */
export function track({ percent, low, high }: Kept) {
  return html`<i class="goal"></i>${
    percent === null
      ? nothing
      : html`<i class="range" .style=${`inset-inline: ${low}% ${100 - high}%`}></i
          ><i class="dot" .style=${`inset-inline-start: ${percent}%`}></i>`
  }`;
}
