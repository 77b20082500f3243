import { css } from 'lit';

export const field = css`
  .field {
    display: grid;
    gap: var(--space-1);
  }
  .field > label,
  .field > .label,
  legend {
    font-weight: var(--weight-medium);
    padding: 0;
  }
  .hint {
    color: var(--text-soft);
    font-size: var(--text-s);
    text-wrap: pretty;
  }
  .error {
    color: var(--danger);
    font-size: var(--text-s);
    font-weight: var(--weight-medium);
    display: flex;
    gap: var(--space-1);
    align-items: flex-start;
  }
  .error svg.icon {
    inline-size: 1rem;
    block-size: 1rem;
    margin-block-start: 0.1rem;
  }
  input:not([type='checkbox'], [type='radio'], [type='color']),
  select,
  textarea {
    font: inherit;
    font-size: var(--text-l);
    color: var(--text);
    inline-size: 100%;
    min-block-size: var(--control-height);
    padding: 0.375rem var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-control);
    background: var(--surface-raised);
    transition: border-color var(--motion-fast) var(--ease-out);
  }
  @media (min-width: 900px) {
    input:not([type='checkbox'], [type='radio'], [type='color']),
    select,
    textarea {
      font-size: var(--text-m);
    }
  }
  input:hover,
  select:hover,
  textarea:hover {
    border-color: var(--text-soft);
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline-offset: -1px;
    border-color: var(--focus);
  }
  [aria-invalid='true'] {
    border-color: var(--danger) !important;
  }
  input[type='checkbox'],
  input[type='radio'] {
    accent-color: var(--accent);
    inline-size: 1.0625rem;
    block-size: 1.0625rem;
    margin: 0;
    flex: none;
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: 1.75rem;
    cursor: pointer;
  }
  ::placeholder {
    color: var(--text-faint);
    opacity: 1;
  }
`;
