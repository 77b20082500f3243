import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Words } from './words/words.ts';

export interface Say {
  language: Language;
  words: Words;
}

export const SayContext = createContext<Say | null>(null);

/** The sentences of her language. */
export function useSay(): Say {
  const say = useContext(SayContext);
  if (!say) throw new Error('no language');
  return say;
}
