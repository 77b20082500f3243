import { css } from 'lit';

export const chatStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
    min-block-size: 0;
    background: var(--surface);
    container: chat / inline-size;
  }
  article {
    block-size: 100%;
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr) auto;
    border-block-start: 3px solid var(--chat-line);
  }
  :host([focused]) article {
    border-block-start-color: var(--chat);
  }
  header {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 0.125rem var(--space-3);
    padding: var(--space-3) var(--space-3) var(--space-3) var(--space-4);
    border-block-end: 1px solid var(--line);
    min-inline-size: 0;
  }
  .back {
    display: none;
    grid-row: 1 / span 2;
    margin-inline-start: calc(-1 * var(--space-2));
  }
  header > .avatar {
    grid-row: 1 / span 2;
  }
  .line {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-inline-size: 0;
  }
  .facts {
    grid-column: -3 / -1;
    display: flex;
    align-items: center;
    gap: 0.375rem;
    color: var(--text-soft);
    font-size: var(--text-s);
    min-inline-size: 0;
    white-space: nowrap;
    overflow: hidden;
  }
  .fact {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    flex: none;
    min-inline-size: 0;
  }
  .fact:has(.cut) {
    flex: 0 1 auto;
  }
  .fact + .fact::before {
    content: '·';
    color: var(--text-faint);
  }
  .facts a {
    color: inherit;
    text-decoration-color: var(--line-strong);
  }
  .facts a:hover {
    color: var(--accent);
  }
  .fact .dot {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: var(--radius-full);
    background: var(--success);
  }
  .fact .dot.off {
    background: none;
    border: 1.5px solid var(--text-faint);
  }
  .banner {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
    padding: var(--space-2) var(--space-3) var(--space-2) var(--space-4);
    background: var(--waiting-tint);
    color: var(--waiting);
    font-size: var(--text-s);
    font-weight: var(--weight-medium);
  }
  .banner.refused {
    background: var(--danger-tint);
    color: var(--danger);
  }
  .banner.rings {
    justify-content: flex-start;
    background: var(--accent);
    color: var(--on-accent);
  }
  .banner.rings p {
    flex: 1;
  }
  .banner.rings button {
    background: var(--on-accent);
    color: var(--accent-strong);
  }
  .banner.held {
    background: var(--tint);
    color: var(--accent-strong);
  }
  .banner.held:has([data-over]) {
    background: var(--waiting-tint);
    color: var(--waiting);
  }
  .banner.call {
    flex-wrap: wrap;
    background: var(--tint);
    color: var(--accent-strong);
  }
  .banner.call p {
    flex: 1 1 12rem;
  }
  .banner .number {
    white-space: nowrap;
    user-select: all;
    font-variant-numeric: tabular-nums;
  }
  .banner straks-countdown {
    font-variant-numeric: tabular-nums;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2) var(--space-3);
    margin: 0 max(var(--space-3), (100% - var(--reading-width) - 1.5rem) / 2) var(--space-3);
    padding: var(--space-3) var(--space-3) var(--space-3) var(--space-4);
    border-radius: var(--radius-panel);
    background: var(--surface-sunken);
    border: 1px solid var(--line);
    color: var(--text-soft);
  }
  .bar p {
    flex: 1 1 12rem;
    text-wrap: pretty;
  }
  .bar .primary {
    background: var(--chat);
    color: var(--on-chat);
  }
  .bar .primary:hover {
    background: var(--chat-strong);
  }
  @container chat (max-width: 24rem) {
    .fact.language {
      display: none;
    }
    .fact.language:first-child + .fact::before {
      content: none;
    }
  }
  @media (max-width: 56.24rem) {
    .back {
      display: inline-flex;
    }
    header {
      grid-template-columns: auto auto minmax(0, 1fr) auto;
      padding-inline: var(--space-3) var(--space-2);
    }
  }
`;
