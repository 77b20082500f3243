import type { Language } from '@straks/shared/wire/wire.protocol.ts';

interface Words {
  subject: string;
  text: string;
  button: string;
  once: string;
  why(site: string): string;
}

export const linkWords: Record<Language, Words> = {
  nb: {
    subject: 'Her er en ny lenke',
    text: 'Den åpner samtalen din der du slapp.',
    button: 'Fortsett samtalen',
    once: 'Lenken er bare for deg. Den virker én gang, i sju dager.',
    why: (site) => `Du får denne e-posten fordi noen åpnet en brukt lenke fra ${site} og ba om en ny.`,
  },
  da: {
    subject: 'Her er et nyt link',
    text: 'Det åbner din samtale, hvor du slap.',
    button: 'Fortsæt samtalen',
    once: 'Linket er kun til dig. Det virker én gang, i syv dage.',
    why: (site) => `Du får denne mail, fordi nogen åbnede et brugt link fra ${site} og bad om et nyt.`,
  },
  sv: {
    subject: 'Här är en ny länk',
    text: 'Den öppnar ditt samtal där du slutade.',
    button: 'Fortsätt samtalet',
    once: 'Länken är bara för dig. Den fungerar en gång, i sju dagar.',
    why: (site) =>
      `Du får det här mejlet för att någon öppnade en använd länk från ${site} och bad om en ny.`,
  },
  en: {
    subject: 'Here is a new link',
    text: 'It opens your chat where you left off.',
    button: 'Continue the chat',
    once: 'The link is for you only. It works once, for seven days.',
    why: (site) =>
      `You get this e-mail because someone opened a used link from ${site} and asked for a new one.`,
  },
};
