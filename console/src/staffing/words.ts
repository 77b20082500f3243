import type { LanguageCode } from '../language/language.ts';
import { language } from '../language/language.ts';
import { da } from './words/da.ts';
import type { StaffingWords } from './words/en.ts';
import { en } from './words/en.ts';
import { nb } from './words/nb.ts';
import { sv } from './words/sv.ts';

const all: Record<LanguageCode, StaffingWords> = { nb, da, sv, en };

export const staffingWords = (): StaffingWords => all[language()];

/** "60 seconds", "5 minutes". */
export function within(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const { seconds: inSeconds, minutes } = staffingWords();
  return seconds % 60 === 0 && seconds > 60 ? minutes(seconds / 60) : inSeconds(seconds);
}

/** "7 min", as the clocks of the console say it. */
export const about = (ms: number): string => {
  const { minutes } = staffingWords();
  return minutes(Math.max(1, Math.round(ms / 60_000)));
};
