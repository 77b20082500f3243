import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Words } from './words/words.ts';

export interface Say {
  language: Language;
  words: Words;
}

let spoken: Say;

/** Decided once for the page she reads. */
export function speak(say: Say) {
  spoken = say;
}

/** The sentences of her language. */
export const say = () => spoken;
