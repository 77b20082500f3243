import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast, palette, surfaces } from './palette.ts';

const brand = fc.integer({ min: 0, max: 0xffffff }).map((rgb) => `#${rgb.toString(16).padStart(6, '0')}`);
const modes = ['light', 'dark'] as const;

test('whatever colour the owner picks, every word can be read and every control be seen', () => {
  fc.assert(
    fc.property(brand, (colour) => {
      const both = palette(colour);
      for (const mode of modes) {
        const { accent, onAccent, accentStrong, tint } = both[mode];
        expect(contrast(accent, surfaces[mode])).toBeGreaterThanOrEqual(3);
        expect(contrast(onAccent, accent)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(accentStrong, surfaces[mode])).toBeGreaterThanOrEqual(4.5);
        expect(contrast(accentStrong, tint)).toBeGreaterThanOrEqual(4.5);
      }
    }),
    { numRuns: 500 },
  );
});

test('a brand colour that is legible as it is stays as it is', () => {
  expect(palette('#1f5f4a').light.accent).toBe('#1f5f4a');
});

test('a pale yellow is darkened for text on white, and kept for text on black', () => {
  const { light, dark } = palette('#ffe680');
  expect(light.accentStrong).not.toBe('#ffe680');
  expect(dark.accentStrong).toBe('#ffe680');
});

test('contrast is the one WCAG defines', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
