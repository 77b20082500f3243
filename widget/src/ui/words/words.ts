import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { en } from './en.ts';

/** English decides which sentences there are; a language that lacks one does not compile. */
export type Words = typeof en;
/** Why something did not happen; what a visitor hardly meets is `otherwise`. */
export type Refusals = Words['refusals'];

/** One language is one file of its own on the wire. */
export function wordsIn(language: Language): Promise<Words> {
  switch (language) {
    case 'nb':
      return import('./nb.ts').then(({ nb }) => nb);
    case 'da':
      return import('./da.ts').then(({ da }) => da);
    case 'sv':
      return import('./sv.ts').then(({ sv }) => sv);
    case 'en':
      return import('./en.ts').then(({ en }) => en);
  }
}
