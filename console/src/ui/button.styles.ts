import { css } from 'lit';

export const button = css`
  button,
  .button {
    font: inherit;
    font-weight: var(--weight-medium);
    color: var(--text);
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-block-size: var(--control-height);
    padding: 0 var(--space-3);
    border: 1px solid transparent;
    border-radius: var(--radius-control);
    background: none;
    cursor: pointer;
    white-space: nowrap;
    transition:
      background-color var(--motion-fast) var(--ease-out),
      border-color var(--motion-fast) var(--ease-out),
      color var(--motion-fast) var(--ease-out);
  }
  button:hover {
    background: var(--surface-hover);
  }
  button:active {
    background: var(--surface-pressed);
  }
  button:disabled,
  button[aria-disabled='true'] {
    color: var(--text-faint);
    background: none;
    cursor: not-allowed;
  }
  button.primary {
    background: var(--accent);
    color: var(--on-accent);
    padding-inline: var(--space-4);
  }
  button.primary:hover {
    background: var(--accent-strong);
  }
  button.primary:disabled,
  button.primary[aria-disabled='true'] {
    background: var(--surface-pressed);
    color: var(--text-faint);
  }
  button.quiet,
  .button.quiet {
    border-color: var(--line);
    background: var(--surface-raised);
  }
  button.quiet:hover,
  .button.quiet:hover {
    background: var(--surface-hover);
  }
  button.danger {
    color: var(--danger);
  }
  button.danger:hover {
    background: var(--danger-tint);
  }
  button.icon-only {
    padding: 0;
    inline-size: var(--control-height);
    flex: none;
    color: var(--text-soft);
  }
  button.icon-only:hover {
    color: var(--text);
  }
  button[aria-pressed='true'].icon-only {
    color: var(--accent);
    background: var(--tint);
  }
  button.small {
    min-block-size: 1.75rem;
    padding-inline: var(--space-2);
    font-size: var(--text-s);
    border-radius: var(--radius-s);
  }
`;
