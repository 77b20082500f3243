import { css } from 'lit';

export const settingsStyles = css`
  :host {
    display: grid;
    gap: var(--space-6);
  }
  form,
  .stack {
    display: grid;
    gap: var(--space-5);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
    gap: var(--space-5);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
  }
  .row > input {
    flex: 1 1 12rem;
    inline-size: auto;
  }
  h1 + .hint {
    margin-block-start: calc(-1 * var(--space-4));
  }
  h2 + .hint {
    margin-block-start: calc(-1 * var(--space-4));
  }
  .rows {
    display: grid;
    border-block: 1px solid var(--line);
  }
  .rows > li {
    padding: var(--space-3) 0;
    display: grid;
    gap: var(--space-2);
  }
  .rows > li + li {
    border-block-start: 1px solid var(--line);
  }
  .savebar {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: var(--space-3);
    position: sticky;
    inset-block-end: 0;
    padding: var(--space-3) 0;
    background: var(--surface);
    border-block-start: 1px solid var(--line);
    z-index: 1;
  }
  .savebar .state {
    color: var(--text-soft);
    font-size: var(--text-s);
    flex: 1;
  }
  .savebar .state.saved {
    color: var(--success);
    font-weight: var(--weight-medium);
    display: flex;
    gap: var(--space-1);
    align-items: center;
  }
  .savebar .state.failed {
    color: var(--danger);
    font-weight: var(--weight-medium);
  }
  .card {
    display: grid;
    gap: var(--space-4);
    padding: var(--space-5);
    border: 1px solid var(--line);
    border-radius: var(--radius-panel);
    background: var(--surface-sunken);
  }
  .copy {
    display: flex;
    gap: var(--space-2);
    align-items: stretch;
  }
  .copy input,
  .copy code {
    flex: 1;
    min-inline-size: 0;
    font-family: var(--font-mono);
    font-size: var(--text-s) !important;
  }
`;
