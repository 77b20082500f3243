import type { Language } from '@straks/shared/wire/wire.protocol.ts';

interface Words {
  turn: { subject: string; heading: string; until(time: string): string; again: string; button: string };
  missed: { subject: string; heading: string; kept: string; button: string };
  closed: { heading: string };
  taken: { subject: string; heading: string; waits(agent: string): string };
  /** Why she gets this. */
  why(site: string): string;
  once: string;
  noReply: string;
}

/** What is written to somebody whose place is kept. */
export const holdWords: Record<Language, Words> = {
  nb: {
    turn: {
      subject: 'Det er snart din tur',
      heading: 'Det er snart din tur',
      until: (time) => `Vi holder plassen din til kl. ${time}. Kom tilbake innen da, så beholder du den.`,
      again:
        'Du rakk det ikke sist vi ropte, så vi slapp noen forbi. Nå er det din tur igjen. Dette er siste gang vi roper.',
      button: 'Fortsett samtalen',
    },
    missed: {
      subject: 'Vi svarer deg på e-post',
      heading: 'Du rakk det ikke, og det er helt greit',
      kept: 'Det du skrev, er tatt vare på. En av oss leser det og svarer deg her på e-post.',
      button: 'Åpne samtalen',
    },
    closed: { heading: 'Vi rakk dessverre ikke frem til deg i dag' },
    taken: {
      subject: 'Vi er klare for deg nå',
      heading: 'Vi er klare for deg nå',
      waits: (agent) => `${agent} har åpnet samtalen din og venter på deg.`,
    },
    why: (site) => `Du får denne e-posten fordi du ba ${site} om å holde plassen din i køen.`,
    once: 'Lenken er bare for deg. Den virker én gang, i sju dager.',
    noReply: 'Svar ved å åpne samtalen. Svar på denne e-posten blir ikke lest.',
  },
  da: {
    turn: {
      subject: 'Det er snart din tur',
      heading: 'Det er snart din tur',
      until: (time) => `Vi holder din plads til kl. ${time}. Kom tilbage inden da, så beholder du den.`,
      again:
        'Du nåede det ikke, sidst vi kaldte, så vi lod andre komme til. Nu er det din tur igen. Det er sidste gang, vi kalder.',
      button: 'Fortsæt samtalen',
    },
    missed: {
      subject: 'Vi svarer dig på mail',
      heading: 'Du nåede det ikke, og det er helt i orden',
      kept: 'Det, du skrev, er gemt. En af os læser det og svarer dig her på mail.',
      button: 'Åbn samtalen',
    },
    closed: { heading: 'Vi nåede desværre ikke til dig i dag' },
    taken: {
      subject: 'Vi er klar til dig nu',
      heading: 'Vi er klar til dig nu',
      waits: (agent) => `${agent} har åbnet din samtale og venter på dig.`,
    },
    why: (site) => `Du får denne mail, fordi du bad ${site} om at holde din plads i køen.`,
    once: 'Linket er kun til dig. Det virker én gang, i syv dage.',
    noReply: 'Svar ved at åbne samtalen. Svar på denne mail bliver ikke læst.',
  },
  sv: {
    turn: {
      subject: 'Snart är det din tur',
      heading: 'Snart är det din tur',
      until: (time) => `Vi håller din plats till kl. ${time}. Kom tillbaka innan dess, så behåller du den.`,
      again:
        'Du hann inte sist vi ropade, så vi släppte förbi andra. Nu är det din tur igen. Det här är sista gången vi ropar.',
      button: 'Fortsätt samtalet',
    },
    missed: {
      subject: 'Vi svarar dig via mejl',
      heading: 'Du hann inte, och det gör ingenting',
      kept: 'Det du skrev finns kvar. En av oss läser det och svarar dig här via mejl.',
      button: 'Öppna samtalet',
    },
    closed: { heading: 'Vi hann tyvärr inte fram till dig i dag' },
    taken: {
      subject: 'Vi är redo för dig nu',
      heading: 'Vi är redo för dig nu',
      waits: (agent) => `${agent} har öppnat ditt samtal och väntar på dig.`,
    },
    why: (site) => `Du får det här mejlet för att du bad ${site} hålla din plats i kön.`,
    once: 'Länken är bara för dig. Den fungerar en gång, i sju dagar.',
    noReply: 'Svara genom att öppna samtalet. Svar på det här mejlet läses inte.',
  },
  en: {
    turn: {
      subject: 'It’s almost your turn',
      heading: 'It’s almost your turn',
      until: (time) => `We’re keeping your place until ${time}. Come back by then and it’s still yours.`,
      again:
        'You didn’t make it last time we called, so we let others go first. Now it’s your turn again. This is the last time we call.',
      button: 'Continue the chat',
    },
    missed: {
      subject: 'We’ll answer you by e-mail',
      heading: 'You didn’t make it, and that’s fine',
      kept: 'What you wrote is safe. One of us will read it and answer you here by e-mail.',
      button: 'Open the chat',
    },
    closed: { heading: 'Sorry, we didn’t get to you today' },
    taken: {
      subject: 'We’re ready for you now',
      heading: 'We’re ready for you now',
      waits: (agent) => `${agent} has opened your chat and is waiting for you.`,
    },
    why: (site) => `You get this e-mail because you asked ${site} to keep your place in line.`,
    once: 'The link is for you only. It works once, for seven days.',
    noReply: 'To answer, open the chat. Replies to this e-mail aren’t read.',
  },
};
