import { Refusal } from '../errors.ts';

const deepest = 5;

/**
 * Text that both databases give back as it came: lone surrogates replaced, NUL dropped. What was just parsed is
 * nobody else's yet, so it is cleaned in place.
 * Anything nested deeper than five levels is refused before a schema or a log sees it.
 */
export function clean(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= deepest) throw new Refusal('bad_request', { detail: 'nested too deeply' });
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    throw new Refusal('bad_request', { detail: 'binary data is not taken here' });
  }
  const parts = value as Record<string, unknown>;
  for (const key of Object.keys(parts)) {
    const inner = parts[key];
    const cleaned = clean(inner, depth + 1);
    // Own keys alone are written, so that even one called __proto__ stays a key.
    if (cleaned !== inner) parts[key] = cleaned;
  }
  return parts;
}

function cleanText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole;
}
