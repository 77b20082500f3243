import { css } from 'lit';

export const consoleStyles = css`
  :host {
    display: block;
    block-size: 100dvh;
  }
  .shell {
    block-size: 100%;
    display: grid;
    grid-template-columns: var(--rail-width) minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
  }
  .corner {
    position: fixed;
    inset-block-end: var(--space-3);
    inset-inline-start: calc(var(--rail-width) + var(--space-2));
    inline-size: min(19rem, calc(100vw - 2rem));
    z-index: 6;
    display: grid;
    gap: var(--space-2);
  }
  .corner straks-call-card {
    box-shadow: var(--shadow);
    border-radius: var(--radius-panel);
  }
  /* In the inbox the list shows what rings, as long as the list is in sight. */
  .corner:not(.elsewhere) straks-call-card {
    display: none;
  }
  .link {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius-control);
    background: var(--waiting-tint);
    color: var(--waiting);
    box-shadow: var(--shadow);
    font-size: var(--text-s);
    font-weight: var(--weight-medium);
    text-wrap: pretty;
  }
  .link.quiet {
    background: var(--tint);
    color: var(--accent-strong);
  }
  .link svg.icon {
    inline-size: 1rem;
    block-size: 1rem;
  }
  straks-rail {
    min-block-size: 0;
  }
  main {
    min-inline-size: 0;
    min-block-size: 0;
  }
  main.inbox {
    display: grid;
    grid-template-columns: var(--list-width) minmax(0, 1fr);
  }
  straks-inbox-list {
    border-inline-end: 1px solid var(--line);
  }
  .skip {
    position: absolute;
    inset-block-start: var(--space-2);
    inset-inline-start: var(--space-2);
    z-index: 9;
    background: var(--surface-raised);
    border-color: var(--line-strong);
  }
  .skip:not(:focus) {
    clip-path: inset(50%);
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    padding: 0;
  }
  .splash {
    block-size: 100%;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-4);
    color: var(--text-soft);
    text-align: center;
    padding: var(--space-6);
  }
  @media (max-width: 75rem) {
    main.inbox {
      grid-template-columns: 18rem minmax(0, 1fr);
    }
  }
  @media (max-width: 56.24rem) {
    .shell {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: minmax(0, 1fr) auto;
    }
    straks-rail {
      grid-row: 2;
    }
    main.inbox {
      display: block;
    }
    main.inbox > * {
      block-size: 100%;
    }
    main.inbox:not(.reading) straks-deck,
    main.inbox.reading straks-inbox-list {
      display: none;
    }
    .corner {
      inset-block: auto 5rem;
      inset-inline-start: var(--space-4);
    }
    .reading + .corner {
      inset-block: 5.5rem auto;
    }
    .reading + .corner straks-call-card:not([hidden]) {
      display: block;
    }
    .shell.reading straks-rail {
      display: none;
    }
  }
`;
