import { css } from 'lit';

export const clockStyles = css`
  straks-clock {
    display: inline-flex;
    gap: 0.3em;
    align-items: baseline;
    white-space: nowrap;
    color: var(--text-soft);
    font-weight: var(--weight-medium);
    font-size: var(--text-s);
  }
  straks-clock[data-urgency='long'],
  straks-clock[data-urgency='late'] {
    padding: 0.0625rem 0.4375rem;
    border-radius: var(--radius-full);
  }
  straks-clock[data-urgency='long'] {
    color: var(--waiting);
    background: var(--waiting-tint);
  }
  straks-clock[data-urgency='late'] {
    color: var(--late);
    background: var(--late-tint);
    font-weight: var(--weight-strong);
  }
  straks-clock .word:empty {
    display: none;
  }
`;
