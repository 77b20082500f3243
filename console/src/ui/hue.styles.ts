import { css } from 'lit';

/** A chat's own colours, from the hue set on it; light enough to write on, dark enough to see. */
export const hue = css`
  .hue {
    --chat: light-dark(oklch(50% 0.105 var(--hue)), oklch(79% 0.095 var(--hue)));
    --chat-strong: light-dark(oklch(40% 0.09 var(--hue)), oklch(86% 0.07 var(--hue)));
    --chat-tint: light-dark(oklch(95.2% 0.026 var(--hue)), oklch(32% 0.042 var(--hue)));
    --chat-wash: light-dark(oklch(97.8% 0.012 var(--hue)), oklch(25.5% 0.024 var(--hue)));
    --chat-line: light-dark(oklch(88% 0.04 var(--hue)), oklch(40% 0.05 var(--hue)));
    --on-chat: light-dark(oklch(99% 0.005 var(--hue)), oklch(21% 0.03 var(--hue)));
  }
`;
