import { css } from 'lit';

export const pageStyles = css`
  :host {
    display: block;
    block-size: 100%;
    overflow-y: auto;
    background: var(--surface);
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-10);
    max-inline-size: 76rem;
    margin-inline: auto;
    padding: var(--space-8) var(--space-8) var(--space-16);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: var(--space-4);
  }
  h1 {
    min-block-size: var(--control-height);
    display: flex;
    align-items: center;
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--space-3);
  }
  .filters label {
    display: grid;
    gap: var(--space-1);
    color: var(--text-soft);
    font-size: var(--text-s);
  }
  .filters input,
  .filters select {
    inline-size: auto;
    max-inline-size: 16rem;
  }
  .choice {
    display: flex;
    border: 1px solid var(--line);
    border-radius: var(--radius-control);
    background: var(--surface-raised);
    padding: 0.125rem;
  }
  .choice button {
    min-block-size: calc(var(--control-height) - 0.375rem);
    border-radius: calc(var(--radius-control) - 0.125rem);
    color: var(--text-soft);
  }
  .choice button[aria-pressed='true'] {
    background: var(--tint);
    color: var(--accent);
  }
  a.button {
    text-decoration: none;
  }
  .part {
    display: grid;
    gap: var(--space-5);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: var(--space-3);
  }
  .head > div:not(.choice) {
    flex: 1 1 16rem;
    display: grid;
    gap: var(--space-1);
    max-inline-size: 46rem;
  }
  .head .choice {
    flex: none;
  }
  .hint {
    color: var(--text-soft);
    font-size: var(--text-s);
    text-wrap: pretty;
  }
  .busy {
    opacity: 0.6;
    transition: opacity var(--motion-fast) var(--ease-out);
  }
  .summary {
    display: grid;
    grid-template-columns: minmax(0, 5fr) minmax(0, 4fr);
    gap: var(--space-8);
    padding: var(--space-6);
    border: 1px solid var(--line);
    border-radius: var(--radius-panel);
    background: var(--surface-sunken);
  }
  .verdict,
  .facts {
    display: grid;
    gap: var(--space-3);
    align-content: start;
  }
  .large {
    font-size: var(--text-2xl);
    line-height: var(--leading-tight);
    font-weight: var(--weight-strong);
    letter-spacing: -0.018em;
    text-wrap: balance;
    font-variant-numeric: tabular-nums;
  }
  .verdict .says {
    display: flex;
    gap: var(--space-2);
    align-items: flex-start;
    font-weight: var(--weight-medium);
  }
  .good svg.icon {
    color: var(--success);
  }
  .short {
    color: var(--late);
  }
  .says.few {
    color: var(--waiting);
  }
  .scale {
    display: grid;
    gap: var(--space-1);
    margin-block: var(--space-2);
  }
  .scale .track {
    block-size: 1.75rem;
  }
  .scale .track .dot {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }
  .scale .track .range {
    block-size: 0.625rem;
  }
  .scale .marks {
    position: relative;
    block-size: 1rem;
    color: var(--text-faint);
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
  }
  .scale .marks span {
    position: absolute;
    translate: -50% 0;
    white-space: nowrap;
  }
  .scale .marks span:first-child {
    translate: 0 0;
  }
  .scale .marks span:last-child {
    inset-inline-end: 0;
    translate: 0 0;
  }
  .scale .marks .eighty {
    translate: -80% 0;
    color: var(--text-soft);
    font-weight: var(--weight-medium);
  }
  .facts {
    border-inline-start: 1px solid var(--line);
    padding-inline-start: var(--space-8);
    gap: var(--space-4);
  }
  .facts dl {
    display: grid;
    gap: var(--space-4);
  }
  .facts dt {
    color: var(--text-soft);
    font-size: var(--text-s);
  }
  .facts dd {
    font-weight: var(--weight-medium);
    font-variant-numeric: tabular-nums;
    text-wrap: pretty;
  }
  .facts dd + dd {
    font-weight: var(--weight);
    color: var(--text-soft);
    font-size: var(--text-s);
  }
  .track {
    position: relative;
    display: block;
    block-size: 1.25rem;
  }
  .track::before {
    content: '';
    position: absolute;
    inset-inline: 0;
    inset-block-start: 50%;
    block-size: 1px;
    background: var(--line);
  }
  .track .goal {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 80%;
    inline-size: 0;
    border-inline-start: 1.5px dashed var(--text-faint);
    translate: -50% 0;
  }
  .track .range {
    position: absolute;
    inset-block-start: 50%;
    block-size: 0.4375rem;
    translate: 0 -50%;
    border-radius: var(--radius-full);
    background: color-mix(in oklab, var(--accent) 32%, var(--surface));
  }
  .track .dot {
    position: absolute;
    inset-block-start: 50%;
    inline-size: 0.6875rem;
    block-size: 0.6875rem;
    translate: -50% -50%;
    border-radius: 50%;
    background: var(--accent);
    border: 2px solid var(--surface);
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--space-10);
    align-items: start;
  }
  .columns > div {
    display: grid;
    gap: var(--space-10);
  }
  .shares {
    display: grid;
    gap: var(--space-3);
  }
  .shares table {
    display: grid;
  }
  .shares tbody {
    display: grid;
    gap: 0.125rem;
  }
  .shares tr {
    display: grid;
    grid-template-columns: minmax(4.5rem, 9.5rem) minmax(0, 1fr) 3.25rem;
    align-items: center;
    gap: var(--space-3);
    min-block-size: 1.75rem;
  }
  .shares th {
    text-align: start;
    font-weight: var(--weight);
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
    line-height: var(--leading-tight);
  }
  .shares td {
    padding: 0;
    font-variant-numeric: tabular-nums;
  }
  .shares .held {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 1.75rem;
    align-items: center;
    gap: var(--space-4);
    position: relative;
  }
  .shares .value {
    font-weight: var(--weight-strong);
    text-align: end;
  }
  .shares .people {
    color: var(--text-faint);
    font-size: var(--text-s);
    text-align: end;
  }
  .shares.left .range {
    background: color-mix(in oklab, var(--late) 30%, var(--surface));
  }
  .shares.left .dot {
    background: var(--late);
  }
  .shares tr.few .value,
  .shares tr.few th {
    color: var(--text-faint);
    font-weight: var(--weight);
  }
  .shares tr.few .dot {
    background: var(--surface);
    border-color: var(--text-faint);
  }
  .shares tr.few .range {
    background: var(--surface-pressed);
  }
  details {
    border: 1px solid var(--line);
    border-radius: var(--radius-panel);
    background: var(--surface-raised);
  }
  summary {
    padding: var(--space-3) var(--space-4);
    font-weight: var(--weight-medium);
    cursor: pointer;
    border-radius: var(--radius-panel);
  }
  summary:hover {
    background: var(--surface-hover);
  }
  .scroll {
    overflow-x: auto;
    padding: 0 var(--space-4) var(--space-3);
    position: relative;
  }
  .numbers {
    border-collapse: collapse;
    inline-size: 100%;
    font-variant-numeric: tabular-nums;
  }
  .numbers th,
  .numbers td {
    padding: var(--space-2) var(--space-3) var(--space-2) 0;
    border-block-start: 1px solid var(--line);
    text-align: end;
    white-space: nowrap;
    font-weight: var(--weight);
  }
  .numbers thead th {
    border: 0;
    color: var(--text-soft);
    font-size: var(--text-s);
  }
  .numbers th:first-child {
    text-align: start;
  }
  .numbers .few {
    color: var(--text-faint);
  }
  .corrections {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3) var(--space-10);
  }
  .corrections div {
    display: grid;
  }
  .corrections dt {
    color: var(--text-soft);
    font-size: var(--text-s);
  }
  .corrections dd {
    font-size: var(--text-xl);
    font-weight: var(--weight-strong);
    font-variant-numeric: tabular-nums;
  }
  @media (max-width: 56.24rem) {
    .page {
      padding: var(--space-5) var(--space-4) var(--space-12);
      gap: var(--space-8);
    }
    .summary,
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .summary {
      gap: var(--space-6);
      padding: var(--space-5);
    }
    .facts {
      border-inline-start: 0;
      border-block-start: 1px solid var(--line);
      padding: var(--space-5) 0 0;
    }
    .filters {
      inline-size: 100%;
    }
    .filters label {
      flex: 1 1 8.5rem;
      min-inline-size: 0;
    }
    .filters input,
    .filters select {
      inline-size: 100%;
      min-inline-size: 0;
      max-inline-size: none;
      padding-inline: var(--space-2);
    }
    .choice,
    .head .choice {
      flex: 1 1 100%;
    }
    .choice button {
      flex: 1;
    }
  }
  @media (forced-colors: active) {
    .track .range {
      background: GrayText;
    }
    .track .dot {
      background: CanvasText;
    }
  }
`;
