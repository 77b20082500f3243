import type { Language } from '@straks/shared/wire/wire.protocol.ts';

/** Written Norwegian of either kind, by any of its codes, is answered in bokmål. */
const spoken = new Map<string, Language>([
  ['nb', 'nb'],
  ['nn', 'nb'],
  ['no', 'nb'],
  ['da', 'da'],
  ['sv', 'sv'],
  ['en', 'en'],
]);

/** The language of the page she reads, or else the one of the site. */
export function languageOf(htmlLang: string | null, fallback: Language): Language {
  return spoken.get((htmlLang ?? '').toLowerCase().split(/[-_]/, 1)[0] ?? '') ?? fallback;
}

/** For Intl. English with a 24-hour clock and the day before the month, as read in the Nordic countries. */
export const localeOf = (language: Language) => (language === 'en' ? 'en-GB' : language);
