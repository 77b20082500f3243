import type { Language } from '@straks/shared/wire/wire.protocol.ts';

const known = /^(nb|nn|no|da|sv|en)(?![a-z])/;

/** The language of the page she reads, or else the one of the site. Written Norwegian of either kind is answered in bokmål. */
export function languageOf(htmlLang: string | null, fallback: Language): Language {
  const code = known.exec((htmlLang ?? '').toLowerCase())?.[1];
  if (!code) return fallback;
  return code.startsWith('n') ? 'nb' : (code as Language);
}

/** For Intl. English with a 24-hour clock and the day before the month, as read in the Nordic countries. */
export const localeOf = (language: Language) => (language === 'en' ? 'en-GB' : language);
