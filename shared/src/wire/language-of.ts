import type { Language } from './wire.protocol.ts';

const known = /^(nb|nn|no|da|sv|en)(?![a-z])/;

/** The language of the page she reads, or else the one of the site. Written Norwegian of either kind is answered in bokmål. */
export function languageOf(htmlLang: string | null, fallback: Language): Language {
  const code = known.exec((htmlLang ?? '').toLowerCase())?.[1];
  if (!code) return fallback;
  return code.startsWith('n') ? 'nb' : (code as Language);
}
