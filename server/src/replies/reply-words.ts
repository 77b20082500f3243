import type { Language } from '@straks/shared/wire/wire.protocol.ts';

interface Words {
  subject(site: string): string;
  heading(agent: string): string;
  button: string;
  why(site: string): string;
  once: string;
  noReply: string;
}

/** What stands round an agent's answer to a left message. */
export const replyWords: Record<Language, Words> = {
  nb: {
    subject: (site) => `Svar fra ${site}`,
    heading: (agent) => `${agent} har svart deg`,
    button: 'Svar i samtalen',
    why: (site) => `Du får denne e-posten fordi du la igjen en melding til ${site}.`,
    once: 'Lenken er bare for deg. Den virker én gang, i sju dager.',
    noReply: 'Svar ved å åpne samtalen. Svar på denne e-posten blir ikke lest.',
  },
  da: {
    subject: (site) => `Svar fra ${site}`,
    heading: (agent) => `${agent} har svaret dig`,
    button: 'Svar i samtalen',
    why: (site) => `Du får denne mail, fordi du lagde en besked til ${site}.`,
    once: 'Linket er kun til dig. Det virker én gang, i syv dage.',
    noReply: 'Svar ved at åbne samtalen. Svar på denne mail bliver ikke læst.',
  },
  sv: {
    subject: (site) => `Svar från ${site}`,
    heading: (agent) => `${agent} har svarat dig`,
    button: 'Svara i samtalet',
    why: (site) => `Du får det här mejlet för att du lämnade ett meddelande till ${site}.`,
    once: 'Länken är bara för dig. Den fungerar en gång, i sju dagar.',
    noReply: 'Svara genom att öppna samtalet. Svar på det här mejlet läses inte.',
  },
  en: {
    subject: (site) => `An answer from ${site}`,
    heading: (agent) => `${agent} has answered you`,
    button: 'Answer in the chat',
    why: (site) => `You get this e-mail because you left ${site} a message.`,
    once: 'The link is for you only. It works once, for seven days.',
    noReply: 'To answer, open the chat. Replies to this e-mail aren’t read.',
  },
};
