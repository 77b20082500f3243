import { signal } from '@lit-labs/signals';
import { da } from './da.ts';
import type { Words } from './en.ts';
import { en } from './en.ts';
import { nb } from './nb.ts';
import { sv } from './sv.ts';

export const languages = { nb, da, sv, en };
export type LanguageCode = keyof typeof languages;

const current = signal<LanguageCode>('en');

/** The words of the console in the agent's language. */
export const words = (): Words => languages[current.get()];
export const language = (): LanguageCode => current.get();
export const speak = (code: LanguageCode) => current.set(code);

/** The first of the browser's languages that we speak; every Norwegian gets bokmål. */
export function preferred(wished: readonly string[]): LanguageCode {
  for (const tag of wished) {
    const code = tag.toLowerCase().split('-', 1)[0] ?? '';
    if (code === 'no' || code === 'nn') return 'nb';
    if (code in languages) return code as LanguageCode;
  }
  return 'en';
}
