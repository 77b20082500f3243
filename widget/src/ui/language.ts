import type { Language } from '@straks/shared/wire/wire.protocol.ts';

/** For Intl. English with a 24-hour clock and the day before the month, as read in the Nordic countries. */
export const localeOf = (language: Language) => (language === 'en' ? 'en-GB' : language);
