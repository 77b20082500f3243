import type { WayWords } from './way-words.ts';

let spoken: WayWords;

export function speakOfWays(words: WayWords) {
  spoken = words;
}

export const wayWords = () => spoken;
