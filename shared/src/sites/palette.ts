/** The colours made of a site's one brand colour, for one background. All are "#rrggbb". */
export interface Tones {
  /** Fills: own messages, the main button, the bar. At least 3:1 on the surface. */
  accent: string;
  /** Words and icons on `accent`, at least 4.5:1. */
  onAccent: string;
  /** The accent as text, at least 4.5:1 on the surface and on the tint. */
  accentStrong: string;
  /** A breath of the accent, to lie under words. */
  tint: string;
}

export interface Palette {
  light: Tones;
  dark: Tones;
}

/** What the tones must be legible on. */
export const surfaces = { light: '#ffffff', dark: '#17191c' } as const;

const paper = '#ffffff';
const ink = '#14171a';
const text = 4.5;
const control = 3;
const step = 0.01;

/** A brand colour too light or too dark is moved in lightness, never shipped unreadable. */
export function palette(brand: string, on: { light: string; dark: string } = surfaces): Palette {
  return { light: tones(brand, on.light, -step), dark: tones(brand, on.dark, step) };
}

function tones(brand: string, surface: string, towardsContrast: number): Tones {
  const base = toOklch(brand);
  const tint = toHex(
    towardsContrast < 0
      ? { ...base, l: 0.965, c: Math.min(base.c, 0.02) }
      : { ...base, l: 0.29, c: Math.min(base.c, 0.035) },
  );
  const accent = moved(
    base,
    towardsContrast,
    (hex) => contrast(hex, surface) >= control && contrast(hex, wordsOn(hex)) >= text,
  );
  const accentStrong = moved(
    base,
    towardsContrast,
    (hex) => contrast(hex, surface) >= text && contrast(hex, tint) >= text,
  );
  return { accent, onAccent: wordsOn(accent), accentStrong, tint };
}

const wordsOn = (hex: string) => (contrast(paper, hex) >= text ? paper : ink);

function moved(from: Oklch, by: number, isGood: (hex: string) => boolean): string {
  for (let l = from.l; l >= 0 && l <= 1; l += by) {
    const hex = toHex({ ...from, l });
    if (isGood(hex)) return hex;
  }
  return by < 0 ? ink : paper;
}

/** WCAG 2 contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

type Triple = [number, number, number];

/** Lightness 0–1, chroma, hue as its cosine and sine, which needs no angle. */
interface Oklch {
  l: number;
  c: number;
  cos: number;
  sin: number;
}

function linear(hex: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

// Björn Ottosson's matrices, https://bottosson.github.io/posts/oklab/
function toOklch(hex: string): Oklch {
  const [r, g, b] = linear(hex);
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const l = 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short;
  const a = 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short;
  const yellow = 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short;
  const c = Math.hypot(a, yellow);
  return { l, c, cos: c && a / c, sin: c && yellow / c };
}

function toLinear({ l, c, cos, sin }: Oklch): Triple {
  const a = c * cos;
  const b = c * sin;
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
}

/** Chroma gives way until the colour can be shown; lightness and hue stay. */
function toHex(colour: Oklch): string {
  let shown = toLinear(colour);
  for (let c = colour.c; c > 0.001 && !isShowable(shown); c *= 0.96) shown = toLinear({ ...colour, c });
  return `#${shown.map(channelHex).join('')}`;
}

const isShowable = (rgb: Triple) => rgb.every((value) => value > -0.001 && value < 1.001);

function channelHex(value: number): string {
  const clipped = Math.min(1, Math.max(0, value));
  const gamma = clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * clipped ** (1 / 2.4) - 0.055;
  return Math.round(gamma * 255)
    .toString(16)
    .padStart(2, '0');
}
