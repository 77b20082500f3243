import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    inline-size: min(24rem, calc(100vw - 2rem));
    padding: var(--space-6);
    border: 0;
    border-radius: var(--radius-panel);
    background: var(--surface);
    color: var(--text);
    box-shadow: var(--shadow);
  }
  dialog::backdrop {
    background: var(--scrim);
  }
  dialog form {
    display: grid;
    gap: var(--space-4);
  }
  #note {
    min-block-size: 1.2rem;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  .acts .last {
    margin-inline-start: auto;
  }
`;
