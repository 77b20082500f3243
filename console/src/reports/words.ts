import type { LanguageCode } from '../language/language.ts';
import { language, words } from '../language/language.ts';
import { da } from './words/da.ts';
import type { WaitsWords } from './words/en.ts';
import { en } from './words/en.ts';
import { nb } from './words/nb.ts';
import { sv } from './words/sv.ts';

const all: Record<LanguageCode, WaitsWords> = { nb, da, sv, en };

export const waitsWords = (): WaitsWords => all[language()];

/** "40 s", "4 min", "1 h 20 min": as exact as anybody feels it. */
export function length(ms: number): string {
  const { seconds, minutes, hoursLong } = waitsWords();
  const inSeconds = Math.round(ms / 1_000);
  if (inSeconds < 90 && inSeconds !== 60) return seconds(inSeconds);
  const inMinutes = Math.round(inSeconds / 60);
  return inMinutes < 100 ? minutes(inMinutes) : hoursLong(Math.floor(inMinutes / 60), inMinutes % 60);
}

export const count = (value: number): string => value.toLocaleString(words().time.locale);

/** A share in whole hundredths: no sample is large enough for more. */
export const share = (percent: number): string => String(Math.round(percent));
