import { Refusal } from '../errors.ts';

const deepest = 5;

/**
 * Text that both databases give back as it came: lone surrogates replaced, NUL dropped.
 * Anything nested deeper than five levels is refused before a schema or a log sees it.
 */
export function clean(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= deepest) throw new Refusal('bad_request', { detail: 'nested too deeply' });
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    throw new Refusal('bad_request', { detail: 'binary data is not taken here' });
  }
  if (Array.isArray(value)) return value.map((inner) => clean(inner, depth + 1));
  const cleaned: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) cleaned[key] = clean(inner, depth + 1);
  return cleaned;
}

function cleanText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole;
}
