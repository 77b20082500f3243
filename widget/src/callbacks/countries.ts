import type { Language } from '@straks/shared/wire/wire.protocol.ts';

/** Where numbers are from, ours first; a number that begins with + may be from anywhere. */
export const callingCodes = {
  NO: 47,
  SE: 46,
  DK: 45,
  FI: 358,
  IS: 354,
  FO: 298,
  GL: 299,
  GB: 44,
  IE: 353,
  DE: 49,
  NL: 31,
  BE: 32,
  FR: 33,
  ES: 34,
  PT: 351,
  IT: 39,
  CH: 41,
  AT: 43,
  PL: 48,
  CZ: 420,
  EE: 372,
  LV: 371,
  LT: 370,
  UA: 380,
  RO: 40,
  GR: 30,
  TR: 90,
  US: 1,
  CA: 1,
  AU: 61,
} as const satisfies Record<string, number>;

export type Country = keyof typeof callingCodes;

/** Where she is by her clock says more than the language of her browser, which is English for many. */
const byZone: Record<string, Country> = {
  'Europe/Oslo': 'NO',
  'Europe/Stockholm': 'SE',
  'Europe/Copenhagen': 'DK',
  'Europe/Helsinki': 'FI',
  'Atlantic/Reykjavik': 'IS',
  'Atlantic/Faroe': 'FO',
  'America/Nuuk': 'GL',
  'Europe/London': 'GB',
  'Europe/Dublin': 'IE',
  'Europe/Berlin': 'DE',
  'Europe/Amsterdam': 'NL',
};
const byLanguage: Record<Language, Country> = { nb: 'NO', da: 'DK', sv: 'SE', en: 'GB' };

/** Which country's numbers she is likely to write. */
export const countryOf = (zone: string, language: Language): Country => byZone[zone] ?? byLanguage[language];
