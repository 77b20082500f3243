import { css } from 'lit';

export const timelineStyles = css`
  :host {
    display: block;
    position: relative;
    min-block-size: 0;
  }
  .scroll {
    block-size: 100%;
    overflow-y: auto;
    overscroll-behavior: contain;
    overflow-anchor: none;
    scrollbar-width: thin;
    padding: var(--space-4) max(var(--space-4), (100% - var(--reading-width)) / 2) var(--space-3);
    display: flex;
    flex-direction: column;
  }
  .scroll:focus-visible {
    outline-offset: -2px;
  }
  .push {
    margin-block-start: auto;
  }
  ol {
    display: flex;
    flex-direction: column;
  }
  .older {
    align-self: center;
    margin-block-end: var(--space-3);
    color: var(--text-soft);
  }
  .separator {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    margin-block: var(--space-4) var(--space-3);
    color: var(--text-faint);
    font-size: var(--text-xs);
    font-weight: var(--weight-medium);
  }
  li:first-child .separator {
    margin-block-start: 0;
  }
  .separator::before,
  .separator::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--line);
  }
  .separator.new {
    color: var(--accent);
  }
  .separator.new::before,
  .separator.new::after {
    border-color: var(--accent);
    opacity: 0.5;
  }
  .change {
    display: flex;
    align-items: baseline;
    justify-content: center;
    gap: var(--space-2);
    margin-block: var(--space-2);
    padding-inline: var(--space-4);
    color: var(--text-soft);
    font-size: var(--text-s);
    text-align: center;
    text-wrap: balance;
  }
  .change svg.icon {
    inline-size: 0.9375rem;
    block-size: 0.9375rem;
    align-self: center;
    color: var(--text-faint);
  }
  .change time {
    color: var(--text-faint);
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
  }
  .message {
    display: grid;
    justify-items: start;
    margin-block-start: 0.1875rem;
  }
  .message.first {
    margin-block-start: var(--message-gap);
  }
  .message.ours {
    justify-items: end;
  }
  .bubble {
    max-inline-size: min(34rem, 86%);
    padding: 0.5rem 0.8125rem;
    border-radius: var(--radius-panel);
    background: var(--surface-hover);
    line-height: var(--leading-message);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  .theirs .bubble {
    border-end-start-radius: var(--radius-s);
  }
  .theirs:not(.first) .bubble {
    border-start-start-radius: var(--radius-s);
  }
  .ours .bubble {
    background: var(--chat-tint);
    border-end-end-radius: var(--radius-s);
  }
  .ours:not(.first) .bubble {
    border-start-end-radius: var(--radius-s);
  }
  .pending .bubble {
    opacity: 0.72;
  }
  .bubble a {
    color: inherit;
    font-weight: var(--weight-medium);
  }
  .meta {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    margin: 0.1875rem 0.25rem 0;
    color: var(--text-faint);
    font-size: var(--text-xs);
    font-variant-numeric: tabular-nums;
  }
  .meta svg.icon {
    inline-size: 0.9375rem;
    block-size: 0.9375rem;
  }
  .meta .read {
    color: var(--accent);
  }
  .typing {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: 1.5rem;
    margin-block-start: var(--space-2);
    color: var(--text-soft);
    font-size: var(--text-s);
  }
  .typing svg.icon {
    color: var(--chat);
  }
  .jump {
    position: absolute;
    inset-block-end: var(--space-3);
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    border-radius: var(--radius-full);
    background: var(--surface-raised);
    border-color: var(--line);
    box-shadow: var(--shadow);
    font-size: var(--text-s);
  }
  .jump.fresh {
    background: var(--accent);
    color: var(--on-accent);
    border-color: transparent;
  }
  .wait {
    margin: auto;
    display: grid;
    justify-items: center;
    gap: var(--space-3);
    color: var(--text-soft);
    text-align: center;
  }
`;
