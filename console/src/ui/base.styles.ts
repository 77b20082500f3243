import { css } from 'lit';

export const base = css`
  :host {
    box-sizing: border-box;
    color: var(--text);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  figure {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: var(--text-xl);
    line-height: var(--leading-tight);
    font-weight: var(--weight-strong);
    letter-spacing: -0.014em;
  }
  h2 {
    font-size: var(--text-l);
    line-height: var(--leading-tight);
    font-weight: var(--weight-strong);
    letter-spacing: -0.008em;
  }
  a {
    color: var(--accent);
    text-underline-offset: 0.18em;
    text-decoration-thickness: 1px;
  }
  svg.icon {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    stroke-width: 1.75;
    flex: none;
    display: block;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .tabular,
  straks-clock {
    font-variant-numeric: tabular-nums;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-inline-size: 0;
  }
  kbd {
    font: inherit;
    font-size: var(--text-xs);
    font-weight: var(--weight-medium);
    display: inline-grid;
    place-items: center;
    min-inline-size: 1.5rem;
    padding: 0.0625rem 0.375rem;
    border-radius: var(--radius-s);
    border: 1px solid var(--line);
    border-block-end-width: 2px;
    background: var(--surface-raised);
    color: var(--text-soft);
  }
  @media (forced-colors: active) {
    svg.icon {
      color: CanvasText;
    }
  }
`;
