import { css } from 'lit';

/** What the marks of a plot mean. */
export const legendStyles = css`
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-5);
    color: var(--text-soft);
    font-size: var(--text-s);
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }
  .legend svg {
    inline-size: 1.5rem;
    block-size: 0.875rem;
    flex: none;
  }
`;

/** A report that has nothing to show yet, and says why. */
export const emptyStyles = css`
  .empty {
    display: grid;
    justify-items: center;
    gap: var(--space-3);
    padding: var(--space-12) var(--space-6);
    border: 1px solid var(--line);
    border-radius: var(--radius-panel);
    background: var(--surface-sunken);
    text-align: center;
  }
  .empty > svg.icon {
    inline-size: 2rem;
    block-size: 2rem;
    color: var(--text-faint);
  }
  .empty p {
    max-inline-size: 34rem;
    color: var(--text-soft);
    text-wrap: pretty;
  }
`;
