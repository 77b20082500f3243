import { signal } from '@lit-labs/signals';
import type { LanguageCode } from '../language/language.ts';
import { languages, preferred, speak } from '../language/language.ts';
import type { Shelf } from './shelf.ts';
import { readJson, writeJson } from './shelf.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const densities = ['comfortable', 'compact'] as const;

export interface Choices {
  language: LanguageCode;
  theme: (typeof themes)[number];
  density: (typeof densities)[number];
  sound: boolean;
  /** Shortcuts of a single letter; who dictates or hits keys by accident turns them off. */
  singleKeys: boolean;
}

export type Preferences = ReturnType<typeof createPreferences>;

const key = 'straks.console.preferences';

/** How this agent wants her console on this machine. */
export function createPreferences(shelf: Shelf, wishedLanguages: readonly string[]) {
  const standard: Choices = {
    language: preferred(wishedLanguages),
    theme: 'system',
    density: 'comfortable',
    sound: true,
    singleKeys: true,
  };
  const choices = signal<Choices>(sane({ ...standard, ...readJson<Partial<Choices>>(shelf, key) }, standard));
  speak(choices.get().language);

  function choose(change: Partial<Choices>) {
    choices.set({ ...choices.get(), ...change });
    writeJson(shelf, key, choices.get());
    speak(choices.get().language);
  }

  return { choices, choose };
}

/** Storage may hold anything, as from an older version. */
function sane(read: Choices, standard: Choices): Choices {
  return {
    language: read.language in languages ? read.language : standard.language,
    theme: themes.includes(read.theme) ? read.theme : standard.theme,
    density: densities.includes(read.density) ? read.density : standard.density,
    sound: read.sound !== false,
    singleKeys: read.singleKeys !== false,
  };
}
