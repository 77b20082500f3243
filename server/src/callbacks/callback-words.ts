import type { Language } from '@straks/shared/wire/wire.protocol.ts';

interface Words {
  subject: string;
  tried: string;
  now: string;
  button: string;
  once: string;
  /** Why she gets this. */
  why(site: string): string;
  noReply: string;
}

/** What is written to somebody whom we called in vain. */
export const callbackWords: Record<Language, Words> = {
  nb: {
    subject: 'Vi fikk ikke tak i deg',
    tried: 'Du ba oss om å ringe. Vi har prøvd tre ganger nå, men fikk ikke svar.',
    now: 'Vil du fortsatt snakke med oss? Åpne samtalen, så kan du velge et nytt tidspunkt eller skrive i stedet.',
    button: 'Åpne samtalen',
    once: 'Lenken er bare for deg. Den virker én gang, i sju dager.',
    why: (site) => `Du får denne e-posten fordi du ba ${site} om å ringe deg.`,
    noReply: 'Svar ved å åpne samtalen. Svar på denne e-posten blir ikke lest.',
  },
  da: {
    subject: 'Vi fik ikke fat i dig',
    tried: 'Du bad os om at ringe. Vi har prøvet tre gange nu, men fik ikke svar.',
    now: 'Vil du stadig tale med os? Åbn samtalen, så kan du vælge et nyt tidspunkt eller skrive i stedet.',
    button: 'Åbn samtalen',
    once: 'Linket er kun til dig. Det virker én gang, i syv dage.',
    why: (site) => `Du får denne mail, fordi du bad ${site} om at ringe dig op.`,
    noReply: 'Svar ved at åbne samtalen. Svar på denne mail bliver ikke læst.',
  },
  sv: {
    subject: 'Vi fick inte tag i dig',
    tried: 'Du bad oss ringa. Vi har försökt tre gånger nu, men fick inget svar.',
    now: 'Vill du fortfarande prata med oss? Öppna samtalet, så kan du välja en ny tid eller skriva i stället.',
    button: 'Öppna samtalet',
    once: 'Länken är bara för dig. Den fungerar en gång, i sju dagar.',
    why: (site) => `Du får det här mejlet för att du bad ${site} ringa dig.`,
    noReply: 'Svara genom att öppna samtalet. Svar på det här mejlet läses inte.',
  },
  en: {
    subject: 'We could not reach you',
    tried: 'You asked us to call. We have tried three times now, but nobody answered.',
    now: 'Would you still like to talk? Open the conversation to choose another time, or to write instead.',
    button: 'Open the conversation',
    once: 'The link is only for you. It works once, for seven days.',
    why: (site) => `You get this mail because you asked ${site} to call you.`,
    noReply: 'Please answer by opening the conversation. Answers to this mail are not read.',
  },
};
