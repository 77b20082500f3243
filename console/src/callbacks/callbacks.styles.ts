import { css } from 'lit';

export const callbacksStyles = css`
  :host {
    display: block;
    block-size: 100%;
    overflow-y: auto;
    background: var(--surface);
    container: callbacks / inline-size;
  }
  .page {
    display: grid;
    gap: var(--space-6);
    max-inline-size: 54rem;
    margin-inline: auto;
    padding: var(--space-8) var(--space-8) var(--space-12);
  }
  header {
    display: grid;
    gap: var(--space-1);
  }
  .hint {
    color: var(--text-soft);
    text-wrap: pretty;
  }
  h2 {
    display: flex;
    align-items: baseline;
    gap: var(--space-2);
    padding-block-end: var(--space-2);
  }
  .count {
    color: var(--text-faint);
    font-size: var(--text-m);
    font-weight: var(--weight);
    font-variant-numeric: tabular-nums;
  }
  ul {
    border-block: 1px solid var(--line);
  }
  li + li {
    border-block-start: 1px solid var(--line);
  }
  .call {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: start;
    gap: var(--space-2) var(--space-4);
    padding: var(--space-4) 0;
  }
  .who {
    display: grid;
    gap: 0.1875rem;
    min-inline-size: 0;
  }
  h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--space-3);
    margin: 0;
    font-size: var(--text-l);
    font-weight: var(--weight-strong);
    line-height: var(--leading-tight);
  }
  .number {
    font-weight: var(--weight-medium);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    color: var(--accent-strong);
    user-select: all;
  }
  .about {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.375rem;
    color: var(--text-soft);
    font-size: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  .fact:not(:last-child)::after {
    content: '·';
    color: var(--text-faint);
    margin-inline-start: 0.375rem;
  }
  .late {
    color: var(--late);
    font-weight: var(--weight-strong);
    white-space: nowrap;
  }
  .mine {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    color: var(--success);
    font-weight: var(--weight-strong);
  }
  .mine svg.icon {
    inline-size: 0.875rem;
    block-size: 0.875rem;
  }
  .acts {
    display: flex;
    align-items: center;
    gap: var(--space-1);
  }
  .refused {
    grid-column: 2 / -1;
    display: flex;
    gap: var(--space-1);
    align-items: center;
    color: var(--danger);
    font-size: var(--text-s);
    font-weight: var(--weight-medium);
  }
  .refused svg.icon {
    inline-size: 1rem;
    block-size: 1rem;
  }
  .told {
    margin-block-start: var(--space-4);
    display: flex;
    align-items: center;
    gap: var(--space-2);
    padding: var(--space-3) var(--space-3) var(--space-3) var(--space-4);
    border-radius: var(--radius-panel);
    background: var(--tint);
    color: var(--accent-strong);
  }
  .told p {
    flex: 1;
    text-wrap: pretty;
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
    padding: var(--space-16) var(--space-6);
    text-align: center;
    color: var(--text-soft);
    text-wrap: balance;
  }
  .empty svg.icon {
    inline-size: 2.25rem;
    block-size: 2.25rem;
    stroke-width: 1.25;
    color: var(--text-faint);
  }
  .empty strong {
    color: var(--text);
    font-weight: var(--weight-strong);
  }
  @container callbacks (max-width: 44rem) {
    .page {
      padding: var(--space-5) var(--space-4) var(--space-12);
    }
    .call {
      grid-template-columns: auto minmax(0, 1fr);
      column-gap: var(--space-3);
    }
    .acts {
      grid-column: 2;
    }
  }
`;
