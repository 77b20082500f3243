import type { limits } from '@straks/shared/wire/wire.protocol.ts';

/** The protocol's own limit, in characters as people count them. */
export const longestMessage: (typeof limits)['messageLength'] = 10_000;
const nearTheLimit = 500;

export type Problem =
  | { kind: 'empty' }
  | { kind: 'too_long'; over: number }
  | { kind: 'unfilled'; variable: string };

/** Why these words cannot be sent; null when they can. */
export function problemOf(text: string): Problem | null {
  if (!/\S/.test(text)) return { kind: 'empty' };
  const over = lengthOf(text) - longestMessage;
  if (over > 0) return { kind: 'too_long', over };
  const variable = /\{\{[^{}\n]{0,80}\}\}/.exec(text)?.[0];
  return variable ? { kind: 'unfilled', variable } : null;
}

/** How many characters are left, told only when the end is near. */
export function leftOf(text: string): number | null {
  if (text.length < longestMessage - nearTheLimit) return null;
  const left = longestMessage - lengthOf(text);
  return left <= nearTheLimit ? left : null;
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
