import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { en } from './ways-en.ts';

/** The sentences about what she may do instead of waiting. */
export type WayWords = typeof en;

export function wayWordsIn(language: Language): Promise<WayWords> {
  switch (language) {
    case 'nb':
      return import('./ways-nb.ts').then(({ nb }) => nb);
    case 'da':
      return import('./ways-da.ts').then(({ da }) => da);
    case 'sv':
      return import('./ways-sv.ts').then(({ sv }) => sv);
    case 'en':
      return import('./ways-en.ts').then(({ en }) => en);
  }
}
