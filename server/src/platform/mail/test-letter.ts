import type { Language } from '@straks/shared/wire/wire.protocol.ts';
import type { Letter } from './letter.ts';

interface Words {
  subject: string;
  text(host: string): string;
  why: string;
}

const words: Record<Language, Words> = {
  nb: {
    subject: 'E-posten virker',
    text: (host) =>
      `Dette er en prøve fra ${host}. Kommer den fram til deg, kommer den fram til de besøkende også.`,
    why: 'Du får denne fordi du trykket på «Send en prøve» i innstillingene.',
  },
  da: {
    subject: 'E-mailen virker',
    text: (host) =>
      `Det her er en prøve fra ${host}. Når den frem til dig, når den også frem til de besøgende.`,
    why: 'Du får den, fordi du trykkede på »Send en prøve« i indstillingerne.',
  },
  sv: {
    subject: 'E-posten fungerar',
    text: (host) => `Det här är ett prov från ${host}. Når det dig, når det besökarna också.`,
    why: 'Du får det för att du tryckte på ”Skicka ett prov” i inställningarna.',
  },
  en: {
    subject: 'Mail works',
    text: (host) => `This is a test from ${host}. If it reaches you, mail reaches your visitors too.`,
    why: 'You get this because you pressed “Send a test mail” in the settings.',
  },
};

/** To whoever set mail up, in the looks of what visitors get. */
export function testLetter(site: { name: string; brand: string }, language: Language, host: string): Letter {
  const { subject, text, why } = words[language];
  const { name, brand } = site;
  return { language, name, brand, subject, heading: subject, paragraphs: [text(host)], small: [why] };
}
