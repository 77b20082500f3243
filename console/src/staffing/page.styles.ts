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
  header,
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
  }
  .head {
    align-items: start;
  }
  .head > div {
    flex: 1 1 16rem;
    display: grid;
    gap: var(--space-1);
  }
  .whose {
    margin-inline-start: auto;
  }
  .whose select {
    inline-size: auto;
    max-inline-size: 16rem;
  }
  .weeks {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: var(--space-1);
  }
  .weeks p {
    display: grid;
    justify-items: center;
    min-inline-size: 11rem;
    line-height: var(--leading-tight);
    font-variant-numeric: tabular-nums;
  }
  .weeks strong {
    font-weight: var(--weight-strong);
  }
  .weeks span {
    color: var(--text-soft);
    font-size: var(--text-s);
  }
  a.button {
    text-decoration: none;
  }
  a.button.icon-only {
    inline-size: var(--control-height);
    padding: 0;
    color: var(--text-soft);
  }
  a.button:hover {
    background: var(--surface-hover);
    color: var(--text);
  }
  a.button.quiet {
    border-color: var(--line);
    background: var(--surface-raised);
  }
  .part {
    display: grid;
    gap: var(--space-5);
  }
  .hint {
    color: var(--text-soft);
    font-size: var(--text-s);
    text-wrap: pretty;
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
  .reach,
  .missing {
    display: grid;
    gap: var(--space-3);
    align-content: start;
  }
  .large {
    font-size: var(--text-xl);
    line-height: var(--leading-tight);
    font-weight: var(--weight-strong);
    letter-spacing: -0.014em;
    text-wrap: balance;
    font-variant-numeric: tabular-nums;
  }
  .goal {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
  }
  .few {
    display: flex;
    gap: var(--space-2);
    align-items: flex-start;
    color: var(--waiting);
    font-weight: var(--weight-medium);
  }
  .missing {
    border-inline-start: 1px solid var(--line);
    padding-inline-start: var(--space-8);
  }
  .missing ul {
    display: grid;
    gap: 0.125rem;
  }
  .missing li button {
    min-block-size: 1.875rem;
    margin-inline-start: calc(-1 * var(--space-2));
    padding-inline: var(--space-2);
    color: var(--late);
    white-space: normal;
    text-align: start;
    font-variant-numeric: tabular-nums;
  }
  .missing.none h2 {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }
  .missing.none h2 svg.icon {
    color: var(--success);
  }
  .empty .goal {
    justify-content: center;
  }
  @media (max-width: 56.24rem) {
    .page {
      padding: var(--space-5) var(--space-4) var(--space-12);
      gap: var(--space-8);
    }
    .summary {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-6);
      padding: var(--space-5);
    }
    .missing {
      border-inline-start: 0;
      border-block-start: 1px solid var(--line);
      padding: var(--space-5) 0 0;
    }
    .weeks {
      inline-size: 100%;
    }
    .weeks p {
      flex: 1;
    }
    .weeks .quiet {
      margin-inline: auto;
    }
  }
`;
