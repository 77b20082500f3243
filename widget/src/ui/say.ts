import type { RefusalCode } from '@straks/shared/result.ts';
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

/** Why something did not happen, in a sentence. */
export function refusal(code: RefusalCode | 'offline'): string {
  const sentences: Partial<Record<typeof code, string>> = spoken.words.refusals;
  return sentences[code] ?? spoken.words.refusals.otherwise;
}

/** The sentences of her language. */
export const say = () => spoken;
