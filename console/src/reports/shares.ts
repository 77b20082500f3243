import type { Kept, Left } from '@straks/shared/reports/reports.protocol.ts';
import { html, nothing } from 'lit';
import { count, share, waitsWords } from './words.ts';

/** A part of some people, and between what the true part lies. */
export interface Share {
  percent: number | null;
  low: number;
  high: number;
  few: boolean;
}

export interface Row extends Share {
  label: string;
  people: number;
}

/** Shares below each other on one scale, and between what the truth lies. The picture is the table. */
function table(
  title: string,
  column: string,
  rows: readonly Row[],
  kind: 'held' | 'left',
  hint?: string,
  upTo = 100,
) {
  const { columns, fewShort, heldOf } = waitsWords();
  return html`<section class=${`shares ${kind}`}>
    <h2>${title}</h2>
    ${hint ? html`<p class="hint">${hint}</p>` : nothing}
    <table>
      <thead class="sr">
        <tr>
          <th scope="col">${title}</th>
          <th scope="col">${column}</th>
          <th scope="col">${columns.people}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr class=${row.few ? 'few' : ''}>
            <th scope="row">${row.label}</th>
            <td class="held">
              <span class="track" aria-hidden="true">${track(onScale(row, upTo), kind === 'held')}</span>
              <span class="value" aria-hidden="true">${row.percent === null ? '–' : share(row.percent)}</span>
              <span class="sr">
                ${row.percent === null ? '–' : heldOf(share(row.percent), share(row.low), share(row.high))}
                ${row.few ? `(${fewShort})` : nothing}
              </span>
            </td>
            <td class="people">${count(row.people)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** How often it held. */
export const sharesTable = (title: string, rows: readonly (Kept & { label: string })[], hint?: string) =>
  table(
    title,
    waitsWords().columns.held,
    rows.map((row) => ({ ...row, people: row.told })),
    'held',
    hint,
  );

/** How many of those who came gave up; the lines end at `upTo`. */
export const leftTable = (
  title: string,
  rows: readonly (Left & { label: string })[],
  upTo: number,
  hint?: string,
) =>
  table(
    title,
    waitsWords().columns.left,
    rows.map((row) => ({ ...row, people: row.came })),
    'left',
    hint,
    upTo,
  );

/** Few give up: so that they can be told apart, the lines end at the next round number. */
export function endOfScale(rows: readonly Share[]): number {
  const highest = Math.max(0, ...rows.filter(({ few }) => !few).map(({ high }) => high));
  return [10, 25, 50].find((end) => highest <= end) ?? 100;
}

const onScale = ({ percent, low, high, few }: Share, upTo: number): Share => {
  const on = (value: number) => Math.min(100, (100 * value) / upTo);
  return { percent: percent === null ? null : on(percent), low: on(low), high: on(high), few };
};

/** The promise is a line at 80, the truth lies within the bar, the dot is what was seen. */
export function track({ percent, low, high }: Share, hasGoal = true) {
  return html`${hasGoal ? html`<i class="goal"></i>` : nothing}${
    percent === null
      ? nothing
      : html`<i class="range" .style=${`inset-inline: ${low}% ${100 - high}%`}></i
          ><i class="dot" .style=${`inset-inline-start: ${percent}%`}></i>`
  }`;
}
