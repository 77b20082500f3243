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

const byLanguage = { nb: 'NO', da: 'DK', sv: 'SE' } as const;

/** By the region of her browser's language, or else by the language she reads. */
export function countryOf(browserLanguage: string, language: string): Country {
  const region = /-([A-Z]{2})$/.exec(browserLanguage)?.[1] ?? '';
  if (region in callingCodes) return region as Country;
  return language in byLanguage ? byLanguage[language as keyof typeof byLanguage] : 'GB';
}
