import type { WaitsReport } from '@straks/shared/reports/reports.protocol.ts';
import { css, html, nothing, svg } from 'lit';
import { base } from '../ui/base.styles.ts';
import { Picture } from '../ui/element.ts';
import { legendStyles } from '../ui/report.styles.ts';
import type { Scale } from './scale.ts';
import { beside, longest, scaleTo } from './scale.ts';
import { count, length, share, waitsWords } from './words.ts';

/** Everybody a dot: what she was told from left to right, what she lived from below to above. */
class ToldPlotElement extends Picture {
  static override properties = { report: { attribute: false } };
  static override styles = [
    base,
    legendStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      figure {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        grid-template-rows: auto auto auto;
        gap: var(--space-2);
      }
      .plot {
        position: relative;
        grid-area: 1 / 2;
        block-size: clamp(17rem, 44vw, 27rem);
        border-radius: var(--radius-s);
      }
      .plot > svg {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        overflow: visible;
      }
      .area {
        fill: var(--success-tint);
      }
      .above {
        fill: var(--late-tint);
        opacity: 0.6;
      }
      path {
        vector-effect: non-scaling-stroke;
      }
      .grid {
        stroke: var(--line);
        fill: none;
      }
      .promise {
        stroke: var(--text-soft);
        stroke-width: 1.5;
        stroke-dasharray: 5 4;
        fill: none;
      }
      .eight {
        stroke: var(--text);
        stroke-width: 2.25;
        fill: none;
        stroke-linejoin: round;
        stroke-linecap: round;
      }
      .dots {
        stroke-linecap: round;
        fill: none;
      }
      .served {
        stroke: var(--accent);
        stroke-width: 6;
        opacity: 0.5;
      }
      .ring {
        stroke: var(--waiting);
        stroke-width: 7.5;
      }
      .hole {
        stroke: var(--surface);
        stroke-width: 4;
      }
      .mark {
        stroke: var(--text);
        stroke-width: 7;
      }
      .side {
        position: absolute;
        padding: var(--space-2) var(--space-3);
        font-size: var(--text-s);
        font-weight: var(--weight-medium);
      }
      .sooner {
        inset-block-end: 0;
        inset-inline-end: 0;
        color: var(--success);
      }
      .later {
        inset-block-start: 0;
        inset-inline-start: 0;
        color: var(--late);
      }
      .ticks {
        position: relative;
        color: var(--text-faint);
        font-size: var(--text-xs);
        font-variant-numeric: tabular-nums;
        line-height: 1;
      }
      .ticks span {
        position: absolute;
        white-space: nowrap;
      }
      .left {
        grid-area: 1 / 1;
        inline-size: 3.25rem;
      }
      .left span {
        inset-inline-end: 0;
        translate: 0 50%;
      }
      .below {
        grid-area: 2 / 2;
        block-size: 1rem;
      }
      .below span {
        translate: -50% 0;
      }
      .below span.end {
        translate: -100% 0;
      }
      .axis {
        color: var(--text-soft);
        font-size: var(--text-s);
      }
      .lived {
        padding-inline-start: 0;
      }
      .said {
        grid-area: 3 / 2;
        text-align: end;
      }
      @media (max-width: 40rem) {
        .plot {
          block-size: 19rem;
        }
      }
      @media (forced-colors: active) {
        .served,
        .ring,
        .mark,
        .eight {
          stroke: CanvasText;
        }
        .hole {
          stroke: Canvas;
        }
        .promise,
        .grid {
          stroke: GrayText;
        }
      }
    `,
  ];

  declare report: WaitsReport;

  override render() {
    const text = waitsWords();
    const { points, byTold, first } = this.report;
    const scale = scaleTo(longest(points));
    const eight = byTold.filter(({ few, lived80Ms }) => !few && lived80Ms !== null);
    const left = points.filter(({ served }) => !served);
    return html`${legend(left.length > 0, eight.length > 0)}
      <p class="axis lived" aria-hidden="true">${text.axisLived}</p>
      <figure role="img" aria-label=${text.picture(count(points.length), share(first.percent ?? 0))}>
        <div class="ticks left" aria-hidden="true">
          ${scale.ticks.map((tick) => html`<span .style=${`inset-block-end: ${percent(scale.at(tick))}`}>${length(tick)}</span>`)}
        </div>
        <div class="plot" aria-hidden="true">
          ${this.drawn(scale, eight)}
          <span class="side later">${text.broken}</span>
          <span class="side sooner">${text.kept}</span>
        </div>
        <div class="ticks below" aria-hidden="true">
          ${scale.ticks.map(
            (tick) =>
              html`<span
                class=${scale.at(tick) > 0.97 ? 'end' : ''}
                .style=${`inset-inline-start: ${percent(scale.at(tick))}`}
                >${length(tick)}</span
              >`,
          )}
        </div>
        <p class="axis said" aria-hidden="true">${text.axisTold}</p>
      </figure>`;
  }

  private drawn(scale: Scale, eight: WaitsReport['byTold']) {
    const { points } = this.report;
    const dots = (served: boolean) =>
      points
        .map((point, place) => ({ ...point, place }))
        .filter((point) => point.served === served)
        .map(({ withinMs, livedMs, place }) => dot(scale, withinMs, livedMs, beside(place)))
        .join('');
    const real = eight.map(({ withinMs, lived80Ms }) => xy(scale, withinMs, lived80Ms ?? 0));
    return html`<svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
      <path class="above" d="M0 1000 V0 H1000 Z" />
      <path class="area" d="M0 1000 H1000 V0 Z" />
      ${scale.ticks.map((tick) => {
        const at = Math.round(1000 * scale.at(tick));
        return svg`<path class="grid" d=${`M0 ${1000 - at} H1000 M${at} 0 V1000`} />`;
      })}
      <path class="promise" d="M0 1000 L1000 0" />
      <path class="dots served" d=${dots(true)} />
      <path class="dots ring" d=${dots(false)} />
      <path class="dots hole" d=${dots(false)} />
      ${
        real.length === 0
          ? nothing
          : svg`<path class="eight" d=${`M${real.join(' L')}`} />
              <path class="dots mark" d=${real.map((one) => `M${one}h0`).join('')} />`
      }
    </svg>`;
  }
}

const percent = (part: number) => `${(100 * part).toFixed(2)}%`;

const xy = (scale: Scale, toldMs: number, livedMs: number) =>
  `${Math.round(1000 * scale.at(toldMs))} ${Math.round(1000 * (1 - scale.at(livedMs)))}`;

/** A line of no length with round ends is a dot that stays round however the picture is stretched. */
function dot(scale: Scale, toldMs: number, livedMs: number, aside: number): string {
  const x = Math.round(1000 * Math.min(1, Math.max(0, scale.at(toldMs) + aside)));
  return `M${x} ${Math.round(1000 * (1 - scale.at(livedMs)))}h0`;
}

function legend(someLeft: boolean, eight: boolean) {
  const text = waitsWords();
  const item = (drawn: unknown, said: string) =>
    html`<li><svg viewBox="0 0 24 14">${drawn}</svg>${said}</li>`;
  return html`<ul class="legend" aria-hidden="true">
    ${item(svg`<path class="dots served" d="M12 7h0" />`, text.legendServed)}
    ${someLeft ? item(svg`<path class="dots ring" d="M12 7h0" /><path class="dots hole" d="M12 7h0" />`, text.legendLeft) : nothing}
    ${item(svg`<path class="promise" d="M0 7 H24" />`, text.legendPromise)}
    ${eight ? item(svg`<path class="eight" d="M0 7 H24" /><path class="dots mark" d="M12 7h0" />`, text.legendEight) : nothing}
  </ul>`;
}

customElements.define('straks-told-plot', ToldPlotElement);
