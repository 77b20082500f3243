import type { Tones } from '@straks/shared/sites/palette.ts';
import { contrast, palette, surfaces } from '@straks/shared/sites/palette.ts';
import { css, html } from 'lit';
import { words } from '../language/language.ts';

/** What visitors will see, in light and dark, and what was done to make it readable. */
export function brandPreview(brand: string) {
  const { settings } = words();
  const { light, dark } = palette(brand);
  const ratio = (Math.floor(contrast(light.accent, light.onAccent) * 10) / 10).toFixed(1);
  const kept = light.accent.toLowerCase() === brand.toLowerCase();
  return html`<figure class="preview" aria-label=${settings.brandPreview}>
    <div class="panels">
      ${panel(settings.previewLight, light, surfaces.light)} ${panel(settings.previewDark, dark, surfaces.dark)}
    </div>
    <figcaption class="hint">${kept ? settings.brandAsIs(ratio) : settings.brandDarkened(ratio)}</figcaption>
  </figure>`;
}

function panel(label: string, tones: Tones, surface: string) {
  const { settings } = words();
  return html`<div class="panel" .style=${colours(tones, surface)}>
    <span class="label">${label}</span>
    <span class="bubble">${settings.previewText}</span>
    <span class="fill">${settings.previewButton}</span>
  </div>`;
}

const colours = ({ accent, onAccent, accentStrong, tint }: Tones, surface: string) =>
  `--accent: ${accent}; --on-accent: ${onAccent}; --accent-strong: ${accentStrong}; --tint: ${tint}; --surface: ${surface}`;

export const brandPreviewStyles = css`
  .preview {
    display: grid;
    gap: var(--space-2);
  }
  .panels {
    display: grid;
    grid-template-columns: 1fr 1fr;
    border: 1px solid var(--line);
    border-radius: var(--radius-panel);
    overflow: hidden;
  }
  .panel {
    display: grid;
    gap: var(--space-3);
    justify-items: start;
    padding: var(--space-4);
    background: var(--surface);
  }
  .panel .label {
    font-size: var(--text-xs);
    color: var(--accent-strong);
    font-weight: var(--weight-medium);
  }
  .panel .bubble {
    padding: 0.375rem 0.75rem;
    border-radius: var(--radius-panel);
    background: var(--tint);
    color: var(--accent-strong);
    font-weight: var(--weight-medium);
  }
  .panel .fill {
    padding: 0.5rem 1rem;
    border-radius: var(--radius-control);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: var(--weight-medium);
  }
`;
