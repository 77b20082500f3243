import { css } from 'lit';

export const authStyles = css`
  :host {
    display: grid;
    min-block-size: 100dvh;
    place-items: center;
    padding: var(--space-6) var(--space-4);
    background: var(--surface-sunken);
  }
  main {
    inline-size: min(25rem, 100%);
    display: grid;
    gap: var(--space-6);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    font-size: var(--text-l);
    font-weight: var(--weight-strong);
    letter-spacing: -0.01em;
  }
  .brand img {
    inline-size: 2.25rem;
    block-size: 2.25rem;
  }
  .card {
    display: grid;
    gap: var(--space-5);
    padding: var(--space-8);
    border-radius: var(--radius-panel);
    background: var(--surface);
    border: 1px solid var(--line);
  }
  h1 {
    font-size: var(--text-2xl);
    letter-spacing: -0.022em;
  }
  .intro {
    color: var(--text-soft);
    margin-block-start: var(--space-2);
    line-height: var(--leading-message);
    text-wrap: pretty;
  }
  form {
    display: grid;
    gap: var(--space-4);
  }
  .password {
    position: relative;
    display: block;
  }
  .password input {
    padding-inline-end: 2.75rem;
  }
  .password button {
    position: absolute;
    inset-block: 1px;
    inset-inline-end: 1px;
    min-block-size: 0;
    border-radius: calc(var(--radius-control) - 1px);
  }
  button.primary {
    min-block-size: 2.75rem;
    font-size: var(--text-l);
  }
  .warning {
    display: flex;
    gap: var(--space-2);
    padding: var(--space-3);
    border-radius: var(--radius-control);
    background: var(--waiting-tint);
    color: var(--waiting);
    font-weight: var(--weight-medium);
    text-wrap: pretty;
  }
  .alert {
    padding: var(--space-3);
    border-radius: var(--radius-control);
    background: var(--danger-tint);
  }
  .languages {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-1);
  }
  .languages button {
    color: var(--text-soft);
    font-weight: var(--weight);
  }
  .languages button[aria-pressed='true'] {
    color: var(--text);
    font-weight: var(--weight-strong);
  }
  @media (max-width: 30rem) {
    .card {
      padding: var(--space-5);
    }
  }
`;
